package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which algorithms what is read or written may name: all that this module knows, or the national ones only (国密). Every entrance that knows
 * another algorithm than SM2, SM3 and SM4 asks: the password's cipher and hash of a key file, the MAC of a PKCS #12 file, the hash
 * that names a certificate in an OCSP response, a digest in signed data. Certificates, requests and lists know no other signature. Immutable.
 */
public enum AlgorithmPolicy {
    /** Whatever the reader of a structure knows. */
    SUPPORTED,

    /** SM2, SM3, HMAC-SM3 and SM4 by their object identifiers (GM/T 0006-2012 and GB/T 33560-2017), nothing else. */
    NATIONAL;

    /** Name of the system property that sets the policy of this JVM. */
    public static final String PROPERTY = "shuheng.algorithms";

    /*
     * The arc 1.2.156.10197.1 is no test: below it lie SM2 with SHA-256 (503) and RSA with SM3 (504). HMAC-SM3 is 401.2 in GM/T 0006
     * and 401.3.1 in table A.1 of GM/T 0091-2020: tools write either. SM2 as a key is id-ecPublicKey on the curve 301.
     */
    private static final String ARC = "1.2.156.10197.1.";

    private static final Set<String> NATIONAL_ALGORITHMS = Set.of(
            ARC + "104",
            ARC + "104.1",
            ARC + "104.2",
            ARC + "104.7",
            ARC + "104.8",
            ARC + "104.9",
            ARC + "301",
            ARC + "301.1",
            ARC + "301.2",
            ARC + "301.3",
            ARC + "401",
            ARC + "401.1",
            ARC + "401.2",
            ARC + "401.3.1",
            ARC + "501");

    private static final AlgorithmPolicy IN_FORCE = of(System.getProperty(PROPERTY));

    /** A misspelt value must not turn into the policy that was not wanted. */
    static AlgorithmPolicy of(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return SUPPORTED;
        }
        if (value.equals(NATIONAL.name())) {
            return NATIONAL;
        }
        throw new IllegalArgumentException("-D" + PROPERTY + "=" + value + ": " + NATIONAL + " or not set");
    }

    /**
     * The policy of this JVM, which holds where a caller names none: {@link #NATIONAL} if {@code -D}{@value #PROPERTY}{@code =NATIONAL}
     * was set when this class was loaded, else {@link #SUPPORTED}.
     *
     * @return the same for the life of the JVM
     */
    public static AlgorithmPolicy inForce() {
        return IN_FORCE;
    }

    /**
     * Whether an algorithm may be used.
     *
     * @param oid its object identifier in dotted form
     * @return whether this policy allows it; not whether a reader supports it
     */
    public boolean allows(String oid) {
        return this == SUPPORTED || NATIONAL_ALGORITHMS.contains(oid);
    }

    /**
     * Refuses an algorithm that the policy does not allow.
     *
     * @param oid its object identifier in dotted form
     * @param what the structure and the part that names it, for the message
     * @throws CryptoException ALGORITHM_REFUSED
     */
    public void require(String oid, String what) {
        if (!allows(oid)) {
            throw new CryptoException(
                    Code.ALGORITHM_REFUSED, what + " is " + oid + ", which the policy " + this + " does not allow");
        }
    }
}
