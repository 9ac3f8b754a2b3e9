package io.shuheng.crypto;

import java.util.Objects;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.util.Memoable;

/**
 * An incremental SM3 computation (GB/T 32905-2016). Mutable, for one thread at a time; allocates nothing after construction,
 * never blocks.
 */
public final class Sm3Digest {
    private final Digest digest;

    /** Starts an empty computation. */
    public Sm3Digest() {
        this.digest = new SM3Digest();
    }

    /** Goes on with a computation: Bouncy Castle's, or that of a JCA provider in its shape. */
    Sm3Digest(Digest digest) {
        this.digest = digest;
    }

    /**
     * Adds bytes.
     *
     * @param bytes where they are
     * @param offset of the first
     * @param length how many
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public void update(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        digest.update(bytes, offset, length);
    }

    /**
     * Adds one byte.
     *
     * @param value the byte
     */
    public void update(byte value) {
        digest.update(value);
    }

    /**
     * Writes the hash of everything added and starts again empty.
     *
     * @param out receives {@link Sm3#LENGTH} bytes
     * @param offset of the first byte written
     * @return the number of bytes written, always {@link Sm3#LENGTH}
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public int doFinal(byte[] out, int offset) {
        Objects.checkFromIndexSize(offset, Sm3.LENGTH, out.length);
        return digest.doFinal(out, offset);
    }

    /**
     * Writes the hash of everything added as a value and starts again empty.
     *
     * @return the hash
     */
    public Sm3Hash doFinal() {
        byte[] out = new byte[Sm3.LENGTH];
        digest.doFinal(out, 0);
        return Sm3Hash.owning(out);
    }

    /** Forgets everything added. */
    public void reset() {
        digest.reset();
    }

    /**
     * Copies the computation at its present point; both go on independently.
     *
     * @return the copy
     */
    public Sm3Digest copy() {
        return new Sm3Digest((Digest) ((Memoable) digest).copy());
    }
}
