package io.shuheng.ledger.proof;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.StatementTree;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionPathBuilder;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.LedgerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Cuts the paths of commands out of their sessions' trees while the ledger's records stream by: in memory that grows with
 * instruments and not with a session's commands. For one thread.
 */
final class SessionPaths {

    private final List<Growing> trees = new ArrayList<>();
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final MerkleHasher hasher = new MerkleHasher();
    private Sm3Hash ledgerId = Sm3Hash.ZERO;

    private static final class Growing {
        private final StatementSearch.Found found;
        private final InclusionPathBuilder paths;

        Growing(StatementSearch.Found found) {
            this.found = found;
            this.paths = new InclusionPathBuilder(Set.of(0L, found.counter()), found.lastCounter() + 1);
        }

        boolean isComplete() {
            return paths.missing() == 0;
        }
    }

    SessionPaths(List<StatementSearch.Found> commands) {
        commands.forEach(found -> trees.add(new Growing(found)));
    }

    /** Takes the next record; the genesis comes first. */
    void record(byte[] bytes, int offset, int length) {
        if (trees.stream().allMatch(Growing::isComplete)) {
            return;
        }
        long sequence = RecordHeader.sequence(bytes, offset);
        if (sequence == 0) {
            ledgerId = LedgerIdentity.of(bytes, offset, length).ledgerId();
        }
        RecordKind kind = Objects.requireNonNull(RulesVersions.current().ofType(RecordHeader.type(bytes, offset)));
        if (kind.isCommand()) {
            CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            instruments.observe(kind, body);
            command(kind, sequence, body);
        }
    }

    private void command(RecordKind kind, long sequence, CommandBody body) {
        for (Growing tree : trees) {
            long session = tree.found.opening().sequence();
            if (tree.isComplete()) {
                continue;
            }
            if (sequence == session) {
                accept(tree, StatementTree.openingBytes(ledgerId, session, Sm3Hash.ofContent(body.command())));
            } else if (body.authentication().getSession() == session) {
                Sm3Hash terms = instruments.termsHash(kind, AvroBytes.decode(kind.javaClass(), body.command()));
                accept(tree, SigningBytes.of(ledgerId, kind, terms, body.command()));
            }
        }
    }

    private void accept(Growing tree, byte[] leaf) {
        tree.paths.accept(hasher.leaf(leaf, 0, leaf.length));
    }

    /**
     * The paths, once all records have passed.
     *
     * @throws LedgerException CORRUPT where a session has fewer commands than its statement covers
     */
    List<StatedCommand> stated() {
        List<StatedCommand> stated = new ArrayList<>();
        for (Growing tree : trees) {
            StatementSearch.Found found = tree.found;
            if (!tree.isComplete()) {
                throw new LedgerException(
                        LedgerException.Code.CORRUPT,
                        "record " + found.statement().sequence() + ": a statement up to counter " + found.lastCounter()
                                + ", " + tree.paths.missing() + " of its session's commands are not there");
            }
            stated.add(new StatedCommand(
                    found.command(),
                    tree.paths.proof(found.counter()).path(),
                    tree.paths.proof(0).path()));
        }
        return stated;
    }
}
