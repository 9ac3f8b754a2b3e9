package io.shuheng.crypto;

import java.util.Objects;

/**
 * Hashes many independent messages with SM3 (GB/T 32905-2016), side by side where the machine's vector registers can be
 * used. A message is bytes of the caller's, which are read where they lie, with or without one
 * prefix byte before them. Every kind of batch
 * gives the same hashes. Mutable, for one thread at a time; hashing allocates nothing in steady state and never blocks.
 */
public abstract class Sm3Batch {

    /** The incubating module that side-by-side hashing needs; a JVM has it when told {@code --add-modules} with this name. */
    public static final String VECTOR_MODULE = "jdk.incubator.vector";

    /* Compiled apart, against the module: nothing else in this library may refer to it. */
    private static final String VECTOR_CLASS = "io.shuheng.crypto.VectorSm3Batch";

    Sm3Batch() {}

    /**
     * Makes the fastest batch of this JVM: side by side where it was started with {@value #VECTOR_MODULE}, else Bouncy
     * Castle, one message after the other.
     *
     * @return a batch for one thread
     */
    public static Sm3Batch create() {
        return isSideBySide() ? sideBySide() : scalar();
    }

    /**
     * Makes a batch that hashes one message after the other with Bouncy Castle.
     *
     * @return a batch for one thread
     */
    public static Sm3Batch scalar() {
        return new ScalarSm3Batch();
    }

    /**
     * Whether {@link #create} makes batches that hash side by side.
     *
     * @return whether the JVM has the module, and registers of four lanes or more, and {@link FastPaths} are allowed
     */
    public static boolean isSideBySide() {
        return Selected.SIDE_BY_SIDE;
    }

    private static Sm3Batch sideBySide() {
        try {
            return Class.forName(VECTOR_CLASS)
                    .asSubclass(Sm3Batch.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(VECTOR_CLASS + " was there and is no more", e);
        }
    }

    /**
     * What hashes, for logs and reports.
     *
     * @return a short English name
     */
    public abstract String name();

    /**
     * Hashes messages of any lengths.
     *
     * @param prefix first byte of each message
     * @param bytes where the rest of each message is
     * @param offsets of its first byte
     * @param lengths in bytes, without the prefix
     * @param count number of messages
     * @param out receives the hashes, {@link Sm3#LENGTH} bytes each, in order; where it is {@code bytes}, what is written may not
     *     overlap what is read: messages are read while hashes of others are written
     * @param outOffset of the first
     * @throws IndexOutOfBoundsException if a range is not inside its array; nothing is written then
     */
    public final void hash(
            byte prefix, byte[] bytes, int[] offsets, int[] lengths, int count, byte[] out, int outOffset) {
        requireRanges(bytes, offsets, lengths, count, 0);
        requireRoom(count, Sm3.LENGTH, out, outOffset);
        hashChecked(0, prefix, bytes, offsets, lengths, count, out, outOffset);
    }

    /**
     * Hashes messages that have no prefix, of one byte or more.
     *
     * @param bytes where the messages are
     * @param offsets of their first bytes
     * @param lengths in bytes, from 1
     * @param count number of messages
     * @param out receives the hashes, {@link Sm3#LENGTH} bytes each, in order; where it is {@code bytes}, what is written may not
     *     overlap what is read: messages are read while hashes of others are written
     * @param outOffset of the first
     * @throws IndexOutOfBoundsException if a range is empty or not inside its array; nothing is written then
     */
    public final void hash(byte[] bytes, int[] offsets, int[] lengths, int count, byte[] out, int outOffset) {
        requireRanges(bytes, offsets, lengths, count, 1);
        requireRoom(count, Sm3.LENGTH, out, outOffset);
        hashChecked(1, (byte) 0, bytes, offsets, lengths, count, out, outOffset);
    }

    private static void requireRanges(byte[] bytes, int[] offsets, int[] lengths, int count, int shortest) {
        Objects.checkFromIndexSize(0, count, Math.min(offsets.length, lengths.length));
        for (int i = 0; i < count; i++) {
            Objects.checkFromIndexSize(offsets[i], lengths[i], bytes.length);
            if (lengths[i] < shortest) {
                throw new IndexOutOfBoundsException("message " + i + " has no byte");
            }
        }
    }

    /**
     * Hashes neighbouring pairs of hashes: one level of a tree.
     *
     * @param prefix first byte of each message, before the pair
     * @param hashes where the pairs are, one behind the other
     * @param offset of the first
     * @param count number of pairs
     * @param out receives the hashes in order; may be {@code hashes} where {@code outOffset} is at most {@code offset + 32}
     * @param outOffset of the first
     * @throws IndexOutOfBoundsException if a range is not inside its array; nothing is written then
     */
    public final void pairs(byte prefix, byte[] hashes, int offset, int count, byte[] out, int outOffset) {
        requireRoom(count, 2 * Sm3.LENGTH, hashes, offset);
        requireRoom(count, Sm3.LENGTH, out, outOffset);
        pairsChecked(prefix, hashes, offset, count, out, outOffset);
    }

    private static void requireRoom(int count, int each, byte[] array, int offset) {
        if (count < 0 || offset < 0 || (long) count * each > array.length - offset) {
            throw new IndexOutOfBoundsException(
                    count + " times " + each + " bytes from " + offset + " in " + array.length);
        }
    }

    /**
     * Hashes messages whose ranges are right.
     *
     * @param own 1 where each message's own first byte stands for the prefix, else 0
     */
    abstract void hashChecked(
            int own, byte prefix, byte[] bytes, int[] offsets, int[] lengths, int count, byte[] out, int outOffset);

    abstract void pairsChecked(byte prefix, byte[] hashes, int offset, int count, byte[] out, int outOffset);

    /** Looked for once, when first asked: a JVM's modules do not change. */
    private static final class Selected {
        static final boolean SIDE_BY_SIDE = isUsable();

        private static boolean isUsable() {
            if (!FastPaths.ALLOWED
                    || ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
                return false;
            }
            try {
                return (boolean) Class.forName(VECTOR_CLASS)
                        .getDeclaredMethod("isWorthwhile")
                        .invoke(null);
            } catch (ReflectiveOperationException | LinkageError e) {
                // A later JDK may change an incubating module, and a build may leave the class out: slower, not wrong.
                return false;
            }
        }
    }
}
