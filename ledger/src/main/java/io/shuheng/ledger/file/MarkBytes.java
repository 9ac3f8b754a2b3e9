package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the body of a mark: big-endian numbers, 32-byte hashes, ASCII texts with a length of two bytes. */
final class MarkBytes {

    /** Longest file name in a mark: segment-00000001/20261123F.cq4 has 30 bytes. */
    static final int MAX_TEXT = 64;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(192);

    MarkBytes u16(int value) {
        return number(value, Short.BYTES);
    }

    MarkBytes u32(int value) {
        return number(value, Integer.BYTES);
    }

    MarkBytes u64(long value) {
        return number(value, Long.BYTES);
    }

    private MarkBytes number(long value, int length) {
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    MarkBytes hash(Sm3Hash hash) {
        out.writeBytes(hash.bytes());
        return this;
    }

    MarkBytes hashes(List<Sm3Hash> hashes) {
        hashes.forEach(this::hash);
        return this;
    }

    MarkBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        u16(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    byte[] toArray() {
        return out.toByteArray();
    }

    /** Reads what {@link MarkBytes} writes, and nothing else. */
    static final class Reader {

        private final ByteBuffer in;

        Reader(byte[] bytes, int start, int end) {
            in = ByteBuffer.wrap(bytes, start, end - start);
        }

        int u16() {
            require(Short.BYTES);
            return in.getShort() & 0xffff;
        }

        /** A number of 31 bits. */
        int u32() {
            require(Integer.BYTES);
            int value = in.getInt();
            if (value < 0) {
                throw new RecordFormatException("mark number " + Integer.toUnsignedString(value) + ": above 2^31 - 1");
            }
            return value;
        }

        /** A number of 63 bits. */
        long u64() {
            require(Long.BYTES);
            long value = in.getLong();
            if (value < 0) {
                throw new RecordFormatException("mark number " + Long.toUnsignedString(value) + ": above 2^63 - 1");
            }
            return value;
        }

        Sm3Hash hash() {
            require(Sm3Hash.LENGTH);
            byte[] hash = new byte[Sm3Hash.LENGTH];
            in.get(hash);
            return Sm3Hash.of(hash);
        }

        /** All that is left, which is hashes; how many there must be follows from what was read before. */
        List<Sm3Hash> hashes() {
            List<Sm3Hash> hashes = new ArrayList<>();
            while (in.hasRemaining()) {
                hashes.add(hash());
            }
            return hashes;
        }

        String text() {
            int length = u16();
            if (length > MAX_TEXT) {
                throw new RecordFormatException("mark text of " + length + " bytes: at most " + MAX_TEXT);
            }
            require(length);
            byte[] text = new byte[length];
            in.get(text);
            for (byte b : text) {
                if (b < ' ' || b > '~') {
                    throw new RecordFormatException("mark text byte " + (b & 0xff) + ": not printable ASCII");
                }
            }
            return new String(text, StandardCharsets.US_ASCII);
        }

        void requireEnd() {
            if (in.hasRemaining()) {
                throw new RecordFormatException("mark body: " + in.remaining() + " bytes behind its last field");
            }
        }

        private void require(int length) {
            if (in.remaining() < length) {
                throw new RecordFormatException("mark body: ends " + (length - in.remaining()) + " bytes too early");
            }
        }
    }
}
