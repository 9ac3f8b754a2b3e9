package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.envelope.Envelope;
import io.shuheng.crypto.envelope.SealedEnvelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key that refuses to show itself serves wherever a key is used: as authority, to ask for a certificate, to sign, to open envelopes. */
class SealedTokenTest {
    private static final Validity YEAR = Validity.ofDays(1_790_000_000L, 365);

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();

    private static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN").commonName(commonName).build();
    }

    @Test
    void everythingWorksWithAKeyThatIsNeverShown() throws Exception {
        SealedToken root = new SealedToken(provider);
        SealedToken member = new SealedToken(provider);
        CertificateAuthority authority = CertificateAuthority.createRoot(provider, root, name("Root"), YEAR);
        Certificate certificate =
                authority.issue(CertificateRequest.create(member, name("Member")), CertificateUsage.SIGN, YEAR);
        byte[] file = "数据".getBytes(UTF_8);
        byte[] contract = "contract 1".getBytes(UTF_8);
        ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
        SealedEnvelope sealed = Envelope.seal(
                new ByteArrayInputStream(file), file.length, ciphertext, member.publicKey(), contract, provider);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        Envelope.open(new ByteArrayInputStream(ciphertext.toByteArray()), plain, member, sealed.wrappedKey(), contract);

        assertThat(CertificateChain.validate(
                        certificate,
                        List.of(),
                        List.of(authority.certificate()),
                        List.of(),
                        YEAR.notBefore(),
                        CertificateUsage.SIGN))
                .isInstanceOf(CertificateChain.Valid.class);
        assertThat(plain.toByteArray()).isEqualTo(file);
        assertThat(provider.verifier(member.publicKey()).verify(file, member.sign(file)))
                .isTrue();
        assertThat(root.uses()).isEqualTo(2);
        assertThat(member.uses()).isEqualTo(3);
    }

    @Test
    void neitherPortHasAWayToAskForTheKey() {
        assertThat(Arrays.stream(Signer.class.getMethods()).map(Method::getName))
                .containsExactlyInAnyOrder("publicKey", "sign");
        assertThat(Arrays.stream(Decryptor.class.getMethods()).map(Method::getName))
                .containsExactlyInAnyOrder("publicKey", "unwrap");
    }
}
