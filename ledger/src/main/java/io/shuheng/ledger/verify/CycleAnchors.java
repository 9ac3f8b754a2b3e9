package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.LedgerIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * A cycle has no genesis but in the ledger's first file: which ledger and which keys are meant is known from the
 * certificates that the caller gives, and from the first checkpoint, with which all others must agree.
 */
/** Checkpoints that were kept elsewhere, and the operator's keys, against cycle files. For one thread. */
final class CycleAnchors {

    private record Held(Path path, boolean outside, Checkpoint checkpoint) {}

    private final List<Sm2PublicKey> keys;
    private final List<Held> held = new ArrayList<>();
    private final TreeMap<Long, Sm3Hash> roots = new TreeMap<>();
    private @Nullable Finding unreadable;
    private Sm3Hash ledgerId = Sm3Hash.ZERO;
    private int met;
    private int elsewhere;
    private long highestMet = -1;

    /** Reads the checkpoints. */
    CycleAnchors(List<Certificate> operators, List<Path> anchors, List<Path> cycles) throws IOException {
        keys = operators.stream().map(Certificate::publicKey).toList();
        for (Path anchor : anchors) {
            try (InputStream in = Files.newInputStream(anchor)) {
                Checkpoint checkpoint = Checkpoint.parse(in.readNBytes(Checkpoint.MAX_LENGTH + 1));
                held.add(new Held(anchor, isOutside(anchor, cycles), checkpoint));
                roots.put(checkpoint.size(), Sm3Hash.ZERO);
            } catch (RecordFormatException e) {
                unreadable = unreadable == null ? finding(anchor, 0, String.valueOf(e.getMessage())) : unreadable;
            }
        }
    }

    /** What lies in the folder of a ledger, or of an export, came with what it is to prove. */
    private static boolean isOutside(Path anchor, List<Path> cycles) throws IOException {
        Path there = anchor.toRealPath();
        for (Path cycle : cycles) {
            Optional<Path> ledger = LedgerFolder.holding(cycle);
            if (ledger.isPresent() && there.startsWith(ledger.get())) {
                return false;
            }
        }
        return true;
    }

    /** Takes the genesis; whether its operator has a key that is trusted, or none was given. */
    boolean operator(LedgerIdentity identity) {
        ledgerId = identity.ledgerId();
        return keys.isEmpty() || keys.contains(identity.operatorKey());
    }

    /** Whether a checkpoint is of this ledger and, where keys were given, signed with one of them. */
    boolean isOperators(Checkpoint checkpoint) {
        if (ledgerId.equals(Sm3Hash.ZERO)) {
            ledgerId = checkpoint.ledgerId();
        }
        return ledgerId.equals(checkpoint.ledgerId())
                && (keys.isEmpty() || keys.stream().anyMatch(key -> isSignedWith(key, checkpoint)));
    }

    private static boolean isSignedWith(Sm2PublicKey key, Checkpoint checkpoint) {
        Sm2Verifier verifier = new Sm2Verifier(key);
        return checkpoint.signatures().stream().anyMatch(line -> checkpoint.isSignedBy(line.name(), verifier));
    }

    /** Whether some checkpoint names the size, so that {@link #note} wants the root. */
    boolean wants(long size) {
        return roots.containsKey(size);
    }

    /** Notes the root that the records give at a size. */
    void note(long size, Sm3Hash root) {
        roots.put(size, root);
    }

    /** Compares the checkpoints with the roots noted; the first that does not fit, or null. */
    @Nullable
    Finding compare() {
        Finding first = unreadable;
        for (Held one : held) {
            Checkpoint checkpoint = one.checkpoint;
            Sm3Hash root = roots.getOrDefault(checkpoint.size(), Sm3Hash.ZERO);
            Finding found = null;
            if (!isOperators(checkpoint)) {
                found = finding(
                        one.path, checkpoint.size(), "it is of another ledger, or not signed with a trusted key");
            } else if (root.equals(Sm3Hash.ZERO)) {
                elsewhere++;
            } else if (!root.equals(checkpoint.root())) {
                found = finding(
                        one.path,
                        checkpoint.size(),
                        "at " + checkpoint.size() + " records it has root " + checkpoint.root() + ", the cycle gives "
                                + root);
            } else if (one.outside) {
                met++;
                highestMet = Math.max(highestMet, checkpoint.size());
            }
            first = first == null ? found : first;
        }
        return first;
    }

    private static Finding finding(Path anchor, long sequence, String message) {
        return new Finding(VerifierRule.ANCHOR.name(), anchor.toString(), 0, sequence, message);
    }

    /** Whether a checkpoint from outside that fits has exactly that size. */
    boolean meets(long size) {
        return held.stream()
                .anyMatch(one -> one.outside
                        && one.checkpoint.size() == size
                        && one.checkpoint.root().equals(roots.getOrDefault(size, Sm3Hash.ZERO)));
    }

    /** Whether no key of the operator was given. */
    boolean trustsNoOperator() {
        return keys.isEmpty();
    }

    Sm3Hash ledgerId() {
        return ledgerId;
    }

    int read() {
        return held.size();
    }

    int met() {
        return met;
    }

    /** Checkpoints whose size lies in none of the cycles. */
    int elsewhere() {
        return elsewhere;
    }

    /** Records that the largest covers which is met, -1 where there is none. */
    long highestMet() {
        return highestMet;
    }
}
