package io.shuheng.crypto.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Pem;
import io.shuheng.crypto.document.TimeStampResult.Refused;
import io.shuheng.crypto.document.TimeStampResult.Stamped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time stamps of authorities that know no SM2, made with OpenSSL 3.0 by {@code make-foreign-tokens.sh} beside them. */
class TimeStampForeignTest {
    static final byte[] CONTENT = resource("content.txt");
    private static final byte[] ECDSA_ROOT = certificate("ecdsa-root.pem");
    private static final TimeStampTrust NOBODY = TimeStampTrust.of(List.of(), List.of());

    private static byte[] resource(String name) {
        try (InputStream in = TimeStampForeignTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] certificate(String name) {
        return Pem.read(new String(resource(name), StandardCharsets.US_ASCII), Pem.CERTIFICATE);
    }

    static byte[] token(String response) {
        return TimeStampResponse.ofDer(resource(response)).token().orElseThrow().der();
    }

    private static void assertRefused(TimeStampFault fault, TimeStampResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.fault())
                                .as(refused.message())
                                .isEqualTo(fault));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-sm3.tsr,rsa-root.pem,SM3",
        "rsa-sha256.tsr,rsa-root.pem,SHA_256",
        "ecdsa-sha256.tsr,ecdsa-root.pem,SHA_256"
    })
    void stampsOfRsaAndEcdsaAuthoritiesAreAccepted(String response, String root, HashAlgorithm hash) {
        TimeStampTrust trust = NOBODY.withForeign(List.of(certificate(root)));

        assertThat(TimeStampCheck.of(token(response), CONTENT, trust))
                .isInstanceOfSatisfying(Stamped.class, stamped -> {
                    assertThat(stamped.foreign()).isTrue();
                    assertThat(stamped.revocationChecked()).isFalse();
                    assertThat(stamped.authority().commonName().orElseThrow()).endsWith("-tsa");
                    assertThat(stamped.token().hash()).isEqualTo(hash);
                    assertThat(stamped.token().accuracyNs()).hasValue(1_500_000_000L);
                    assertThat(stamped.token().policy()).isEqualTo("1.2.3.4.1");
                });
    }

    @Test
    void theyAreRefusedWhereNoForeignAnchorIsTrusted() {
        assertRefused(TimeStampFault.CERTIFICATE_INVALID, TimeStampCheck.of(token("rsa-sm3.tsr"), CONTENT, NOBODY));
        assertRefused(
                TimeStampFault.CERTIFICATE_INVALID,
                TimeStampCheck.of(token("rsa-sm3.tsr"), CONTENT, NOBODY.withForeign(List.of(ECDSA_ROOT))));
    }

    /** The second carries the authority between, without which no path leads to the anchor. */
    @ParameterizedTest
    @CsvSource({"rsa-sm3.tsr,rsa-root.pem", "ecdsa-sha256.tsr,ecdsa-root.pem"})
    void everyByteOfAForeignTokenMatters(String response, String root) {
        TimeStampTrust trust = NOBODY.withForeign(List.of(certificate(root)));
        byte[] token = token(response);

        for (int at = 0; at < token.length; at++) {
            byte[] changed = token.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            assertThat(TimeStampCheck.of(changed, CONTENT, trust))
                    .as("byte %d", at)
                    .isInstanceOf(Refused.class);
        }
    }

    /** Keys and bit strings that are DER and yet none of the kind that they say. */
    @Test
    void aForeignKeyThatIsNoneIsRefusedAndNothingElse() throws IOException {
        AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        AlgorithmIdentifier signed =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
        for (ASN1Encodable key :
                List.of(new ASN1Integer(7), new DERSequence(new ASN1Integer(7)), new DERSequence(new ASN1Encodable[] {
                    DERNull.INSTANCE, DERNull.INSTANCE
                }))) {
            SubjectPublicKeyInfo none = new SubjectPublicKeyInfo(rsa, key);
            assertThatThrownBy(() -> ForeignSignature.verify(
                            none, signed, HashAlgorithm.SHA_256.identifier(), CONTENT, new byte[256]))
                    .isInstanceOf(CryptoException.class);
        }
    }

    @Test
    void aForeignAnchorIsToldFromAnSm2OneAndFromWhatIsNoCertificate() {
        assertThat(TimeStampTrust.foreignSubject(ECDSA_ROOT)).isPresent();
        assertThat(TimeStampTrust.foreignSubject(
                        new SigningWorld().root.certificate().der()))
                .isEmpty();
        assertThat(TimeStampTrust.foreignSubject(new byte[] {0x30, 0})).isEmpty();
    }

    @Test
    void anAuthorityInsideAForeignTokenIsNoAnchor() {
        byte[] between = CmsSignedData.of(token("ecdsa-sha256.tsr"), "token").certificates().stream()
                .filter(der -> ForeignCertificate.ofDer(der).isAuthorityOver(0))
                .findFirst()
                .orElseThrow();

        assertRefused(
                TimeStampFault.CERTIFICATE_INVALID, TimeStampCheck.of(token("ecdsa-sha256.tsr"), CONTENT, NOBODY));
        assertThat(TimeStampCheck.of(token("ecdsa-sha256.tsr"), CONTENT, NOBODY.withForeign(List.of(between))))
                .isInstanceOf(Stamped.class);
    }
}
