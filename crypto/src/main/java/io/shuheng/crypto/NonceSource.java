package io.shuheng.crypto;

/** The nonces of one signature, in the order in which they are to be tried. For one thread; closing wipes what it can. */
interface NonceSource extends AutoCloseable {
    /** The next nonce, 1 .. n-1, four words with the least significant first. */
    long[] next();

    @Override
    default void close() {}
}
