package io.shuheng.crypto.document;

import io.shuheng.crypto.RejectionReason;

/** Why a signed document was refused; names are stable across versions. */
public enum DocumentFault {
    /** The bytes are not a document in the form demanded, or larger than what is read; the message starts with the reader's code. */
    UNREADABLE(RejectionReason.FORMAT),
    /** Nobody has signed it. */
    NO_SIGNER(RejectionReason.FORMAT),
    /** One key signed twice, where several signers are claimed. */
    SIGNER_REPEATED(RejectionReason.IDENTITY),
    /** More countersignatures than are checked. */
    TOO_MANY_SIGNATURES(RejectionReason.RANGE),
    /** The content is kept elsewhere and was not given. */
    CONTENT_MISSING(RejectionReason.MISMATCH),
    /** The content inside is not the one that was given. */
    CONTENT_DIFFERS(RejectionReason.MISMATCH),
    /** A signer uses other algorithms than SM2 and SM3. */
    ALGORITHM_UNSUPPORTED(RejectionReason.FORMAT),
    /** A signed attribute that is demanded is not there. */
    ATTRIBUTE_MISSING(RejectionReason.FORMAT),
    /** The content type signed is not the document's, or a countersignature has one. */
    CONTENT_TYPE_MISMATCH(RejectionReason.MISMATCH),
    /** The hash signed is not the content's. */
    DIGEST_MISMATCH(RejectionReason.MISMATCH),
    /** The signer has no signed attributes, and the content has the form of such: the signature may be one over another content. */
    CONTENT_IS_ATTRIBUTES(RejectionReason.MISMATCH),
    /** The signing time lies behind the time asked about, or outside the certificate's validity. */
    SIGNING_TIME_OUTSIDE(RejectionReason.RANGE),
    /** The signer's certificate is neither in the document nor among those given. */
    CERTIFICATE_MISSING(RejectionReason.IDENTITY),
    /** The signer signed under another certificate than the one found. */
    CERTIFICATE_MISMATCH(RejectionReason.IDENTITY),
    /** The certificate was not good for signing at the time. */
    CERTIFICATE_INVALID(RejectionReason.IDENTITY),
    /** The signature does not hold; the reason says of which kind the fault is. */
    SIGNATURE_WRONG(RejectionReason.MISMATCH);

    private final RejectionReason reason;

    DocumentFault(RejectionReason reason) {
        this.reason = reason;
    }

    RejectionReason reason() {
        return reason;
    }
}
