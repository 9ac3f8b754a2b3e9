package io.shuheng.core.view;

/** What the key in a participant's certificate is for. */
public enum CertificatePurpose {
    /** Signs commands and contracts (签名证书). */
    SIGNING,
    /** What the participant is to receive is wrapped to it (加密证书). */
    ENCRYPTION
}
