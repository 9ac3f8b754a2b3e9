package io.shuheng.core.runtime;

import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.StateDigest;
import io.shuheng.core.ledger.BatchLeaves;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.crypto.merkle.MerkleFrontier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * What it computes for records that somebody has answered already must not be answered again. It learns that by reading on:
 * a digest is handed over once nothing durable is left to read, or, where more keeps coming, once so much has been read
 * behind it that an answer would have been among it.
 */
/**
 * A second engine that follows the durable ledger (重演): it compares every record with what it computes itself, and where
 * a digest of the state is asked for, keeps a snapshot and hands the digest over. It slows nobody, and takes as much memory
 * as the live engine. For its subscription's thread.
 */
final class StateReplayer implements LedgerSubscriber {

    /** Records behind a request after which it counts as unanswered. */
    private static final long ANSWERED_WITHIN_RECORDS = 65_536;

    private static final int HASHED_AT_ONCE = 256;

    private final RecordCatalogue catalogue;
    private final Ledger ledger;
    private final Consumer<StateDigest> answer;
    private final int answerType;
    private final Replay replay;
    private final MerkleFrontier tree;
    private final List<byte[]> directories;
    private final BatchLeaves leaves = new BatchLeaves();
    private final RecordBuffer unhashed = new RecordBuffer();
    private final TreeMap<Long, StateDigest> unanswered = new TreeMap<>();
    private byte[] command = {};

    private StateReplayer(
            RecordCatalogue catalogue,
            Ledger ledger,
            Consumer<StateDigest> answer,
            Replay replay,
            MerkleFrontier tree,
            List<byte[]> directories) {
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.answer = answer;
        this.answerType = catalogue.kindOf(RecordStateDigest.class).type();
        this.replay = replay;
        this.tree = tree;
        this.directories = new ArrayList<>(directories);
    }

    /**
     * One that goes on from where a snapshot stands, or begins at genesis where there is none.
     *
     * @param answer takes each digest that is awaited; may block
     */
    static StateReplayer after(
            @Nullable StateSnapshot snapshot, RecordCatalogue catalogue, Ledger ledger, Consumer<StateDigest> answer) {
        if (snapshot == null) {
            return new StateReplayer(catalogue, ledger, answer, new Replay(catalogue), new MerkleFrontier(), List.of());
        }
        StateSnapshot.Head head = snapshot.head();
        Replay replay = new Replay(catalogue, Engine.readState(catalogue, new StateSource(snapshot.state())));
        replay.know(new StateDigest(head.sequence(), head.sm3()));
        return new StateReplayer(
                catalogue,
                ledger,
                answer,
                replay,
                MerkleFrontier.restore(head.size(), head.subtrees()),
                head.directories());
    }

    /** Number of records it has followed, which is the sequence of the next one it takes. */
    long size() {
        return replay.engine().size();
    }

    @Override
    public void onRecord(byte[] bytes, int offset, int length) {
        if (replay.isBetweenGroups()) {
            command = Arrays.copyOfRange(bytes, offset, offset + length);
        }
        unhashed.appendRecord(bytes, offset, length);
        if (unhashed.count() >= HASHED_AT_ONCE) {
            hash();
        }
        long directed = replay.engine().directories().length();
        replay.accept(bytes, offset, length);
        if (replay.isBetweenGroups()) {
            group(directed, RecordHeader.timeNs(bytes, offset));
        }
    }

    private void group(long directed, long timeNs) {
        if (replay.engine().directories().length() > directed) {
            directories.add(command);
        }
        StateDigest digest = replay.digest();
        if (digest != null) {
            keep(digest, timeNs);
            unanswered.put(digest.sequence(), digest);
        }
        if (!unanswered.isEmpty()) {
            answerWhereDue();
        }
    }

    private void keep(StateDigest digest, long timeNs) {
        hash();
        ledger.keep(
                new StateSnapshot.Head(digest.sequence(), size(), timeNs, digest.sm3(), tree.subtrees(), directories),
                pieces -> {
                    StateSink sink = new StateSink(pieces);
                    replay.engine().writeState(sink);
                    sink.flush();
                });
    }

    private void answerWhereDue() {
        if (RecordHeader.type(command, 0) == answerType) {
            RecordKind kind = catalogue.kindOf(RecordStateDigest.class);
            CommandBody body = CommandBody.read(kind.checker(), command, 0, command.length);
            unanswered.remove(
                    AvroBytes.decode(RecordStateDigest.class, body.command()).getSequence());
        }
        boolean readAll = ledger.size() == size();
        while (!unanswered.isEmpty() && (readAll || size() - unanswered.firstKey() >= ANSWERED_WITHIN_RECORDS)) {
            answer.accept(unanswered.pollFirstEntry().getValue());
        }
    }

    private void hash() {
        leaves.append(unhashed, tree);
        unhashed.clear();
    }
}
