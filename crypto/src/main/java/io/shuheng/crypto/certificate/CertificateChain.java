package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import java.util.Collection;
import java.util.List;

/**
 * Whether a certificate was good for a use at a time: by RFC 5280, 6, for SM2, offline, and stricter where evidence is at stake.
 * Stateless and thread-safe.
 *
 * <p>Every certificate of the path, the anchor's included, must hold at the time. Names match byte for byte. A critical extension
 * not understood refuses, and so does a missing key usage. A subject that describes a natural person refuses: the ledger these
 * certificates go into is kept for decades.
 */
public final class CertificateChain {
    /** Most authorities between a certificate and its anchor. */
    public static final int MAXIMUM_INTERMEDIATES = 6;

    /** Most certificates handed over as intermediates. */
    public static final int MAXIMUM_CANDIDATES = 64;

    private CertificateChain() {}

    /** The answer. */
    public sealed interface Result {}

    /**
     * The certificate was good.
     *
     * @param anchor the trusted certificate the path ends at
     * @param path from the certificate asked about to the anchor; one element if it is an anchor itself
     * @param revocationChecked whether, for every certificate below the anchor, a list of its issuer or an OCSP response was given that
     *     covers the time; if not, nothing given says it was revoked, and nothing says it was not
     */
    public record Valid(Certificate anchor, List<Certificate> path, boolean revocationChecked) implements Result {
        /** Copies the path. */
        public Valid {
            path = List.copyOf(path);
        }
    }

    /**
     * The certificate was not good.
     *
     * @param code why, for programs
     * @param message which certificate, which value, which rule
     */
    public record Invalid(Code code, String message) implements Result {}

    /** Why a certificate was not good; names are stable across versions. */
    public enum Code {
        /** It, or one above it, had ended. */
        EXPIRED,
        /** It, or one above it, had not begun. */
        NOT_YET_VALID,
        /** No path leads to an anchor. */
        UNTRUSTED,
        /** The signature of a certificate or a revocation list does not verify with the issuer's key. */
        BAD_SIGNATURE,
        /** It, or one above it, was revoked by then. */
        REVOKED,
        /** Its key usage does not allow the use. */
        WRONG_USAGE,
        /** One above it may not issue, or not this deep, or not sign revocation lists. */
        NOT_A_CA,
        /** A response on it was signed by somebody who may not answer for its issuer. */
        NOT_A_RESPONDER,
        /** It cannot be read, or has a critical extension that is not understood. */
        MALFORMED,
        /** It describes a natural person. */
        CERT_PERSONAL_NAME
    }

    /**
     * Answers for a certificate that was read before.
     *
     * @param leaf the certificate asked about
     * @param intermediates authorities that may stand between, in any order, at most {@link #MAXIMUM_CANDIDATES}
     * @param anchors what the caller trusts
     * @param revocationLists lists at hand, in any order; those of other issuers are ignored
     * @param atEpochSeconds the time, seconds since 1970
     * @param usage the use
     * @return good or not, and why
     */
    public static Result validate(
            Certificate leaf,
            Collection<Certificate> intermediates,
            Collection<Certificate> anchors,
            Collection<RevocationList> revocationLists,
            long atEpochSeconds,
            CertificateUsage usage) {
        return validate(
                leaf, intermediates, anchors, RevocationEvidence.ofLists(revocationLists), atEpochSeconds, usage);
    }

    /**
     * Answers for a certificate that was read before, with OCSP responses beside lists.
     *
     * @param leaf the certificate asked about
     * @param intermediates authorities that may stand between, in any order, at most {@link #MAXIMUM_CANDIDATES}
     * @param anchors what the caller trusts
     * @param evidence lists and responses at hand
     * @param atEpochSeconds the time, seconds since 1970
     * @param usage the use
     * @return good or not, and why
     */
    public static Result validate(
            Certificate leaf,
            Collection<Certificate> intermediates,
            Collection<Certificate> anchors,
            RevocationEvidence evidence,
            long atEpochSeconds,
            CertificateUsage usage) {
        if (intermediates.size() > MAXIMUM_CANDIDATES) {
            return new Invalid(
                    Code.MALFORMED,
                    intermediates.size() + " intermediates, at most " + MAXIMUM_CANDIDATES + " are read");
        }
        return new PathSearch(intermediates, anchors, evidence, atEpochSeconds).from(leaf, usage);
    }

    /**
     * Answers for a certificate in DER form from outside.
     *
     * @param leafDer the certificate asked about
     * @param intermediates authorities that may stand between
     * @param anchors what the caller trusts
     * @param revocationLists lists at hand
     * @param atEpochSeconds the time, seconds since 1970
     * @param usage the use
     * @return good or not, and why; MALFORMED if it cannot be read
     */
    public static Result validate(
            byte[] leafDer,
            Collection<Certificate> intermediates,
            Collection<Certificate> anchors,
            Collection<RevocationList> revocationLists,
            long atEpochSeconds,
            CertificateUsage usage) {
        Certificate leaf;
        try {
            leaf = Certificate.ofDer(leafDer);
        } catch (CryptoException e) {
            return new Invalid(Code.MALFORMED, String.valueOf(e.getMessage()));
        }
        return validate(leaf, intermediates, anchors, revocationLists, atEpochSeconds, usage);
    }
}
