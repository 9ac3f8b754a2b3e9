package io.shuheng.ledger.standby;

import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.ReplayMismatchException;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.file.PrunedBeginning;
import io.shuheng.ledger.file.RecordRules;
import io.shuheng.ledger.standby.StandbyBlock.Records;
import io.shuheng.ledger.standby.StandbyBlock.Refused;
import io.shuheng.ledger.standby.StandbyBlock.Signed;
import io.shuheng.ledger.standby.StandbyBlock.Stand;
import io.shuheng.ledger.standby.StandbyException.Code;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The standby's side: takes what a feed sends into a ledger of its own, and keeps nothing that does not follow. Numbers,
 * times and groups are checked before a record is kept, where the settings say so the engine computes each group anew, and
 * at each checkpoint the tree must be the one that the operator signed. What {@link #follow} has taken is as durable as the
 * ledger's mode promises before the next block is read.
 *
 * <p>For one thread.
 */
public final class LedgerFollower {

    private final ChronicleLedger ledger;
    private final BlockLink link;
    private final RecordBuffer group = new RecordBuffer();
    private final @Nullable Replay replay;
    private int groupBytes;
    private @Nullable StandbyException stopped;

    private LedgerFollower(ChronicleLedger ledger, BlockLink link, @Nullable Replay replay) {
        this.ledger = ledger;
        this.link = link;
        this.replay = replay;
    }

    /** Into a ledger opened by {@link ChronicleLedger#follow}, trusting the primary's engine. */
    public static LedgerFollower of(ChronicleLedger ledger, BlockLink link) {
        return new LedgerFollower(ledger, link, null);
    }

    /**
     * As the other, running an engine of its own over all records, those that are here first, of a pruned ledger from the state
     * at its cut on: a record that does not follow from the commands before it is not kept.
     *
     * @throws StandbyException NOT_REPLAYED where one that is here does not
     */
    public static LedgerFollower replaying(ChronicleLedger ledger, BlockLink link) throws StandbyException {
        PrunedBeginning beginning = ledger.beginning().orElse(null);
        try {
            RecordCatalogue rules = RulesVersions.current();
            Replay replay = beginning == null ? new Replay(rules) : beginning.replay(rules);
            try (RecordCursor cursor = ledger.cursor(replay.engine().size())) {
                while (cursor.next()) {
                    replay.accept(cursor.array(), cursor.offset(), cursor.length());
                }
            }
            return new LedgerFollower(ledger, link, replay);
        } catch (ReplayMismatchException | RecordFormatException e) {
            throw new StandbyException(Code.NOT_REPLAYED, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Says where this ledger stands and takes what comes until the link ends: the primary stopped, or is gone. Blocks. May be
     * called again, over a link that goes on: it begins between two groups, wherever the last one ended.
     *
     * @throws StandbyException where the two cannot go on with each other; NOT_REPLAYED again where it was before
     * @throws LedgerException FORK where the operator signed for other records; and as the ledger throws
     * @throws IOException where the link fails; what came before is kept
     */
    public void follow() throws IOException, StandbyException {
        if (stopped != null) {
            throw stopped;
        }
        group.clear();
        groupBytes = 0;
        LedgerPast past = LedgerPast.of(ledger, 0);
        Stand here = new Stand(past.ledgerId(), past.epoch(), ledger.size(), ledger.root());
        send(here);
        byte[] answer = link.receive();
        if (answer == null) {
            return;
        }
        requireSame(here, StandbyBlock.read(answer));
        for (byte[] block = link.receive(); block != null; block = link.receive()) {
            StandbyBlock said = StandbyBlock.read(block);
            if (said instanceof Records records) {
                take(records);
            } else if (said instanceof Signed signed) {
                requireBetweenGroups();
                ledger.receive(signed.checkpoint());
            } else {
                throw unexpected(said);
            }
        }
    }

    private void requireSame(Stand here, StandbyBlock answer) throws IOException, StandbyException {
        if (!(answer instanceof Stand there)) {
            throw unexpected(answer);
        }
        if (there.epoch() < here.epoch()) {
            throw refuse(
                    Code.SUPERSEDED, "this ledger is in epoch " + here.epoch() + ", the primary in " + there.epoch());
        }
        if (here.records() > 0 && !there.ledgerId().equals(here.ledgerId())) {
            throw refuse(Code.OTHER_LEDGER, "here is ledger " + here.ledgerId() + ", there " + there.ledgerId());
        }
        if (there.records() != here.records() || !there.root().equals(here.root())) {
            throw refuse(Code.FORK, "the primary begins at " + there + ", here is " + here);
        }
    }

    private void take(Records records) throws StandbyException {
        StandbyBlock.RecordWalk walk = new StandbyBlock.RecordWalk(records);
        byte[] bytes = records.bytes();
        while (walk.next()) {
            group.appendRecord(bytes, walk.offset(), walk.length());
            groupBytes += walk.length();
            if (groupBytes > RecordRules.MAX_GROUP_BYTES) {
                throw new StandbyException(
                        Code.PROTOCOL, "a group of more than " + RecordRules.MAX_GROUP_BYTES + " bytes");
            }
            if (RecordHeader.isEndOfGroup(bytes, walk.offset())) {
                keep();
            }
        }
        ledger.commit();
    }

    private void keep() throws StandbyException {
        try {
            for (int i = 0; replay != null && i < group.count(); i++) {
                replay.accept(group.array(), group.offset(i), group.length(i));
            }
        } catch (ReplayMismatchException | RecordFormatException e) {
            // The engine has half a group behind it, and follows nothing any more.
            stopped = new StandbyException(Code.NOT_REPLAYED, String.valueOf(e.getMessage()));
            throw stopped;
        }
        ledger.append(group);
        group.clear();
        groupBytes = 0;
    }

    private void requireBetweenGroups() throws StandbyException {
        if (group.count() > 0) {
            throw new StandbyException(Code.PROTOCOL, "a checkpoint inside a group");
        }
    }

    private static StandbyException unexpected(StandbyBlock said) {
        return said instanceof Refused refused
                ? refused.toException()
                : new StandbyException(
                        Code.PROTOCOL, "not expected here: " + said.getClass().getSimpleName());
    }

    private StandbyException refuse(Code code, String why) throws IOException {
        send(new Refused(code, why));
        return new StandbyException(code, why);
    }

    private void send(StandbyBlock block) throws IOException {
        byte[] bytes = block.encode();
        link.send(bytes, bytes.length);
    }
}
