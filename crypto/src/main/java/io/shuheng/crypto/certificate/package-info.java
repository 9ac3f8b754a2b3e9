/**
 * X.509 certificates (数字证书) with SM2 keys and sm2-with-sm3 signatures (1.2.156.10197.1.501): requests, issuing, chains at a time,
 * revocation lists and OCSP responses, PEM, and what keys are kept and sent in: encrypted keys, key containers (PKCS #12), enveloped keys.
 * The JDK's CertPath does not know SM2 and is not used.
 *
 * <p>Everything read here comes from outside: lengths are limited, DER has one form, and a refusal is a
 * {@link io.shuheng.crypto.CryptoException} or a {@link io.shuheng.crypto.certificate.CertificateChain.Invalid} with a code.
 * No clock: whoever asks about validity names the time. No files: bytes and text only.
 */
@NullMarked
package io.shuheng.crypto.certificate;

import org.jspecify.annotations.NullMarked;
