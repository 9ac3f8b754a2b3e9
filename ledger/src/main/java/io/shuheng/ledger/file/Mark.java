package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import java.util.Arrays;
import java.util.List;

/**
 * What stands in the files beside records: no leaf of the tree, not numbered. Immutable, thread-safe. Every byte of a
 * mark follows from what stands before it, or is covered by its own signature.
 */
public sealed interface Mark {

    /** Record type in the header, 192..197. */
    int type();

    /** The body, as it stands behind the header. */
    byte[] body();

    /**
     * First in each segment: where the ledger stood when the segment began.
     *
     * @param segment number of the segment, from 1
     * @param size number of records before
     * @param root of the tree over them
     * @param validFile name of the file that holds the last valid document before; empty in the first segment
     * @param validEnd offset behind that document
     * @param usedEnd offset behind the last non-zero byte of that file, rounded up to 4, at least validEnd
     * @param headerHash SM3 of that file's first 400 bytes; zeros in the first segment
     * @param voided number of void marks that follow
     */
    record Opening(
            int segment,
            long size,
            Sm3Hash root,
            String validFile,
            long validEnd,
            long usedEnd,
            Sm3Hash headerHash,
            int voided)
            implements Mark {

        /** Record type of an opening. */
        public static final int TYPE = 192;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public byte[] body() {
            return new MarkBytes()
                    .u32(segment)
                    .u64(size)
                    .hash(root)
                    .text(validFile)
                    .u64(validEnd)
                    .u64(usedEnd)
                    .hash(headerHash)
                    .u16(voided)
                    .toArray();
        }
    }

    /**
     * Bytes of an earlier segment, behind its valid end, that were never acknowledged and count as not written.
     *
     * @param file name of the file
     * @param from offset of the first byte
     * @param to offset behind the last non-zero byte, rounded up to 4
     * @param hash SM3 of the bytes
     */
    record Voided(String file, long from, long to, Sm3Hash hash) implements Mark {

        /** Record type of a void mark. */
        public static final int TYPE = 193;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public byte[] body() {
            return new MarkBytes().text(file).u64(from).u64(to).hash(hash).toArray();
        }
    }

    /**
     * A signed checkpoint over all records before it.
     *
     * @param text the signed text, UTF-8, see {@link Checkpoint}
     */
    record Checkpointed(byte[] text) implements Mark {

        /** Record type of a checkpoint. */
        public static final int TYPE = 194;

        /** Takes a copy. */
        public Checkpointed {
            text = text.clone();
        }

        @Override
        public byte[] text() {
            return text.clone();
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public byte[] body() {
            return text.clone();
        }
    }

    /**
     * Last in a segment that was closed in an orderly way.
     *
     * @param size number of records before
     * @param root of the tree over them
     * @param file name of the file that it stands in
     */
    record Closing(long size, Sm3Hash root, String file) implements Mark {

        /** Record type of a closing. */
        public static final int TYPE = 195;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public byte[] body() {
            return new MarkBytes().u64(size).hash(root).text(file).toArray();
        }
    }

    /**
     * First in each cycle file, but for the opening block of its segment: the tree that its records go on with. Whoever
     * holds the file alone can check it from here.
     *
     * @param size number of records before
     * @param root of the tree over them
     * @param file name of the file that it stands in
     * @param subtrees roots of the complete subtrees of that tree, largest first: one for each 1 in the binary form of the size
     */
    record CycleOpening(long size, Sm3Hash root, String file, List<Sm3Hash> subtrees) implements Mark {

        /** Record type of a cycle's opening. */
        public static final int TYPE = 196;

        /** Takes a copy and counts the subtrees. */
        public CycleOpening {
            requireCount(Long.bitCount(size), subtrees);
            subtrees = List.copyOf(subtrees);
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public byte[] body() {
            return new MarkBytes()
                    .u64(size)
                    .hash(root)
                    .text(file)
                    .hashes(subtrees)
                    .toArray();
        }
    }

    /**
     * Last in each cycle file that was finished, but for the closing of its segment: what its records add to the tree.
     *
     * @param size number of records before
     * @param root of the tree over them
     * @param file name of the file that it stands in
     * @param first number of the cycle's first record: the size that its opening names
     * @param subtrees roots of the fewest complete subtrees over the records from first to size, from left to right
     */
    record CycleClosing(long size, Sm3Hash root, String file, long first, List<Sm3Hash> subtrees) implements Mark {

        /** Record type of a cycle's closing. */
        public static final int TYPE = 197;

        /** Takes a copy and counts the subtrees. */
        public CycleClosing {
            if (first > size) {
                throw new RecordFormatException(
                        "cycle from record " + first + " to " + size + ": ends before it begins");
            }
            requireCount(MerkleFrontier.subtreesOf(first, size), subtrees);
            subtrees = List.copyOf(subtrees);
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public byte[] body() {
            return new MarkBytes()
                    .u64(size)
                    .hash(root)
                    .text(file)
                    .u64(first)
                    .hashes(subtrees)
                    .toArray();
        }
    }

    private static void requireCount(int count, List<Sm3Hash> subtrees) {
        if (subtrees.size() != count) {
            throw new RecordFormatException("cycle mark of " + subtrees.size() + " subtrees: its sizes have " + count);
        }
    }

    /** The mark as a record: header and body. */
    default byte[] record(long sequence, long timeNs) {
        byte[] body = body();
        byte[] record = new byte[RecordHeader.LENGTH + body.length];
        RecordHeader.write(record, 0, type(), 0, sequence, timeNs, 0);
        System.arraycopy(body, 0, record, RecordHeader.LENGTH, body.length);
        return record;
    }

    /**
     * Reads a mark, header included.
     *
     * @throws RecordFormatException where the type is none of a mark, or the body not exactly that of its type
     */
    static Mark read(byte[] bytes, int offset, int length) {
        int type = RecordHeader.type(bytes, offset);
        int start = offset + RecordHeader.LENGTH;
        int end = offset + length;
        if (type == Checkpointed.TYPE) {
            return new Checkpointed(Arrays.copyOfRange(bytes, start, end));
        }
        MarkBytes.Reader in = new MarkBytes.Reader(bytes, start, end);
        Mark mark = switch (type) {
            case Opening.TYPE ->
                new Opening(in.u32(), in.u64(), in.hash(), in.text(), in.u64(), in.u64(), in.hash(), in.u16());
            case Voided.TYPE -> new Voided(in.text(), in.u64(), in.u64(), in.hash());
            case Closing.TYPE -> new Closing(in.u64(), in.hash(), in.text());
            case CycleOpening.TYPE -> new CycleOpening(in.u64(), in.hash(), in.text(), in.hashes());
            case CycleClosing.TYPE -> new CycleClosing(in.u64(), in.hash(), in.text(), in.u64(), in.hashes());
            default -> throw new RecordFormatException("mark type " + type + ": not one of 192..197");
        };
        in.requireEnd();
        return mark;
    }
}
