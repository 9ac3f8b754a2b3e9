package io.shuheng.ledger.witness;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import io.shuheng.ledger.file.NoteSignature;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

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
        List<Sm2PublicKey> operators = memory.operators(shown.ledgerId());
        if (operators.isEmpty()) {
            return refused(shown, WitnessRefusal.UNKNOWN_LEDGER, 0);
        }
        Optional<Checkpoint> seen = memory.seen(shown.ledgerId());
        long seenSize = seen.map(Checkpoint::size).orElse(0L);
        if (operators.stream().noneMatch(operator -> isSigned(shown, operator))) {
            return refused(shown, WitnessRefusal.NOT_SIGNED, seenSize);
        }
        if (shown.size() < 1 || request.oldSize() > shown.size()) {
            return refused(shown, WitnessRefusal.SIZES, seenSize);
        }
        return seen.isPresent() ? follow(seen.get(), request) : begin(request);
    }

    /** The ledgers that it watches, in the order of their ids. */
    synchronized List<Sm3Hash> watched() throws IOException {
        return memory.ledgers();
    }

    private static boolean isSigned(Checkpoint checkpoint, Sm2PublicKey operator) {
        Sm2Verifier verifier = new Sm2Verifier(operator);
        return checkpoint.signatures().stream().anyMatch(line -> checkpoint.isSignedBy(line.name(), verifier));
    }

    private WitnessAnswer begin(WitnessRequest request) throws IOException {
        if (request.oldSize() != 0) {
            return refused(request.checkpoint(), WitnessRefusal.OLD_SIZE, 0);
        }
        if (!request.path().isEmpty()) {
            return refused(request.checkpoint(), WitnessRefusal.NOT_CONTINUED, 0);
        }
        return cosigned(request.checkpoint());
    }

    private WitnessAnswer follow(Checkpoint seen, WitnessRequest request) throws IOException {
        Checkpoint shown = request.checkpoint();
        if (shown.size() < seen.size()) {
            return refused(shown, WitnessRefusal.SMALLER, seen.size());
        }
        if (shown.size() == seen.size()) {
            return shown.root().equals(seen.root()) ? cosigned(shown) : fork(seen, request, WitnessRefusal.FORK);
        }
        if (request.oldSize() != seen.size()) {
            return refused(shown, WitnessRefusal.OLD_SIZE, seen.size());
        }
        return continues(seen, request) ? cosigned(shown) : fork(seen, request, WitnessRefusal.NOT_CONTINUED);
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
        memory.keep(new ForkEvidence(seen, request.checkpoint(), path));
        return refused(request.checkpoint(), reason, seen.size());
    }

    private WitnessAnswer cosigned(Checkpoint shown) throws IOException {
        memory.remember(shown);
        NoteSignature line = Cosignature.sign(shown, name, key, nowSeconds.getAsLong());
        return new WitnessAnswer.Cosigned(shown.ledgerId(), shown.size(), line);
    }

    private static WitnessAnswer refused(Checkpoint shown, WitnessRefusal reason, long seenSize) {
        return new WitnessAnswer.Refused(shown.ledgerId(), shown.size(), reason, seenSize);
    }
}
