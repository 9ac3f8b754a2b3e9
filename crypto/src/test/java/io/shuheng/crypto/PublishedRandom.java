package io.shuheng.crypto;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A random source that gives the values a published example prescribes, and fails when asked for more. */
public final class PublishedRandom extends SecureRandom {
    private final Queue<byte[]> values;

    /** Gives these values in order, each whole. */
    public PublishedRandom(byte[]... values) {
        this.values = new ArrayDeque<>(List.of(values));
    }

    @Override
    public void nextBytes(byte[] bytes) {
        byte[] value = values.remove();
        if (value.length != bytes.length) {
            throw new IllegalStateException("asked for " + bytes.length + " bytes, the example gives " + value.length);
        }
        System.arraycopy(value, 0, bytes, 0, bytes.length);
    }
}
