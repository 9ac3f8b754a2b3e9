package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;

/**
 * The time in which a certificate holds (有效期), both ends included. Immutable.
 *
 * @param notBefore first second, since 1970-01-01T00:00:00Z, 0 or more
 * @param notAfter last second, at most 9999-12-31T23:59:59Z, not before {@code notBefore}
 */
public record Validity(long notBefore, long notAfter) {
    private static final long END_OF_9999 = 253_402_300_799L;

    /**
     * Checks the range.
     *
     * @throws CryptoException OUT_OF_RANGE
     */
    public Validity {
        if (notBefore < 0 || notAfter < notBefore || notAfter > END_OF_9999) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE,
                    "validity " + notBefore + " to " + notAfter + " is not within 0 to " + END_OF_9999 + " in order");
        }
    }

    /**
     * A number of days from a second on.
     *
     * @param notBefore first second
     * @param days at least 1
     * @return the validity, whose last second is one before {@code days} have passed
     * @throws CryptoException OUT_OF_RANGE
     */
    public static Validity ofDays(long notBefore, int days) {
        return new Validity(notBefore, notBefore + days * 86_400L - 1);
    }

    /**
     * Whether it holds at an instant.
     *
     * @param timeNs nanoseconds since 1970-01-01T00:00:00Z
     */
    public boolean holdsAt(long timeNs) {
        long second = Math.floorDiv(timeNs, 1_000_000_000L);
        return notBefore <= second && second <= notAfter;
    }
}
