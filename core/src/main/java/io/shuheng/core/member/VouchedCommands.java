package io.shuheng.core.member;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a platform sent for a member in a session without a key (ASSERTED), read from the ledger: the member looks at each
 * command, and may then sign for all of them by a statement.
 *
 * <pre>
 * VouchedCommands vouched = new VouchedCommands(desk, opened.sequence(), opening);
 * exchange.subscribe("my orders", …, record -&gt; vouched.observe(kind, body).ifPresent(this::compareWithWhatIOrdered));
 * exchange.submit(vouched.statement(clientId, notAfterNs).submission(…));
 * </pre>
 *
 * <p>Records are observed in their order, from the session's own on; those of other sessions are passed over. Not
 * thread-safe. Does no I/O and does not block.
 */
public final class VouchedCommands {

    private final CommandDesk desk;
    private final long session;
    private final StatementHasher hasher = new StatementHasher();
    private final StatementTree tree;

    /**
     * Of a session that has sent nothing yet.
     *
     * @param desk of the member who opened it
     * @param session its number: the sequence of the record that opened it
     * @param opening the command that opened it
     * @throws IllegalArgumentException where it has a key: then see {@link MemberSession}
     */
    public VouchedCommands(CommandDesk desk, long session, OpenSession opening) {
        if (!SessionKeyForm.isNone(opening.getKeySm3())) {
            throw new IllegalArgumentException("openSession.keySm3: this session has a key");
        }
        this.desk = desk;
        this.session = session;
        this.tree =
                new StatementTree(desk.ledgerId(), session, Sm3Hash.of(Sm3.hash(AvroBytes.encode(opening))), hasher);
    }

    /**
     * Takes the command of a record of the ledger.
     *
     * @return the command, where the platform sent it in this session
     */
    public Optional<SpecificRecord> observe(RecordKind kind, CommandBody body) {
        boolean sent = body.authentication().getKind() == AuthenticationKind.ASSERTED.number()
                && body.authentication().getSession() == session;
        if (!sent) {
            return Optional.empty();
        }
        SpecificRecord command = AvroBytes.decode(kind.javaClass(), body.command());
        tree.add(hasher.leaf(desk.draft(command).bytesToSign()), true, 0);
        return Optional.of(command);
    }

    /** Number of the session's commands so far. */
    public long count() {
        return tree.last();
    }

    /**
     * A statement over all commands so far, to be signed: its signature stands for one on each of them.
     *
     * @throws IllegalStateException where there is none that waits for it
     */
    public Draft statement(long clientId, long notAfterNs) {
        Sm3Hash root = tree.root(tree.last());
        if (root == null) {
            throw new IllegalStateException("session " + session + ": nothing to state");
        }
        return desk.draft(new SignStatement(clientId, notAfterNs, session, tree.last(), new Hash32(root.bytes())));
    }

    /**
     * The exchange has taken a statement.
     *
     * @throws IllegalArgumentException where the counter is not one that waited for it
     */
    public void stated(long lastCounter) {
        tree.stated(lastCounter);
    }
}
