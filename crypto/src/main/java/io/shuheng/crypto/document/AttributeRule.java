package io.shuheng.crypto.document;

/** Which signed attributes a signer must have. Whichever it has are checked under either rule. */
public enum AttributeRule {
    /** Content type, message digest, signing time and signing certificate (signingCertificateV2): what documents of ours have. */
    EVIDENCE,
    /**
     * What RFC 5652 demands: content type and message digest, or no signed attributes at all; then the content may not look like
     * some.
     */
    AS_PRESENT
}
