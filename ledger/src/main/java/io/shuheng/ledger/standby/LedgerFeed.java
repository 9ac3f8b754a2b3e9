package io.shuheng.ledger.standby;

import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.standby.StandbyBlock.Refused;
import io.shuheng.ledger.standby.StandbyBlock.Signed;
import io.shuheng.ledger.standby.StandbyBlock.Stand;
import io.shuheng.ledger.standby.StandbyException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The primary's side of a standby: reads durable records beside the writer, from where the follower left off, and sends
 * them as they come, with the operator's checkpoints between them. Disturbs nobody: a follower that is slow or gone holds up
 * this thread alone.
 *
 * <p>{@link #serve} is for one thread, and blocks for as long as it serves; {@link #stop} may be called by any.
 */
public final class LedgerFeed {

    /** Bytes of records after which a block is sent, whatever waits behind them. */
    private static final int FULL_BLOCK = 256 * 1024;

    private static final long IDLE_NS = 500_000;

    private final ChronicleLedger ledger;
    private final BlockLink link;
    private final ByteBuffer block = ByteBuffer.allocate(BlockLink.MAX_BLOCK_LENGTH);
    private long sent;
    private long signed;
    private volatile boolean stopped;

    /** Of a ledger that is being written, over a link to one follower. */
    public LedgerFeed(ChronicleLedger ledger, BlockLink link) {
        this.ledger = ledger;
        this.link = link;
    }

    /**
     * Waits for the follower's stand, compares it with this ledger, and sends what it lacks until {@link #stop}. The
     * comparison reads the whole ledger once, beside the writer.
     *
     * @throws StandbyException where the two cannot go on with each other; the follower is told. SUPERSEDED says that it was
     *     promoted: call {@code Exchange.supersede}; PRUNED that it lacks records that were taken out of this ledger
     * @throws IOException where the link fails: call it again with another link
     */
    public void serve() throws IOException, StandbyException {
        try {
            begin();
        } catch (StandbyException e) {
            send(new Refused(e.code(), String.valueOf(e.getMessage())));
            throw e;
        }
        try (RecordCursor cursor = ledger.cursor(sent)) {
            while (!stopped) {
                pump(cursor);
                LockSupport.parkNanos(IDLE_NS);
            }
            pump(cursor);
        }
    }

    /** Lets {@link #serve} send what is durable by now and return. */
    public void stop() {
        stopped = true;
    }

    private void begin() throws IOException, StandbyException {
        byte[] hello = link.receive();
        if (hello == null || !(StandbyBlock.read(hello) instanceof Stand follower)) {
            throw new StandbyException(Code.PROTOCOL, "the follower did not begin with its stand");
        }
        LedgerPast past = LedgerPast.of(ledger, Math.min(follower.records(), ledger.size()));
        if (follower.records() > 0 && !follower.ledgerId().equals(past.ledgerId())) {
            throw new StandbyException(
                    Code.OTHER_LEDGER,
                    "the follower has ledger " + follower.ledgerId() + ", here is " + past.ledgerId());
        }
        if (follower.epoch() > past.epoch()) {
            throw new StandbyException(
                    Code.SUPERSEDED,
                    "the follower is in epoch " + follower.epoch() + ", this ledger in " + past.epoch());
        }
        if (follower.records() > ledger.size()) {
            throw new StandbyException(
                    Code.STANDBY_AHEAD,
                    "the follower has " + follower.records() + " records, here are " + ledger.size());
        }
        if (past.rootAt().isPresent() && !follower.root().equals(past.rootAt().get())) {
            throw new StandbyException(
                    Code.FORK,
                    "at " + follower.records() + " records the follower has root " + follower.root() + ", here is "
                            + past.rootAt().get());
        }
        if (follower.records() < past.first()) {
            throw new StandbyException(
                    Code.PRUNED,
                    "the follower has " + follower.records() + " records, the first " + past.first()
                            + " were taken out here: begin it from a backup of this ledger");
        }
        sent = follower.records();
        send(new Stand(past.ledgerId(), Math.max(BegunEpochs.FIRST, past.epoch()), sent, follower.root()));
        block.clear().put(StandbyBlock.Records.TYPE);
    }

    private void pump(RecordCursor cursor) throws IOException {
        checkpoint();
        while (cursor.next()) {
            block.putInt(cursor.length());
            block.put(cursor.array(), cursor.offset(), cursor.length());
            sent++;
            if (RecordHeader.isEndOfGroup(cursor.array(), cursor.offset())) {
                checkpoint();
            }
            if (block.position() >= FULL_BLOCK) {
                flush();
            }
        }
        flush();
        checkpoint();
    }

    /** Sends the newest checkpoint where it covers exactly what was sent. */
    private void checkpoint() throws IOException {
        Optional<Checkpoint> newest = ledger.newestCheckpoint();
        if (newest.isPresent() && newest.get().size() == sent && sent > signed) {
            flush();
            send(new Signed(newest.get()));
            signed = sent;
        }
    }

    private void flush() throws IOException {
        if (block.position() > 1) {
            link.send(block.array(), block.position());
            block.clear().put(StandbyBlock.Records.TYPE);
        }
    }

    private void send(StandbyBlock other) throws IOException {
        byte[] bytes = other.encode();
        link.send(bytes, bytes.length);
    }
}
