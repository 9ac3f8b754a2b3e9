package io.shuheng.crypto.document;

import io.shuheng.crypto.RejectionReason;

/** Why a time stamp shows no time; names are stable across versions. */
public enum TimeStampFault {
    /** The bytes are not a response or token in the form demanded; the message starts with the reader's code. */
    UNREADABLE(RejectionReason.FORMAT),
    /** The authority refused. */
    NOT_GRANTED(RejectionReason.MISMATCH),
    /** The stamp is over something else. */
    IMPRINT_MISMATCH(RejectionReason.MISMATCH),
    /** It answers another request. */
    NONCE_MISMATCH(RejectionReason.MISMATCH),
    /** It was made under another policy than asked for or accepted. */
    POLICY_MISMATCH(RejectionReason.MISMATCH),
    /** Its time may be off by more than is accepted. */
    ACCURACY_TOO_WIDE(RejectionReason.RANGE),
    /** A signed attribute that is demanded is not there: content type, message digest, signingCertificateV2. */
    ATTRIBUTE_MISSING(RejectionReason.FORMAT),
    /** Content type or hash signed are not the token's. */
    CONTENT_MISMATCH(RejectionReason.MISMATCH),
    /** The authority's certificate is neither in the token nor at hand. */
    CERTIFICATE_MISSING(RejectionReason.IDENTITY),
    /** The authority signed under another certificate than the one found. */
    CERTIFICATE_MISMATCH(RejectionReason.IDENTITY),
    /** The certificate is not for time stamps alone: no extended key usage that is critical and names timeStamping and nothing else. */
    WRONG_USAGE(RejectionReason.IDENTITY),
    /** The signature does not hold, or is made with algorithms that are not supported. */
    SIGNATURE_WRONG(RejectionReason.MISMATCH),
    /** The certificate was not good at the time stamped. */
    CERTIFICATE_INVALID(RejectionReason.IDENTITY),
    /** Genuine, but by who runs the ledger, or under a certificate of theirs: it anchors no time. */
    SIGNED_BY_OPERATOR(RejectionReason.IDENTITY);

    private final RejectionReason reason;

    TimeStampFault(RejectionReason reason) {
        this.reason = reason;
    }

    /**
     * The kind of fault.
     *
     * @return the reason, one for each fault
     */
    public RejectionReason reason() {
        return reason;
    }
}
