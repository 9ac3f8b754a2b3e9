package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.SideCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints that stand beside the records: side files in the folder, and anchors kept outside of it. Each is read
 * before the records are, so that the tree's root can be noted when it has the size that a checkpoint names. For one
 * thread; reads small files.
 */
final class AnchorCheck {

    /** One checkpoint on file. */
    private record Held(String name, VerifierRule rule, boolean outside, Checkpoint checkpoint) {}

    private final List<Held> held = new ArrayList<>();
    private final TreeMap<Long, Sm3Hash> roots = new TreeMap<>();
    private final WitnessCheck witnesses;
    private @Nullable Finding unreadable;
    private @Nullable Finding wrongRoot;
    private @Nullable Finding unfit;
    private int outsideMet;
    private long highestMet = -1;
    private BegunEpochs epochs = new BegunEpochs();

    /** Reads all of them; one that cannot be read is a finding. */
    AnchorCheck(Path ledger, VerifierSettings settings) throws IOException {
        witnesses = new WitnessCheck(ledger, settings.witnesses(), settings.witnessQuorum());
        Path folder = ledger.resolve(LedgerFolder.CHECKPOINTS);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SideCheckpoint.SUFFIX)) {
                for (Path entry : entries) {
                    String name = LedgerFolder.CHECKPOINTS + "/" + entry.getFileName();
                    read(() -> SideCheckpoint.read(entry), entry, name, VerifierRule.SIDE_CHECKPOINT, false);
                }
            }
        }
        for (Path anchor : settings.anchors()) {
            read(() -> named(anchor), anchor, anchor.toString(), VerifierRule.ANCHOR, isOutside(ledger, anchor));
        }
        held.sort(Comparator.comparingLong((Held one) -> one.checkpoint.size()).thenComparing(Held::name));
    }

    /** A file inside the ledger's folder is the operator's as much as the ledger is, so it anchors nothing. */
    private static boolean isOutside(Path ledger, Path anchor) throws IOException {
        return !anchor.toRealPath().startsWith(ledger.toRealPath());
    }

    /** How a checkpoint is read. */
    @FunctionalInterface
    private interface Reading {
        Checkpoint read() throws IOException;
    }

    /** A file that the caller names may be whatever he reads from. */
    private static Checkpoint named(Path anchor) throws IOException {
        try (InputStream in = Files.newInputStream(anchor)) {
            return Checkpoint.parse(in.readNBytes(Checkpoint.MAX_LENGTH + 1));
        }
    }

    private void read(Reading reading, Path path, String name, VerifierRule rule, boolean outside) throws IOException {
        try {
            Checkpoint checkpoint = reading.read();
            if (rule == VerifierRule.SIDE_CHECKPOINT
                    && !SideCheckpoint.fits(String.valueOf(path.getFileName()), checkpoint)) {
                throw new RecordFormatException("it covers " + checkpoint.size() + " records, its name says otherwise");
            }
            held.add(new Held(name, rule, outside, checkpoint));
            roots.put(checkpoint.size(), Sm3Hash.ZERO);
        } catch (RecordFormatException e) {
            if (unreadable == null) {
                unreadable = new Finding(rule.name(), name, 0, 0, String.valueOf(e.getMessage()));
            }
        }
    }

    /** Whether some checkpoint names the size, so that {@link #note} wants the root. */
    boolean wants(long size) {
        return roots.containsKey(size);
    }

    /** Notes the roots that are kept of records which are not here, where there are some. */
    void noteAll(LongFunction<Optional<Sm3Hash>> kept) {
        roots.replaceAll((size, root) -> kept.apply(size).orElse(root));
    }

    /** Notes the root that the records give at a size. */
    void note(long size, Sm3Hash root) {
        roots.put(size, root);
    }

    /**
     * Compares all of them with what the records gave.
     *
     * @param keys of the ledger's operator, null where there is no genesis
     * @param records that were read
     * @param losses that officers have declared: what a side file says of lost records is known. An anchor from elsewhere
     *     that the files no longer meet stays a finding, whoever has accepted the loss
     * @param epochs that began; a checkpoint of what an old primary wrote behind one stays a finding that names it
     */
    void compare(@Nullable OperatorKeys keys, long records, DeclaredLosses losses, BegunEpochs epochs) {
        this.epochs = epochs;
        for (Held one : held) {
            if (!isMet(one.checkpoint) && isKnownLoss(one, keys, losses)) {
                continue;
            }
            String reason = keys == null
                    ? null
                    : keys.whyNotSigned(one.checkpoint)
                            .map(why -> why + unknownKey(one.checkpoint, keys, records))
                            .orElse(null);
            if (reason == null && one.checkpoint.size() > records) {
                reason = "it covers " + one.checkpoint.size() + " records, the files hold " + records
                        + ": the tail is missing or damaged" + superseded(one.checkpoint);
            }
            if (reason != null) {
                unfit = unfit == null ? finding(one, records, reason) : unfit;
            } else {
                compareRoot(one, keys);
            }
        }
    }

    /** What witnesses enough have seen is known outside of the folder, so no officer's word makes it unseen. */
    private boolean isKnownLoss(Held one, @Nullable OperatorKeys keys, DeclaredLosses losses) {
        return one.rule == VerifierRule.SIDE_CHECKPOINT
                && losses.cover(one.checkpoint)
                && (keys == null || (keys.isSignedByAny(one.checkpoint) && !witnesses.isQuorum(one.checkpoint, keys)));
    }

    /** Whether a checkpoint has the root that the records gave at its size, once they were read. */
    boolean isMet(Checkpoint checkpoint) {
        return checkpoint.root().equals(roots.getOrDefault(checkpoint.size(), Sm3Hash.ZERO));
    }

    private void compareRoot(Held one, @Nullable OperatorKeys keys) {
        Checkpoint checkpoint = one.checkpoint;
        Sm3Hash root = roots.getOrDefault(checkpoint.size(), Sm3Hash.ZERO);
        if (keys != null && root.equals(checkpoint.root())) {
            witnesses.checkpoint(checkpoint, keys);
            if (one.outside) {
                outsideMet++;
                highestMet = Math.max(highestMet, checkpoint.size());
            }
        } else if (wrongRoot == null) {
            wrongRoot = finding(
                    one,
                    checkpoint.size(),
                    "at " + checkpoint.size() + " records it has root " + checkpoint.root() + ", the files give " + root
                            + superseded(checkpoint));
        }
    }

    /** Whoever holds a checkpoint of a later key than the files know holds no forgery for all that; no text where it may not be. */
    private String unknownKey(Checkpoint checkpoint, OperatorKeys keys, long records) {
        if (!checkpoint.ledgerId().equals(keys.identity().ledgerId()) || keys.isSignedByAny(checkpoint)) {
            return "";
        }
        String behind = checkpoint.size() <= records
                ? ""
                : "; it covers " + checkpoint.size() + " records, the files hold " + records
                        + ": a record that changes the operator's key may be among those missing";
        return behind + superseded(checkpoint);
    }

    /** Names the first epoch that began before what the checkpoint covers ends; no text where none did. */
    private String superseded(Checkpoint checkpoint) {
        return epochs.list().stream()
                .filter(epoch -> checkpoint.size() > epoch.predecessorRecords())
                .findFirst()
                .map(epoch -> "; epoch " + epoch.number() + " began behind " + epoch.predecessorRecords()
                        + " records: what a primary of an earlier epoch wrote from there on is not of this ledger")
                .orElse("");
    }

    private static Finding finding(Held one, long sequence, String message) {
        return new Finding(one.rule.name(), one.name, 0, sequence, message);
    }

    /**
     * The first checkpoint whose root is not that of the records, or null. Its sequence is the size it covers: the fault
     * lies before.
     */
    @Nullable
    Finding wrongRoot() {
        return wrongRoot;
    }

    /** A checkpoint that is ahead of the records, or no checkpoint of this ledger at all, or null. */
    @Nullable
    Finding unfit() {
        return unfit != null ? unfit : unreadable;
    }

    /** What the report says of them. */
    Report.Anchors report(DeclaredLosses losses) {
        List<Report.Loss> declared = losses.list().stream()
                .map(loss -> new Report.Loss(
                        loss.getFoundRecords(),
                        Sm3Hash.of(loss.getFoundRoot().bytes()),
                        loss.getExpectedRecords(),
                        Sm3Hash.of(loss.getExpectedRoot().bytes())))
                .toList();
        return new Report.Anchors(
                held.size(), outsideMet, highestMet, witnesses.quorum(), witnesses.seen(), declared, epochs.list());
    }
}
