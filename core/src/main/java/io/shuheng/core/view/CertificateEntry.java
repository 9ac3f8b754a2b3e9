package io.shuheng.core.view;

import io.shuheng.crypto.certificate.Certificate;

/**
 * A participant's certificate (数字证书) for one purpose, as it brought it. Immutable.
 *
 * @param participant number of the participant
 * @param purpose what its key is for
 * @param certificate the certificate; its validity is {@link Certificate#validity}, which is for the reader to compare
 *     with the time
 * @param key number of the registered key; 0 for encryption, whose keys have none
 * @param inForce whether the exchange takes the key: a signing key from its owner's activation until the owner's end or
 *     its revocation, an encryption key from the activation until the end; a suspension ends neither
 * @param revoked whether the key was revoked for good
 * @param invalidityNs from when a revoked key must be doubted, nanoseconds since 1970; 0 where it is not revoked
 */
public record CertificateEntry(
        long participant,
        CertificatePurpose purpose,
        Certificate certificate,
        int key,
        boolean inForce,
        boolean revoked,
        long invalidityNs) {}
