package io.shuheng.ledger.verify;

import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.AuthenticationForm;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.core.view.KeyDirectory;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows sessions (会话): which of their commands a signed statement covers. Trees are computed from the commands, as
 * the member did. Memory is bounded for each session, whatever the records say. For one thread.
 */
final class SessionStatements {

    private record Session(StatementTree tree, long member, boolean asserted) {}

    private final Sm3Hash ledgerId;
    private final StatementHasher hasher = new StatementHasher();
    private final Map<Long, Session> sessions = new HashMap<>();
    private long firstHere;
    private long attestedStated;
    private long assertedStated;

    SessionStatements(Sm3Hash ledgerId) {
        this.ledgerId = ledgerId;
    }

    /** Records before that one are not here: what was sent in sessions that they opened is neither covered nor wrong. */
    void openedBefore(long first) {
        firstHere = first;
    }

    /**
     * Learns from a SIGNED command.
     *
     * @param sequence of its record
     * @param signer whose signature is on it
     * @return what is wrong with it; null where nothing is
     */
    @Nullable
    String signed(long sequence, SpecificRecord command, CommandBody body, KeyDirectory.Entry signer) {
        if (isRejected(body)) {
            return null;
        }
        if (command instanceof OpenSession opening) {
            Sm3Hash openingSm3 = Sm3Hash.of(Sm3.hash(body.command()));
            StatementTree tree = new StatementTree(ledgerId, sequence, openingSm3, hasher);
            sessions.put(sequence, new Session(tree, member(signer), SessionKeyForm.isNone(opening.getKeySm3())));
        } else if (command instanceof SignStatement statement) {
            return stated(statement, signer);
        }
        return null;
    }

    private @Nullable String stated(SignStatement statement, KeyDirectory.Entry signer) {
        Session session = sessions.get(statement.getSession());
        if (session == null && statement.getSession() < firstHere) {
            return null;
        }
        if (session == null) {
            return "signStatement.session " + statement.getSession() + ": no record before opens it";
        }
        if (session.member != member(signer)) {
            return "signStatement.session " + statement.getSession() + ": opened by another member";
        }
        StatementTree tree = session.tree;
        Sm3Hash root = tree.root(statement.getLastCounter());
        if (root == null) {
            return "signStatement.lastCounter " + statement.getLastCounter() + ": not one that waits for it, after "
                    + tree.statedUpTo() + " and up to " + tree.last();
        }
        if (!root.equals(Sm3Hash.of(statement.getRoot().bytes()))) {
            return "signStatement.root: not that of the session's commands up to " + statement.getLastCounter();
        }
        long newly = statement.getLastCounter() - tree.statedUpTo();
        if (session.asserted) {
            assertedStated += newly;
        } else {
            attestedStated += newly;
        }
        tree.stated(statement.getLastCounter());
        return null;
    }

    /**
     * Takes a command of a session.
     *
     * @param asserted whether the platform vouches for it
     * @param termsHash of the instrument that it names
     * @return what is wrong with it; null where nothing is
     */
    @Nullable
    String sent(boolean asserted, RecordKind kind, SpecificRecord command, CommandBody body, Sm3Hash termsHash) {
        try {
            AuthenticationForm.require(body.authentication());
        } catch (RecordFormatException e) {
            return e.getMessage();
        }
        long number = body.authentication().getSession();
        Session session = sessions.get(number);
        if (session == null && number < firstHere) {
            return null;
        }
        if (session == null) {
            return "authentication.session " + number + ": no record before opens it";
        }
        if (session.asserted != asserted) {
            return "authentication.session " + number + ": opened " + (asserted ? "with" : "without") + " a key";
        }
        StatementTree tree = session.tree;
        if (!kind.isIdentified() || (long) command.get(kind.fieldIndex("clientId")) != tree.last() + 1) {
            return "authentication.session " + number + ": the next counter is " + (tree.last() + 1);
        }
        if (!asserted && tree.unstated() >= StatementTree.MOST_UNSTATED) {
            return "authentication.session " + number + ": " + tree.unstated() + " commands wait for a statement";
        }
        byte[] signed = SigningBytes.of(ledgerId, kind, termsHash, body.command());
        tree.add(hasher.leaf(signed), !isRejected(body), 0);
        return null;
    }

    /** ATTESTED commands that a signed statement covers. */
    long attestedStated() {
        return attestedStated;
    }

    /** ASSERTED commands that a signed statement covers. */
    long assertedStated() {
        return assertedStated;
    }

    /** Number of the member that signed; 0 where it was no member. */
    private static long member(KeyDirectory.Entry signer) {
        return signer.purpose() == KeyPurpose.PARTICIPANT ? signer.owner() : 0;
    }

    private static boolean isRejected(CommandBody body) {
        return body.events().stream().anyMatch(event -> event.getKind() == EventKind.REJECTED.number());
    }
}
