package io.shuheng.crypto;

/** The SM3 hash function (SM3 密码杂凑算法, GB/T 32905-2016) in one call. Stateless and thread-safe. */
public final class Sm3 {
    /** Length of an SM3 hash in bytes. */
    public static final int LENGTH = 32;

    /** Each thread's own: making one costs as much as hashing some hundred bytes. */
    private static final ThreadLocal<Sm3Digest> DIGEST = ThreadLocal.withInitial(Sm3Digest::new);

    private Sm3() {}

    /**
     * Hashes the concatenation of the parts.
     *
     * @param parts any number of byte arrays, none null; no part at all hashes the empty string
     * @return a new array of {@link #LENGTH} bytes
     */
    public static byte[] hash(byte[]... parts) {
        Sm3Digest digest = DIGEST.get();
        digest.reset();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[LENGTH];
        digest.doFinal(out, 0);
        return out;
    }
}
