package io.shuheng.ledger.standby;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** Two ends of a link within one process; what one end sends a test may change on its way. */
public final class QueueLink implements BlockLink {

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> in;
    private final BlockingQueue<byte[]> out;
    private UnaryOperator<byte[]> change = UnaryOperator.identity();

    private QueueLink(BlockingQueue<byte[]> in, BlockingQueue<byte[]> out) {
        this.in = in;
        this.out = out;
    }

    /** Both ends. */
    public static QueueLink[] pair() {
        BlockingQueue<byte[]> there = new LinkedBlockingQueue<>();
        BlockingQueue<byte[]> back = new LinkedBlockingQueue<>();
        return new QueueLink[] {new QueueLink(back, there), new QueueLink(there, back)};
    }

    /** Changes each block that this end sends. */
    void change(UnaryOperator<byte[]> how) {
        change = how;
    }

    @Override
    public void send(byte[] block, int length) {
        out.add(change.apply(Arrays.copyOf(block, length)));
    }

    @Override
    public byte[] receive() throws IOException {
        try {
            byte[] block = in.take();
            return block.length == 0 ? null : block;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        out.add(END);
    }
}
