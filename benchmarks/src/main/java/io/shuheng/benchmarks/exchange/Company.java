package io.shuheng.benchmarks.exchange;

import io.shuheng.core.member.CommandDesk;
import io.shuheng.crypto.Signer;
import java.nio.ByteBuffer;

/**
 * Somebody with a signing key and its certificate.
 *
 * @param signer the key
 * @param certificate its certificate, DER
 * @param encryption the certificate to encrypt to, DER
 * @param desk makes its commands
 */
record Company(Signer signer, byte[] certificate, byte[] encryption, CommandDesk desk) {

    ByteBuffer certificateBytes() {
        return ByteBuffer.wrap(certificate);
    }

    ByteBuffer encryptionBytes() {
        return ByteBuffer.wrap(encryption);
    }
}
