package io.shuheng.ledger.standby;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.standby.StandbyException.Code;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What feed and follower say to each other, as FORMAT.md specifies it. Immutable; read strictly. */
sealed interface StandbyBlock {

    /** First bytes of a hello. */
    String MAGIC = "shuheng-follow/1";

    /** Most bytes of the text of a refusal. */
    int MAX_TEXT_LENGTH = 1024;

    /** Numbers of a stand. */
    int LONG_FIELDS = 2;

    /** Hashes of a stand. */
    int HASH_FIELDS = 2;

    /** Its bytes. */
    byte[] encode();

    /**
     * Where one of the two stands.
     *
     * @param ledgerId zeros for a follower without records
     * @param epoch behind the last record, from 1
     * @param records number of them
     * @param root over them
     */
    record Stand(Sm3Hash ledgerId, long epoch, long records, Sm3Hash root) implements StandbyBlock {

        static final byte TYPE = 1;
        private static final int LENGTH = 1 + MAGIC.length() + HASH_FIELDS * Sm3Hash.LENGTH + LONG_FIELDS * Long.BYTES;

        @Override
        public byte[] encode() {
            return ByteBuffer.allocate(LENGTH)
                    .put(TYPE)
                    .put(MAGIC.getBytes(StandardCharsets.US_ASCII))
                    .put(ledgerId.bytes())
                    .putLong(epoch)
                    .putLong(records)
                    .put(root.bytes())
                    .array();
        }
    }

    /**
     * Records, one behind the other.
     *
     * @param bytes the block's; each record stands behind its length, u32
     */
    record Records(byte[] bytes) implements StandbyBlock {

        static final byte TYPE = 2;

        @Override
        public byte[] encode() {
            return bytes.clone();
        }
    }

    /** A checkpoint over all records before it. */
    record Signed(Checkpoint checkpoint) implements StandbyBlock {

        static final byte TYPE = 3;

        @Override
        public byte[] encode() {
            byte[] text = checkpoint.encode();
            return ByteBuffer.allocate(1 + text.length).put(TYPE).put(text).array();
        }
    }

    /**
     * The last word: one of the two does not go on.
     *
     * @param code why
     * @param text for people, cut at 1024 bytes
     */
    record Refused(Code code, String text) implements StandbyBlock {

        static final byte TYPE = 4;

        @Override
        public byte[] encode() {
            byte[] words = (code.name() + " " + text).getBytes(StandardCharsets.UTF_8);
            int length = Math.min(words.length, MAX_TEXT_LENGTH);
            return ByteBuffer.allocate(1 + length)
                    .put(TYPE)
                    .put(words, 0, length)
                    .array();
        }

        StandbyException toException() {
            return new StandbyException(code, "the other side says: " + text);
        }
    }

    /**
     * Reads a block.
     *
     * @throws StandbyException PROTOCOL where it is none
     */
    static StandbyBlock read(byte[] block) throws StandbyException {
        try {
            return switch (block[0]) {
                case Stand.TYPE -> stand(ByteBuffer.wrap(block, 1, block.length - 1));
                case Records.TYPE -> new Records(block);
                case Signed.TYPE -> new Signed(Checkpoint.parse(Arrays.copyOfRange(block, 1, block.length)));
                case Refused.TYPE -> refused(new String(block, 1, block.length - 1, StandardCharsets.UTF_8));
                default -> throw new StandbyException(Code.PROTOCOL, "block type " + block[0] + ": not one of 1..4");
            };
        } catch (RecordFormatException | BufferUnderflowException | ArrayIndexOutOfBoundsException e) {
            throw new StandbyException(Code.PROTOCOL, "a block is not what its type says: " + e.getMessage());
        }
    }

    private static Stand stand(ByteBuffer in) throws StandbyException {
        byte[] magic = new byte[MAGIC.length()];
        in.get(magic);
        Stand stand = new Stand(hash(in), in.getLong(), in.getLong(), hash(in));
        if (!MAGIC.equals(new String(magic, StandardCharsets.ISO_8859_1))
                || in.hasRemaining()
                || stand.epoch < 1
                || stand.records < 0) {
            throw new StandbyException(Code.PROTOCOL, "no stand of shuheng-follow/1: " + stand);
        }
        return stand;
    }

    private static Sm3Hash hash(ByteBuffer in) {
        byte[] hash = new byte[Sm3Hash.LENGTH];
        in.get(hash);
        return Sm3Hash.of(hash);
    }

    private static Refused refused(String words) throws StandbyException {
        int space = words.indexOf(' ');
        for (Code code : Code.values()) {
            if (space > 0 && code.name().equals(words.substring(0, space))) {
                return new Refused(code, words.substring(space + 1));
            }
        }
        throw new StandbyException(Code.PROTOCOL, "a refusal without a code");
    }

    /** Walks over the records of a block. */
    final class RecordWalk {

        private final ByteBuffer in;
        private int offset;
        private int length;

        RecordWalk(Records records) {
            in = ByteBuffer.wrap(records.bytes(), 1, records.bytes().length - 1);
        }

        /**
         * Moves to the next record; false behind the last.
         *
         * @throws StandbyException PROTOCOL where its length is not that of a record that is there
         */
        boolean next() throws StandbyException {
            if (!in.hasRemaining()) {
                return false;
            }
            int stated = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (stated < RecordHeader.LENGTH || stated > RecordHeader.MAX_RECORD_LENGTH || stated > in.remaining()) {
                throw new StandbyException(Code.PROTOCOL, "a record of " + stated + " bytes in a block");
            }
            offset = in.position();
            length = stated;
            in.position(offset + stated);
            return true;
        }

        int offset() {
            return offset;
        }

        int length() {
            return length;
        }
    }
}
