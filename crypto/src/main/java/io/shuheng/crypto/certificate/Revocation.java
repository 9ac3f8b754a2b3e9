package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.math.BigInteger;

/**
 * One entry of a revocation list. Immutable.
 *
 * @param serial of the certificate revoked, positive
 * @param revokedAt when the authority revoked it, seconds since 1970
 * @param reason why
 * @param invalidFrom from when on the key is doubted (RFC 5280, 5.3.2), seconds since 1970, at most {@code revokedAt}
 */
public record Revocation(BigInteger serial, long revokedAt, Reason reason, long invalidFrom) {
    /** Reasons of RFC 5280, 5.3.1 that a complete list can carry. */
    public enum Reason {
        /** None given. */
        UNSPECIFIED(0),
        /** The subject's key is in other hands. */
        KEY_COMPROMISE(1),
        /** The authority's key is in other hands. */
        AUTHORITY_COMPROMISE(2),
        /** The subject's name or other statements changed. */
        AFFILIATION_CHANGED(3),
        /** Another certificate took its place. */
        SUPERSEDED(4),
        /** The subject stopped. */
        CESSATION_OF_OPERATION(5),
        /** Suspended for now. */
        CERTIFICATE_HOLD(6),
        /** A privilege was withdrawn. */
        PRIVILEGE_WITHDRAWN(9),
        /** The attribute authority's key is in other hands. */
        ATTRIBUTE_AUTHORITY_COMPROMISE(10);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static Reason of(int number) {
            for (Reason reason : values()) {
                if (reason.number == number) {
                    return reason;
                }
            }
            throw new CryptoException(Code.UNSUPPORTED, "revocation reason " + number + " is not supported");
        }
    }

    /**
     * Checks the ranges.
     *
     * @throws CryptoException OUT_OF_RANGE
     */
    public Revocation {
        if (serial.signum() <= 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, "a revoked serial number is positive, not " + serial);
        }
        if (invalidFrom < 0 || invalidFrom > revokedAt) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE,
                    "invalid from " + invalidFrom + " lies outside 0 to the revocation at " + revokedAt);
        }
    }

    /**
     * A revocation that casts no doubt on what was signed before it.
     *
     * @param serial of the certificate revoked
     * @param revokedAt seconds since 1970
     * @param reason why
     * @return the entry
     * @throws CryptoException OUT_OF_RANGE
     */
    public static Revocation of(BigInteger serial, long revokedAt, Reason reason) {
        return new Revocation(serial, revokedAt, reason, revokedAt);
    }
}
