package io.shuheng.ledger.witness;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.ledger.file.BrokenSuccession;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import io.shuheng.ledger.file.NoteSignature;
import io.shuheng.ledger.file.OperatorKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/*
 * It remembers first and signs then: killed in between, it has seen what it did not sign, which hurts nobody, and signs it
 * when it is asked again. Whatever else has the size that it remembers is a fork.
 */
/**
 * The witness's own side: cosigns what continues all that it has seen of a ledger, and nothing else (C2SP tlog-witness,
 * add-checkpoint). It keeps nothing of the ledger but sizes and roots, and needs no right to read it. Thread-safe; blocks
 * on the disk and as the signer does.
 */
public final class Cosigner {

    private final String name;
    private final Signer key;
    private final WitnessMemory memory;
    private final LongSupplier nowSeconds;

    /**
     * With a key of its own.
     *
     * @param name that its lines bear, see {@link NoteSignature}
     * @param key that it signs with, and for nothing else
     * @param memory what it has seen, and whom it watches
     * @param nowSeconds its clock, seconds since 1970
     */
    public Cosigner(String name, Signer key, WitnessMemory memory, LongSupplier nowSeconds) {
        this.name = name;
        this.key = key;
        this.memory = memory;
        this.nowSeconds = nowSeconds;
    }

    /**
     * Answers a request.
     *
     * @throws IOException where its memory cannot be read or written: then it has signed nothing
     */
    public synchronized WitnessAnswer answer(WitnessRequest request) throws IOException {
        Checkpoint shown = request.checkpoint();
        List<Certificate> operators = memory.operators(shown.ledgerId());
        if (operators.isEmpty()) {
            return refused(shown, WitnessRefusal.UNKNOWN_LEDGER, 0);
        }
        Optional<Checkpoint> seen = memory.seen(shown.ledgerId());
        long seenSize = seen.map(Checkpoint::size).orElse(0L);
        Optional<Signers> signers = signers(request, operators);
        if (signers.isEmpty()) {
            return refused(shown, WitnessRefusal.NOT_SIGNED, seenSize);
        }
        if (shown.size() < 1 || request.oldSize() > shown.size()) {
            return refused(shown, WitnessRefusal.SIZES, seenSize);
        }
        WitnessAnswer refusal = seen.isPresent() ? refusalOf(seen.get(), request) : refusalOfFirst(request);
        return refusal == null ? cosigned(shown, signers.get().after(seen, operators)) : refusal;
    }

    /** The ledgers that it watches, in the order of their ids. */
    synchronized List<Sm3Hash> watched() throws IOException {
        return memory.ledgers();
    }

    /**
     * Whose certificate has signed, and whose places it has taken.
     *
     * @param inForce by which a checkpoint is signed
     * @param retired those that were in force before
     */
    private record Signers(Certificate inForce, List<Certificate> retired) {

        /** With the one that signed what was seen last, which nothing need join to this one: both were accepted by hand. */
        Signers after(Optional<Checkpoint> seen, List<Certificate> operators) {
            List<Certificate> before = new ArrayList<>(retired);
            operators.stream()
                    .filter(operator -> !isSameKey(operator, inForce))
                    .filter(operator -> (seen.isPresent() && isSigned(seen.get(), operator))
                            || retired.stream().anyMatch(key -> isSameKey(operator, key)))
                    .forEach(before::add);
            return new Signers(inForce, before);
        }
    }

    /** Who has signed what is shown: a trusted one, or by the succession in the request one that took its place. */
    private static Optional<Signers> signers(WitnessRequest request, List<Certificate> operators) {
        Checkpoint shown = request.checkpoint();
        if (request.succession().isEmpty()) {
            return operators.stream()
                    .filter(operator -> isSigned(shown, operator))
                    .findFirst()
                    .map(operator -> new Signers(operator, List.of()));
        }
        try {
            List<Certificate> keys = request.succession().get().signers(shown).list().stream()
                    .map(OperatorKeys.Key::certificate)
                    .toList();
            int last = keys.size() - 1;
            return keys.stream().anyMatch(key -> operators.stream().anyMatch(trusted -> isSameKey(trusted, key)))
                    ? Optional.of(new Signers(keys.get(last), keys.subList(0, last)))
                    : Optional.empty();
        } catch (BrokenSuccession e) {
            return Optional.empty();
        }
    }

    private static boolean isSameKey(Certificate one, Certificate other) {
        return one.publicKey().equals(other.publicKey());
    }

    private static boolean isSigned(Checkpoint checkpoint, Certificate operator) {
        Sm2Verifier verifier = new Sm2Verifier(operator.publicKey());
        return checkpoint.signatures().stream().anyMatch(line -> checkpoint.isSignedBy(line.name(), verifier));
    }

    private @Nullable WitnessAnswer refusalOfFirst(WitnessRequest request) throws IOException {
        if (request.oldSize() != 0) {
            return refused(request.checkpoint(), WitnessRefusal.OLD_SIZE, 0);
        }
        if (!request.path().isEmpty()) {
            return refused(request.checkpoint(), WitnessRefusal.NOT_CONTINUED, 0);
        }
        return null;
    }

    private @Nullable WitnessAnswer refusalOf(Checkpoint seen, WitnessRequest request) throws IOException {
        Checkpoint shown = request.checkpoint();
        if (shown.size() < seen.size()) {
            return refused(shown, WitnessRefusal.SMALLER, seen.size());
        }
        if (shown.size() == seen.size()) {
            return shown.root().equals(seen.root()) ? null : fork(seen, request, WitnessRefusal.FORK);
        }
        if (request.oldSize() != seen.size()) {
            return refused(shown, WitnessRefusal.OLD_SIZE, seen.size());
        }
        return continues(seen, request) ? null : fork(seen, request, WitnessRefusal.NOT_CONTINUED);
    }

    private static boolean continues(Checkpoint seen, WitnessRequest request) {
        Checkpoint shown = request.checkpoint();
        try {
            return new ConsistencyProof(seen.size(), shown.size(), request.path()).verify(seen.root(), shown.root());
        } catch (CryptoException e) {
            return false;
        }
    }

    private WitnessAnswer fork(Checkpoint seen, WitnessRequest request, WitnessRefusal reason) throws IOException {
        List<Sm3Hash> path = reason == WitnessRefusal.FORK ? List.of() : request.path();
        memory.keep(new ForkEvidence(seen, request.checkpoint(), path, request.succession()));
        return refused(request.checkpoint(), reason, seen.size());
    }

    private WitnessAnswer cosigned(Checkpoint shown, Signers signers) throws IOException {
        memory.follow(shown.ledgerId(), signers.inForce(), signers.retired());
        memory.remember(shown);
        NoteSignature line = Cosignature.sign(shown, name, key, nowSeconds.getAsLong());
        return new WitnessAnswer.Cosigned(shown.ledgerId(), shown.size(), line);
    }

    private static WitnessAnswer refused(Checkpoint shown, WitnessRefusal reason, long seenSize) {
        return new WitnessAnswer.Refused(shown.ledgerId(), shown.size(), reason, seenSize);
    }
}
