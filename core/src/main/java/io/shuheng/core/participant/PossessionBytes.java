package io.shuheng.core.participant;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a new signing key signs to show that whoever renews a certificate holds it (持有证明): {@code
 * "shuheng/1/possession" ‖ ledgerId(32) ‖ participant(8) ‖ certificateSm3(32)}, the number big-endian. Without it a
 * member could take another's certificate for its own and keep the other out. Stateless, any thread.
 */
public final class PossessionBytes {

    private static final byte[] DOMAIN = "shuheng/1/possession".getBytes(StandardCharsets.US_ASCII);

    private static final int SIGNATURE_BYTES = 64;

    private PossessionBytes() {}

    /** The bytes to sign for one participant's new certificate in one ledger. */
    public static byte[] of(Sm3Hash ledgerId, long participant, Sm3Hash certificateSm3) {
        return ByteBuffer.allocate(DOMAIN.length + 2 * Sm3Hash.LENGTH + Long.BYTES)
                .put(DOMAIN)
                .put(ledgerId.bytes())
                .putLong(participant)
                .put(certificateSm3.bytes())
                .array();
    }

    /**
     * Whether a renewal of a signing certificate carries the new key's signature for that member.
     *
     * @throws CryptoException where the certificate cannot be read
     */
    public static boolean areSigned(Sm3Hash ledgerId, long participant, RenewCertificate renewal) {
        Certificate certificate = Certificate.ofDer(AvroBytes.copyOf(renewal.getCertificate()));
        byte[] possession = AvroBytes.copyOf(renewal.getPossession());
        return possession.length == SIGNATURE_BYTES
                && new Sm2Verifier(certificate.publicKey())
                        .verify(of(ledgerId, participant, certificate.sm3()), Sm2Signature.ofRaw(possession));
    }
}
