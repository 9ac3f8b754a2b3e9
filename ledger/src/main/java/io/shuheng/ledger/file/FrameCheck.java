package io.shuheng.ledger.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first four bytes of a frame, big-endian: the CRC-32C (Castagnoli) of the record behind them, or its complement
 * where everything before this frame had been forced to disk when it was written. So a reader who meets damage and,
 * behind it, a frame with a complemented check knows that what is damaged had been promised; damage with no such frame
 * behind it was never promised by the writer's last force. For one thread; allocates nothing.
 */
public final class FrameCheck {

    /** Bytes of the check. */
    public static final int LENGTH = 4;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final CRC32C crc = new CRC32C();

    /** Ready for use. */
    public FrameCheck() {}

    /** What the check of a frame says of it. */
    public enum Answer {
        /** The record is not the one that was written. */
        WRONG,
        /** The record is whole. */
        WHOLE,
        /** The record is whole, and all before it was on disk when it was written. */
        WHOLE_AND_ALL_BEFORE_FORCED
    }

    /** Writes the check in front of the record of {@code length} bytes that stands at {@code offset + 4}. */
    public void write(byte[] frame, int offset, int length, boolean allBeforeForced) {
        int check = of(frame, offset + LENGTH, length);
        INT.set(frame, offset, allBeforeForced ? ~check : check);
    }

    /** Checks a frame of {@code frameLength} bytes. */
    public Answer check(byte[] frame, int offset, int frameLength) {
        int stored = (int) INT.get(frame, offset);
        int check = of(frame, offset + LENGTH, frameLength - LENGTH);
        if (stored == check) {
            return Answer.WHOLE;
        }
        return stored == ~check ? Answer.WHOLE_AND_ALL_BEFORE_FORCED : Answer.WRONG;
    }

    private int of(byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
