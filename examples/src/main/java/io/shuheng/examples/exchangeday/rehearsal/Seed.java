package io.shuheng.examples.exchangeday.rehearsal;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;

/**
 * Where everything random in a rehearsed day comes from. Each use has a stream of its own, so that one more key here
 * does not change a nonce there. NOT FOR REAL KEYS: who knows the seed knows every key. Immutable, thread-safe.
 *
 * @param value the number given on the command line
 */
public record Seed(long value) {

    /**
     * The random stream of one use.
     *
     * @param use names it, such as {@code members/provider/nonces}; the same name gives the same stream again
     */
    public SeededRandom random(String use) {
        return new SeededRandom(this, use);
    }

    /** A provider whose keys, nonces and serial numbers come from the stream of one use. */
    public CryptoProvider crypto(String use) {
        return new BouncyCastleCryptoProvider(random(use));
    }

    /** A hash that stands for one use: an identity, a document's salt. */
    public Sm3Hash hash(String use) {
        byte[] bytes = new byte[Sm3Hash.LENGTH];
        random(use).nextBytes(bytes);
        return Sm3Hash.of(bytes);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
