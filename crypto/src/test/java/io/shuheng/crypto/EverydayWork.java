package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.merkle.MerkleBatchHasher;
import io.shuheng.crypto.merkle.MerkleHasher;

/**
 * A program that uses every operation of the port, each often enough to become fast: run in a JVM of its own. With an argument, by
 * the foreign JCA provider.
 */
final class EverydayWork {
    private static final int USES = 2 * KeyTables.USES_BEFORE_TABLE;

    private EverydayWork() {}

    public static void main(String[] arguments) {
        CryptoProvider provider = arguments.length == 0
                ? BouncyCastleCryptoProvider.create()
                : JcaCryptoProvider.of(new CountingProvider(), CountingProvider.NAMES);
        Sm2KeyPair keyPair = provider.generateKeyPair();
        Signer signer = provider.signer(keyPair);
        byte[] message = "message".getBytes(US_ASCII);
        byte[] secret = new byte[Sm4Gcm.KEY_LENGTH];
        provider.randomBytes(secret);
        byte[] nonce = new byte[Sm4Gcm.NONCE_LENGTH];
        Certificate certificate = CertificateAuthority.createRoot(
                        provider,
                        signer,
                        DistinguishedName.ofCountry("CN").commonName("Root").build(),
                        Validity.ofDays(1_790_000_000L, 10))
                .certificate();
        boolean good = true;
        for (int i = 0; i < USES; i++) {
            good &= provider.verifier(keyPair.publicKey()).verify(message, signer.sign(message));
            good &= certificate.isSignedBy(keyPair.publicKey());
        }
        byte[] wrapped = provider.wrap(keyPair.publicKey(), secret);
        good &= provider.decryptor(keyPair).unwrap(wrapped).length == secret.length;
        byte[] sealed = provider.seal(secret, nonce, message, message);
        good &= provider.open(secret, nonce, message, sealed).length == message.length;
        good &= provider.hmacSm3(secret, message).length == Sm3.LENGTH;
        good &= provider.sm3(message).length == Sm3.LENGTH;
        good &= new MerkleHasher().leaf(message, 0, message.length) != null;
        good &= !new MerkleBatchHasher().name().isEmpty();
        System.out.println(good ? "all good" : "something failed");
    }
}
