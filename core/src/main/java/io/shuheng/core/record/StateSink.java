package io.shuheng.core.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the engine's state as one canonical stream of bytes: equal states write equal bytes, so a digest of them can
 * be compared between a live engine, a replica and a verifier. A state may be larger than anybody wants to hold twice:
 * where somebody takes the pieces, they are handed on as they fill. For one thread at a time.
 */
public final class StateSink {

    /** Takes the stream in pieces, in their order. */
    @FunctionalInterface
    public interface Pieces {

        /** Takes the first bytes of an array that belongs to the sink and is used again. */
        void take(byte[] bytes, int length);
    }

    private static final int PIECE_BYTES = 1 << 16;

    private final @Nullable Pieces pieces;
    private byte[] bytes = new byte[4096];
    private int length;

    /** Empty; keeps all that it is given, for {@link #toBytes}. */
    public StateSink() {
        pieces = null;
    }

    /** Empty; hands on what it is given, the last of it at {@link #flush}. */
    public StateSink(Pieces pieces) {
        this.pieces = pieces;
    }

    /** Appends a number. */
    public void number(long value) {
        reserve(Varint.MAX_LENGTH);
        length = Varint.write(bytes, length, value);
    }

    /** Appends a truth value. */
    public void flag(boolean value) {
        number(value ? 1 : 0);
    }

    /** Appends a text, its length first. */
    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends bytes, their length first. */
    public void bytes(byte[] value) {
        number(value.length);
        append(value);
    }

    /** Appends a hash of fixed length. */
    public void hash(byte[] value) {
        append(value);
    }

    /** Appends a ledger record, its length first. */
    public void record(SpecificRecord value) {
        bytes(AvroBytes.encode(value));
    }

    /** Hands on what is left. */
    public void flush() {
        if (pieces != null && length > 0) {
            pieces.take(bytes, length);
            length = 0;
        }
    }

    /** All that was appended, copied; of a sink that keeps it. */
    public byte[] toBytes() {
        if (pieces != null) {
            throw new IllegalStateException("the pieces were handed on");
        }
        return Arrays.copyOf(bytes, length);
    }

    private void append(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void reserve(int more) {
        if (length >= PIECE_BYTES) {
            flush();
        }
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
