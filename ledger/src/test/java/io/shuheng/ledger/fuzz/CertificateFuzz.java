package io.shuheng.ledger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.EncryptedKey;
import io.shuheng.crypto.certificate.EnvelopedKey;
import io.shuheng.crypto.certificate.KeyContainer;
import io.shuheng.crypto.certificate.OcspResponse;
import io.shuheng.crypto.certificate.PasswordProtection;
import io.shuheng.crypto.certificate.Pem;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.certificate.Validity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Certificates, requests, revocation lists, OCSP responses, and files with keys in them. */
public final class CertificateFuzz implements FuzzTarget {

    private static final Validity VALIDITY = Validity.ofDays(1_790_000_000L, 10);
    private static final List<Consumer<byte[]>> READERS = List.of(
            Certificate::ofDer,
            CertificateRequest::ofDer,
            RevocationList::ofDer,
            OcspResponse::ofDer,
            EncryptedKey::ofDer,
            KeyContainer::ofDer,
            EnvelopedKey::ofDer,
            DistinguishedName::ofDer,
            bytes -> Pem.readAll(new String(bytes, StandardCharsets.UTF_8)));

    @Override
    public List<byte[]> seeds() {
        CryptoProvider provider = BouncyCastleCryptoProvider.create();
        Sm2KeyPair pair = provider.generateKeyPair();
        Signer signer = provider.signer(pair);
        DistinguishedName name =
                DistinguishedName.ofCountry("CN").commonName("Root").build();
        CertificateAuthority root = CertificateAuthority.createRoot(provider, signer, name, VALIDITY);
        PasswordProtection few = PasswordProtection.NATIONAL.withRounds(PasswordProtection.MINIMUM_ROUNDS);
        return List.of(
                root.certificate().der(),
                root.certificate().pem().getBytes(StandardCharsets.UTF_8),
                CertificateRequest.create(signer, name).der(),
                root.issueRevocationList(List.of(), 3, VALIDITY).der(),
                EncryptedKey.seal(pair, new char[] {'p'}, provider, few).der(),
                KeyContainer.seal(
                                new KeyContainer.Contents(pair, List.of(root.certificate())),
                                "key",
                                new char[] {'p'},
                                provider,
                                few)
                        .der(),
                name.der());
    }

    @Override
    public void read(byte[] input) {
        for (Consumer<byte[]> reader : READERS) {
            try {
                reader.accept(input);
            } catch (CryptoException e) {
                assertThat(e.code()).isNotNull();
            }
        }
    }
}
