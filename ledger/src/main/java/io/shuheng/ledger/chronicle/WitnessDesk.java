package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.ThreadEnd;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import io.shuheng.ledger.file.SuccessionProof;
import io.shuheng.ledger.witness.Witness;
import io.shuheng.ledger.witness.WitnessAnswer;
import io.shuheng.ledger.witness.WitnessRefusal;
import io.shuheng.ledger.witness.WitnessRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the ledger's checkpoints to witnesses and puts their cosignatures beside them. On a thread of its own: neither the
 * ledger nor whoever writes to it waits for a witness, and a cosignature that comes late, even in another year or after a
 * restart, finds its checkpoint's file. Each witness is shown the newest checkpoint, with the proof that it continues the
 * one that this witness cosigned last. Ends with its ledger. Thread-safe.
 */
public final class WitnessDesk {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessDesk.class);

    /** Side files that are looked through for a witness's last cosignature; else the witness says what it has seen. */
    private static final int MAX_LOOKED_THROUGH = 1000;

    private static final long NANOS_PER_MS = 1_000_000L;

    /**
     * How a witness stands to the ledger.
     *
     * @param witness its key
     * @param cosignedSize records that the largest checkpoint covers that it cosigned, 0 where there is none
     * @param refusal what it has said since then instead, empty where nothing
     */
    public record Standing(Sm2PublicKey witness, long cosignedSize, Optional<WitnessAnswer.Refused> refusal) {}

    /** A witness, and how far it has come. */
    private static final class Asked {

        private final Witness witness;
        private final Sm2Verifier verifier;
        private long cosignedSize;
        private long seenSize;
        private long askedSize;
        private WitnessAnswer.@Nullable Refused refusal;

        Asked(Witness witness) {
            this.witness = witness;
            this.verifier = new Sm2Verifier(witness.key());
        }

        void cosigned(long size) {
            cosignedSize = Math.max(cosignedSize, size);
            seenSize = Math.max(seenSize, size);
            refusal = null;
        }
    }

    private final LiveProofs proofs;
    private final CheckpointFolder folder;
    private final LongFunction<Optional<Checkpoint>> marks;
    private final LongFunction<List<Long>> rotations;
    private final long everyMs;
    private final long patienceMs;
    private final Object sideFiles = new Object();
    private final List<Asked> witnesses = new ArrayList<>();
    private final Thread thread;
    private volatile List<Standing> standings = List.of();
    private @Nullable Checkpoint newest;
    private boolean news = true;
    private boolean ended;
    private boolean abandoned;

    /**
     * Starts the thread.
     *
     * @param proofs for the desk's thread alone
     * @param folder the side files
     * @param marks gives the checkpoint of a size from the ledger's own files
     * @param rotations the records below a size that put a key of the operator in force
     * @param newest the newest checkpoint, null where there is none yet
     * @param everyMs how often answers are looked for where nothing new is to be shown
     * @param patienceMs how long {@link #end} waits for witnesses that do not return, in milliseconds
     */
    WitnessDesk(
            LiveProofs proofs,
            CheckpointFolder folder,
            LongFunction<Optional<Checkpoint>> marks,
            LongFunction<List<Long>> rotations,
            @Nullable Checkpoint newest,
            List<Witness> witnesses,
            long everyMs,
            long patienceMs) {
        this.proofs = proofs;
        this.folder = folder;
        this.marks = marks;
        this.rotations = rotations;
        this.newest = newest;
        this.everyMs = everyMs;
        this.patienceMs = patienceMs;
        witnesses.forEach(witness -> this.witnesses.add(new Asked(witness)));
        note();
        thread = new Thread(this::work, "shuheng-witnesses");
        thread.setDaemon(true);
        thread.start();
    }

    /** How each witness stands, in the order given. */
    public List<Standing> standings() {
        return standings;
    }

    private void note() {
        List<Standing> now = new ArrayList<>();
        for (Asked one : witnesses) {
            now.add(new Standing(one.witness.key(), one.cosignedSize, Optional.ofNullable(one.refusal)));
        }
        standings = List.copyOf(now);
    }

    /** Says that a checkpoint was written. For the ledger's thread; does not block. */
    synchronized void covered(@Nullable Checkpoint checkpoint) {
        newest = checkpoint;
        news = true;
        notifyAll();
    }

    /**
     * Looks once more, and ends. A witness that does not return, though its call is interrupted when the desk has waited long
     * enough, keeps its thread; whatever that does later, it writes nothing beside the ledger any more.
     */
    void end() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        if (!ThreadEnd.awaitAtMost(thread, patienceMs)) {
            synchronized (sideFiles) {
                abandoned = true;
            }
            thread.interrupt();
            boolean gone = ThreadEnd.awaitAtMost(thread, patienceMs);
            LOG.warn("a witness keeps its thread: {}", gone ? "it was interrupted" : "it is left to itself");
        }
    }

    private void work() {
        boolean first = true;
        for (boolean last = false; !last; ) {
            last = hasEnded();
            Checkpoint checkpoint = newest();
            for (Asked one : witnesses) {
                if (checkpoint != null && !isAbandoned()) {
                    attend(one, checkpoint, first);
                }
            }
            first &= checkpoint == null;
            note();
            await();
        }
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private boolean isAbandoned() {
        synchronized (sideFiles) {
            return abandoned;
        }
    }

    private synchronized @Nullable Checkpoint newest() {
        news = false;
        return newest;
    }

    private synchronized void await() {
        long untilNs = System.nanoTime() + everyMs * NANOS_PER_MS;
        long leftMs = everyMs;
        while (!ended && !news && leftMs > 0) {
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread: it ends with the desk.
                LOG.debug("interrupted while waiting for checkpoints", e);
            }
            leftMs = (untilNs - System.nanoTime()) / NANOS_PER_MS;
        }
    }

    private void attend(Asked one, Checkpoint checkpoint, boolean first) {
        try {
            if (first) {
                lookBack(one, checkpoint);
            }
            for (WitnessAnswer answer : one.witness.answers()) {
                if (answer.ledgerId().equals(checkpoint.ledgerId())) {
                    take(one, answer, checkpoint);
                }
            }
            ask(one, checkpoint);
        } catch (IOException | LedgerException e) {
            LOG.warn("witness {}: {}", one.witness.key(), e.toString());
        } catch (RuntimeException e) {
            // A port of somebody else's may throw what it likes: that is no reason to ask the others no more.
            LOG.warn("witness {} failed", one.witness.key(), e);
        }
    }

    /** What the witness has cosigned before this ledger was opened. */
    private void lookBack(Asked one, Checkpoint checkpoint) throws IOException {
        int looked = 0;
        for (Path path : folder.newestFirst()) {
            if (looked++ == MAX_LOOKED_THROUGH || one.cosignedSize > 0) {
                return;
            }
            Optional<Checkpoint> side = folder.read(path);
            if (side.isPresent()
                    && Cosignature.earliestSeconds(side.get(), one.verifier).isPresent()
                    && isOurs(side.get(), checkpoint)) {
                one.cosigned(side.get().size());
            }
        }
    }

    private boolean isOurs(Checkpoint side, Checkpoint newestOne) {
        return side.ledgerId().equals(newestOne.ledgerId())
                && side.size() <= newestOne.size()
                && side.root().equals(proofs.root(side.size()));
    }

    private void take(Asked one, WitnessAnswer answer, Checkpoint checkpoint) throws IOException {
        if (answer instanceof WitnessAnswer.Cosigned cosigned) {
            keep(one, cosigned, checkpoint);
        } else if (answer instanceof WitnessAnswer.Refused refused) {
            heed(one, refused, checkpoint);
        }
        one.witness.settle(answer);
    }

    private void keep(Asked one, WitnessAnswer.Cosigned cosigned, Checkpoint checkpoint) throws IOException {
        Optional<Checkpoint> ours = ours(cosigned.size(), checkpoint);
        if (ours.isEmpty()) {
            LOG.warn(
                    "witness {}: a cosignature of size {}, of which this ledger has no checkpoint",
                    one.witness.key(),
                    cosigned.size());
        } else if (Cosignature.seconds(cosigned.line(), ours.get(), one.verifier)
                .isEmpty()) {
            LOG.error("witness {}: what came for size {} is not its cosignature", one.witness.key(), cosigned.size());
        } else if (Cosignature.earliestSeconds(ours.get(), one.verifier).isPresent()) {
            one.cosigned(cosigned.size());
        } else if (ours.get().signatures().size() == Checkpoint.MAX_SIGNATURES) {
            LOG.warn("checkpoint {} has no room for a cosignature", cosigned.size());
        } else {
            write(ours.get(), ours.get().with(cosigned.line()));
            one.cosigned(cosigned.size());
        }
    }

    /* Side files are lost, or had no room. The files of the ledger say the same, and an answer may have taken a year. */
    private Optional<Checkpoint> ours(long size, Checkpoint newestOne) throws IOException {
        Optional<Checkpoint> side = folder.read(size).filter(one -> isOurs(one, newestOne));
        return side.isPresent() || size > newestOne.size() ? side : marks.apply(size);
    }

    private void write(Checkpoint bare, Checkpoint cosigned) throws IOException {
        synchronized (sideFiles) {
            if (abandoned) {
                throw new IOException("the ledger is closed");
            }
            folder.write(bare);
            folder.cosigned(cosigned);
        }
    }

    private static void heed(Asked one, WitnessAnswer.Refused refused, Checkpoint checkpoint) {
        one.refusal = refused;
        boolean knowsMore = refused.seenSize() > checkpoint.size();
        boolean elsewhere = refused.reason() == WitnessRefusal.OLD_SIZE && refused.seenSize() != one.seenSize;
        if (elsewhere && !knowsMore) {
            one.seenSize = refused.seenSize();
            one.askedSize = 0;
        } else {
            LOG.error(
                    "witness {} does not cosign checkpoint {}: {}, it has seen {} records, the ledger has signed {}",
                    one.witness.key(),
                    refused.size(),
                    refused.reason(),
                    refused.seenSize(),
                    checkpoint.size());
        }
    }

    private void ask(Asked one, Checkpoint checkpoint) throws IOException {
        long size = checkpoint.size();
        if (size > one.cosignedSize && size > one.askedSize) {
            ConsistencyProof proof = proofs.consistency(one.seenSize, size, checkpoint.root());
            one.witness.ask(new WitnessRequest(one.seenSize, proof.path(), checkpoint, succession(checkpoint)));
            one.askedSize = size;
        }
    }

    /** How the key that signed it came into force: none is told where it is the first, which a witness was given. */
    private Optional<SuccessionProof> succession(Checkpoint checkpoint) {
        List<Long> before = rotations.apply(checkpoint.size());
        return before.isEmpty() ? Optional.empty() : Optional.of(proofs.succession(checkpoint, before));
    }
}
