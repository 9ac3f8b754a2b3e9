package io.shuheng.ledger.sample;

import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/*
 * Bound to the ledger and to the seed alone, so that neither the auditor's machine nor the operator can steer it once the
 * seed is agreed. Numbers at the upper end that would favour the lower ones are left out.
 */
/**
 * Whole numbers by SM3 over a counter: the n-th, from 0, is the first 8 bytes, big-endian and without sign, of SM3 over
 * {@code "shuheng/sample/1" ‖ ledgerId(32) ‖ u32 length of the seed ‖ seed in UTF-8 ‖ u64 n}. For one thread.
 */
final class Draws {

    private static final byte[] DOMAIN = "shuheng/sample/1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] prefix;
    private long counter;

    Draws(Sm3Hash ledgerId, String seed) {
        byte[] text = seed.getBytes(StandardCharsets.UTF_8);
        prefix = ByteBuffer.allocate(DOMAIN.length + Sm3Hash.LENGTH + Integer.BYTES + text.length)
                .put(DOMAIN)
                .put(ledgerId.bytes())
                .putInt(text.length)
                .put(text)
                .array();
    }

    /** The next number from 0 to below the bound, all alike. */
    long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound " + bound + ": at least 1");
        }
        // 2^64 mod bound: so many numbers at the upper end are one turn too few.
        long surplus = Long.remainderUnsigned(-bound, bound);
        long number = next();
        while (surplus != 0 && Long.compareUnsigned(number, -surplus) >= 0) {
            number = next();
        }
        return Long.remainderUnsigned(number, bound);
    }

    private long next() {
        byte[] hash = Sm3.hash(
                prefix, ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
        return ByteBuffer.wrap(hash).getLong();
    }
}
