package io.shuheng.ledger.proof;

import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.session.StatementTree;
import io.shuheng.core.view.KeyDirectory;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.proof.ProofReport.Missing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/*
 * A statement's signature stands for one over each command in its tree. The command's leaf says what was sent, and nothing
 * of who sent it, in which session, or for whom: the session's number is in the statement, and the mandate in its opening,
 * which is leaf 0. Without that leaf an operator could show an order that an agent gave for one principal as another's.
 */
/** Whether signed statements cover the commands of sessions that the file says they cover. For one thread. */
final class StatementCheck {

    private static final int NO_FIELD = -1;

    /** Three records that belong together. */
    private record Stated(OpenedRecord command, OpenedRecord opening, OpenedRecord statement, long counter) {

        SignStatement signed() {
            return (SignStatement) statement.value();
        }
    }

    private final Sm3Hash ledgerId;
    private final List<OpenedRecord> records;
    private final OpenedSignatures signatures;
    private final Set<Missing> missing;
    private final MerkleHasher hasher = new MerkleHasher();

    /** @param missing takes SIGNER where a path or a signer cannot be looked at with what is in the file */
    StatementCheck(Sm3Hash ledgerId, List<OpenedRecord> records, OpenedSignatures signatures, Set<Missing> missing) {
        this.ledgerId = ledgerId;
        this.records = records;
        this.signatures = signatures;
        this.missing = missing;
    }

    /**
     * Checks each.
     *
     * @param opened what the check of the signatures has found
     */
    CheckedStatements check(List<StatedCommand> commands, List<ProofReport.Opened> opened) throws InvalidProof {
        Map<Long, ProofReport.Opened> bySequence = new HashMap<>();
        opened.forEach(one -> bySequence.put(one.sequence(), one));
        Map<Long, OpenedStatement> verified = new HashMap<>();
        Set<Long> grounds = new HashSet<>();
        for (StatedCommand command : commands) {
            Stated stated = stated(command.sequence());
            grounds.addAll(List.of(stated.opening.sequence(), stated.statement.sequence()));
            boolean ofOneMember = isOfOneMember(stated);
            Optional<OpenedStatement> shown = shown(stated, command);
            boolean signed = isVerified(bySequence, stated.opening) && isVerified(bySequence, stated.statement);
            if (shown.isPresent() && signed && ofOneMember) {
                verified.put(command.sequence(), shown.get());
            }
        }
        return new CheckedStatements(verified, grounds);
    }

    private static boolean isVerified(Map<Long, ProofReport.Opened> opened, OpenedRecord record) {
        return Objects.requireNonNull(opened.get(record.sequence())).signature().isPresent();
    }

    private Stated stated(long sequence) throws InvalidProof {
        OpenedRecord command = opened(sequence, "a command that a statement covers");
        Authentication authentication = authentication(command);
        AuthenticationKind kind = AuthenticationKind.of(authentication.getKind());
        long session = authentication.getSession();
        int field = command.kind().fieldIndex("clientId");
        require(
                command,
                (kind == AuthenticationKind.ATTESTED || kind == AuthenticationKind.ASSERTED) && field != NO_FIELD,
                "a statement covers commands of sessions alone");
        OpenedRecord opening = opened(session, "the opening of the session of record " + sequence);
        require(
                opening,
                opening.value() instanceof OpenSession opens
                        && SessionKeyForm.isNone(opens.getKeySm3()) == (kind == AuthenticationKind.ASSERTED)
                        && isSignedAndTaken(opening),
                "opens no session in which record " + sequence + " could have come");
        long counter = (Long) command.value().get(field);
        return new Stated(command, opening, statement(command, session, counter), counter);
    }

    private OpenedRecord opened(long sequence, String what) throws InvalidProof {
        return records.stream()
                .filter(record -> record.sequence() == sequence && record.body() != null)
                .findFirst()
                .orElseThrow(() -> new InvalidProof(
                        ProofRule.STATEMENT, sequence, what + ": no command with that sequence is opened"));
    }

    /** The first that covers the command; a file with another one holds what its subject does not rest on. */
    private OpenedRecord statement(OpenedRecord command, long session, long counter) throws InvalidProof {
        for (OpenedRecord record : records) {
            if (record.value() instanceof SignStatement statement
                    && statement.getSession() == session
                    && statement.getLastCounter() >= counter
                    && record.tells(EventKind.STATEMENT_SIGNED, session)
                    && isSignedAndTaken(record)) {
                return record;
            }
        }
        throw new InvalidProof(
                ProofRule.STATEMENT,
                command.sequence(),
                "no accepted statement of session " + session + " up to counter " + counter + " is opened");
    }

    private static boolean isSignedAndTaken(OpenedRecord record) {
        return !record.isRejected() && authentication(record).getKind() == AuthenticationKind.SIGNED.number();
    }

    /** Another key of the member may sign, a renewed one: its registration says whose it is, or else its certificate. */
    private boolean isOfOneMember(Stated stated) throws InvalidProof {
        int opener = authentication(stated.opening).getKey();
        int signer = authentication(stated.statement).getKey();
        if (opener == signer) {
            return true;
        }
        Optional<KeyDirectory.Entry> openers = signatures.registered(opener);
        Optional<KeyDirectory.Entry> signers = signatures.registered(signer);
        if (openers.isPresent() && signers.isPresent()) {
            require(
                    stated.statement,
                    isOneMembers(openers.get(), signers.get()),
                    "signed with key " + signer + ", which is not of the member that opened the session");
            return true;
        }
        Optional<String> opened = signatures.certificate(opener).map(StatementCheck::subject);
        boolean sameSubject = opened.isPresent()
                && opened.equals(signatures.certificate(signer).map(StatementCheck::subject));
        if (!sameSubject) {
            missing.add(Missing.SIGNER);
        }
        return sameSubject;
    }

    private static String subject(Certificate certificate) {
        return certificate.subject().toString();
    }

    private static boolean isOneMembers(KeyDirectory.Entry one, KeyDirectory.Entry other) {
        return one.purpose() == KeyPurpose.PARTICIPANT
                && other.purpose() == KeyPurpose.PARTICIPANT
                && one.owner() == other.owner();
    }

    /** What the paths lead to; empty where the terms that a member would sign are not in the file. */
    private Optional<OpenedStatement> shown(Stated stated, StatedCommand paths) throws InvalidProof {
        long session = stated.opening.sequence();
        byte[] opening = StatementTree.openingBytes(
                ledgerId, session, Sm3Hash.ofContent(body(stated.opening).command()));
        requirePath(stated, opening, 0, paths.openingPath(), stated.opening);

        Sm3Hash terms = signatures.termsHash(stated.command);
        byte[] message = SigningBytes.of(
                ledgerId, stated.command.kind(), terms, body(stated.command).command());
        if (terms.equals(Sm3Hash.ZERO) && OpenedSignatures.namesInstrument(stated.command)) {
            missing.add(Missing.SIGNER);
            return Optional.empty();
        }
        requirePath(stated, message, stated.counter, paths.path(), stated.command);
        return Optional.of(new OpenedStatement(
                session,
                stated.counter,
                stated.statement.sequence(),
                stated.signed().getLastCounter() + 1,
                message,
                opening,
                root(stated)));
    }

    private void requirePath(Stated stated, byte[] leaf, long index, List<Sm3Hash> path, OpenedRecord of)
            throws InvalidProof {
        boolean leads;
        try {
            leads = new InclusionProof(index, stated.signed().getLastCounter() + 1, path)
                    .verify(hasher.leaf(leaf, 0, leaf.length), root(stated));
        } catch (CryptoException e) {
            leads = false;
        }
        require(
                of,
                leads,
                "its path does not lead to the root that the statement in record " + stated.statement.sequence()
                        + " signs");
    }

    private static Sm3Hash root(Stated stated) {
        return Sm3Hash.of(stated.signed().getRoot().bytes());
    }

    private static CommandBody body(OpenedRecord command) {
        return Objects.requireNonNull(command.body());
    }

    private static Authentication authentication(OpenedRecord command) {
        return body(command).authentication();
    }

    private static void require(OpenedRecord record, boolean holds, String otherwise) throws InvalidProof {
        if (!holds) {
            throw new InvalidProof(ProofRule.STATEMENT, record.sequence(), otherwise);
        }
    }
}
