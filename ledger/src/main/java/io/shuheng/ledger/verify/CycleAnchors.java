package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checkpoints that were kept elsewhere, against cycle files. For one thread. */
final class CycleAnchors {

    private record Held(Path path, boolean outside, Checkpoint checkpoint) {}

    private final CycleOperator operator;
    private final List<Held> held = new ArrayList<>();
    private final TreeMap<Long, Sm3Hash> roots = new TreeMap<>();
    private @Nullable Finding unreadable;
    private int met;
    private int elsewhere;
    private long highestMet = -1;

    /**
     * Reads the checkpoints.
     *
     * @param operator whose they are
     * @param source whose checkpoint is one more; null where there is none
     */
    CycleAnchors(CycleOperator operator, List<Path> anchors, @Nullable OperatorSource source, List<Path> cycles)
            throws IOException {
        this.operator = operator;
        for (Path anchor : anchors) {
            try (InputStream in = Files.newInputStream(anchor)) {
                hold(anchor, Checkpoint.parse(in.readNBytes(Checkpoint.MAX_LENGTH + 1)), cycles);
            } catch (RecordFormatException e) {
                unreadable = unreadable == null ? finding(anchor, 0, String.valueOf(e.getMessage())) : unreadable;
            }
        }
        if (source != null) {
            hold(source.file(), source.checkpoint(), cycles);
        }
    }

    private void hold(Path path, Checkpoint checkpoint, List<Path> cycles) throws IOException {
        held.add(new Held(path, isOutside(path, cycles), checkpoint));
        roots.put(checkpoint.size(), Sm3Hash.ZERO);
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
            if (root.equals(Sm3Hash.ZERO)) {
                elsewhere++;
                found = operator.isSignedByAny(checkpoint)
                        ? null
                        : finding(
                                one.path,
                                checkpoint.size(),
                                "it is of another ledger, or not signed with a key that is known here");
            } else if (!root.equals(checkpoint.root())) {
                found = finding(
                        one.path,
                        checkpoint.size(),
                        "at " + checkpoint.size() + " records it has root " + checkpoint.root() + ", the cycle gives "
                                + root);
            } else {
                found = operator.checkpoint(checkpoint)
                        .map(why -> finding(one.path, checkpoint.size(), why))
                        .orElse(null);
                if (found == null && one.outside) {
                    met++;
                    highestMet = Math.max(highestMet, checkpoint.size());
                }
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
