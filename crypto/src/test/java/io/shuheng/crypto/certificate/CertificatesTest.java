package io.shuheng.crypto.certificate;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Hex;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {
    private static final long NOW = 1_790_000_000L;

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Validity year = Validity.ofDays(NOW, 365);
    private final CertificateAuthority root =
            CertificateAuthority.createRoot(provider, signer(), name("Stand-in CA 测试证书机构"), Validity.ofDays(NOW, 3650));

    private Signer signer() {
        return provider.signer(provider.generateKeyPair());
    }

    private static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN")
                .organization("数衡交易所")
                .commonName(commonName)
                .build();
    }

    private CertificateRequest request(String commonName) {
        return CertificateRequest.create(signer(), name(commonName));
    }

    @Test
    void requestsReadBackWithTheirProofOfPossession() {
        Signer member = signer();
        DistinguishedName subject = DistinguishedName.ofCountry("CN")
                .organization("示例数据有限公司")
                .organizationalUnit("Trading")
                .commonName("Example Data, Ltd.")
                .serialNumber("91310000MA1FL5E38K")
                .build();
        CertificateRequest request = CertificateRequest.create(member, subject);
        CertificateRequest read = CertificateRequest.ofPem(request.pem());

        assertThat(read.der()).isEqualTo(request.der());
        assertThat(read.subject()).isEqualTo(subject).hasSameHashCodeAs(subject);
        assertThat(read.publicKey()).isEqualTo(member.publicKey());
        assertThat(subject.commonName()).contains("Example Data, Ltd.");
        assertThat(subject.organization()).contains("示例数据有限公司");
        assertThat(subject.serialNumber()).contains("91310000MA1FL5E38K");
        assertThat(DistinguishedName.ofDer(subject.der())).isEqualTo(subject);
        assertThat(subject.toString()).contains("91310000MA1FL5E38K");
    }

    @Test
    void aRequestSignedWithAnotherKeyIsRefused() {
        Signer holder = signer();
        Signer thief = signer();
        Signer mixed = new Signer() {
            @Override
            public Sm2PublicKey publicKey() {
                return holder.publicKey();
            }

            @Override
            public Sm2Signature sign(byte[] message) {
                return thief.sign(message);
            }
        };
        assertCode(Code.BAD_SIGNATURE, () -> CertificateRequest.create(mixed, name("Thief")));
    }

    @Test
    void issuedCertificatesSayWhatWasAsked() {
        CertificateRequest request = request("Member");
        Certificate certificate = root.issue(request, CertificateUsage.SIGN, year);
        Certificate read = Certificate.ofPem(certificate.pem());

        assertThat(read).isEqualTo(certificate).hasSameHashCodeAs(certificate);
        assertThat(read.subject()).isEqualTo(request.subject());
        assertThat(read.issuer()).isEqualTo(root.certificate().subject());
        assertThat(read.publicKey()).isEqualTo(request.publicKey());
        assertThat(read.notBefore()).isEqualTo(NOW);
        assertThat(read.notAfter()).isEqualTo(NOW + 365 * 86_400L - 1);
        assertThat(read.serial().toByteArray()).hasSize(16);
        assertThat(read.usages()).containsExactly(CertificateUsage.SIGN);
        assertThat(read.isAuthority()).isFalse();
        assertThat(read.isSignedBy(root.certificate().publicKey())).isTrue();
        assertThat(read.sm3()).isEqualTo(Sm3Hash.ofContent(certificate.der()));
        assertThat(root.issue(request, CertificateUsage.SIGN, year).serial()).isNotEqualTo(read.serial());
    }

    @Test
    void usagesAreThoseIssued() {
        CertificateRequest request = request("Member");

        assertThat(root.issue(request, CertificateUsage.ENCRYPT, year).usages())
                .containsExactly(CertificateUsage.ENCRYPT);
        assertThat(root.issue(request, Set.of(CertificateUsage.SIGN, CertificateUsage.ENCRYPT), year)
                        .usages())
                .containsExactlyInAnyOrder(CertificateUsage.SIGN, CertificateUsage.ENCRYPT);
        assertThat(root.certificate().usages()).isEmpty();
        assertThat(root.certificate().isAuthority()).isTrue();
        assertCode(Code.MALFORMED, () -> root.issue(request, Set.of(), year));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2524607999, 2524608000",
        "2524608000, 253402300799",
        "951782400, 951868799",
        "1709164800, 1709251199"
    })
    void timesReadBackToTheSecond(long notBefore, long notAfter) {
        Certificate certificate =
                root.issue(request("Member"), CertificateUsage.SIGN, new Validity(notBefore, notAfter));

        assertThat(certificate.validity()).isEqualTo(new Validity(notBefore, notAfter));
    }

    @Test
    void refusesValiditiesOutOfOrderOrRange() {
        assertCode(Code.OUT_OF_RANGE, () -> new Validity(10, 9));
        assertCode(Code.OUT_OF_RANGE, () -> new Validity(-1, 9));
        assertCode(Code.OUT_OF_RANGE, () -> new Validity(0, 253_402_300_800L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SURNAME=Li",
                "GIVENNAME=Lei",
                "INITIALS=L",
                "GENERATION=II",
                "Pseudonym=Fox",
                "DateOfBirth=20000101000000Z"
            })
    void refusesSubjectsThatNameAPerson(String attribute) {
        Signer member = signer();
        DistinguishedName personal = new DistinguishedName(new X500Name("C=CN,O=Example," + attribute));
        byte[] forged = SignedStructure.sign(
                new CertificationRequestInfo(
                        personal.x500(),
                        SubjectPublicKeyInfo.getInstance(member.publicKey().subjectPublicKeyInfo()),
                        new DERSet()),
                member);

        assertCode(Code.CERT_PERSONAL_NAME, () -> CertificateRequest.create(member, personal));
        assertCode(
                Code.CERT_PERSONAL_NAME,
                () -> root.issue(CertificateRequest.ofDer(forged), CertificateUsage.SIGN, year));
        assertCode(Code.CERT_PERSONAL_NAME, () -> CertificateAuthority.createRoot(provider, member, personal, year));
    }

    @Test
    void refusesNamePartsThatDoNotFit() {
        assertCode(Code.MALFORMED, () -> DistinguishedName.ofCountry("China"));
        assertCode(Code.LIMIT_EXCEEDED, () -> name(" "));
        assertCode(Code.LIMIT_EXCEEDED, () -> name("x".repeat(201)));
        assertCode(Code.MALFORMED, () -> name("a\u0000b"));
        assertCode(Code.MALFORMED, () -> name("#0500"));
        assertCode(Code.MALFORMED, () -> DistinguishedName.ofCountry("CN").serialNumber("编号"));
    }

    @Test
    void commasAndPlusSignsStayInsideTheirPart() {
        DistinguishedName name = name("Data, Inc. + Partners; \"East\" <1>");

        assertThat(DistinguishedName.ofDer(name.der()).commonName()).contains("Data, Inc. + Partners; \"East\" <1>");
        assertThat(name.personalAttribute()).isEmpty();
    }

    @Test
    void anAuthorityNeedsItsOwnKeyAndAnAuthoritysCertificate() {
        Signer member = signer();
        Certificate leaf = root.issue(CertificateRequest.create(member, name("M")), CertificateUsage.SIGN, year);

        assertCode(Code.UNSUPPORTED, () -> new CertificateAuthority(provider, leaf, member));
        assertCode(Code.BAD_SIGNATURE, () -> new CertificateAuthority(provider, root.certificate(), member));
        assertCode(Code.OUT_OF_RANGE, () -> root.issueAuthority(request("Sub"), -1, year));
    }

    /** What is flipped is refused with a code, or gives something that no longer verifies. */
    @Test
    void everyFlippedByteOfACertificateIsRefusedOrBreaksItsSignature() {
        byte[] der = root.issue(request("Member"), CertificateUsage.SIGN, year).der();
        for (int at = 0; at < der.length; at++) {
            for (int change : new int[] {0x01, 0x80, 0xFF, 0x20}) {
                byte[] mutated = der.clone();
                mutated[at] ^= (byte) change;
                try {
                    Certificate read = Certificate.ofDer(mutated);
                    assertThat(read.isSignedBy(root.certificate().publicKey()))
                            .as("byte %s", at)
                            .isFalse();
                } catch (CryptoException e) {
                    assertThat(e.code()).isNotNull();
                }
            }
        }
    }

    @Test
    void everyFlippedByteOfARequestIsRefused() {
        byte[] der = request("Member").der();
        for (int at = 0; at < der.length; at++) {
            for (int change : new int[] {0x01, 0x80, 0xFF, 0x20}) {
                byte[] mutated = der.clone();
                mutated[at] ^= (byte) change;
                try {
                    CertificateRequest.ofDer(mutated);
                    throw new AssertionError("byte " + at + " was flipped and accepted");
                } catch (CryptoException e) {
                    assertThat(e.code()).isNotNull();
                }
            }
        }
    }

    @Test
    void everyFlippedByteOfARevocationListIsRefusedOrBreaksItsSignature() {
        Certificate member = root.issue(request("Member"), CertificateUsage.SIGN, year);
        byte[] der = root.issueRevocationList(
                        List.of(new Revocation(member.serial(), NOW, Revocation.Reason.KEY_COMPROMISE, NOW - 1000)),
                        1,
                        Validity.ofDays(NOW, 7))
                .der();
        for (int at = 0; at < der.length; at++) {
            for (int change : new int[] {0x01, 0x80, 0xFF, 0x20}) {
                byte[] mutated = der.clone();
                mutated[at] ^= (byte) change;
                try {
                    assertThat(RevocationList.ofDer(mutated)
                                    .isSignedBy(root.certificate().publicKey()))
                            .isFalse();
                } catch (CryptoException e) {
                    assertThat(e.code()).isNotNull();
                }
            }
        }
    }

    @Test
    void refusesTruncationTrailingBytesAndSize() {
        byte[] der = root.certificate().der();
        for (int length = 0; length < der.length; length += 7) {
            byte[] cut = Arrays.copyOf(der, length);
            assertCode(Code.MALFORMED, () -> Certificate.ofDer(cut));
        }
        assertCode(Code.TRAILING_BYTES, () -> Certificate.ofDer(Arrays.copyOf(der, der.length + 1)));
        assertCode(Code.LIMIT_EXCEEDED, () -> Certificate.ofDer(new byte[Certificate.MAXIMUM_LENGTH + 1]));
    }

    @Test
    void refusesDeepNestingWithoutExhaustingTheStack() {
        byte[] nested = new byte[16_000];
        for (int at = 0; at + 4 <= nested.length; at += 4) {
            int length = nested.length - at - 4;
            nested[at] = 0x30;
            nested[at + 1] = (byte) 0x82;
            nested[at + 2] = (byte) (length >> 8);
            nested[at + 3] = (byte) length;
        }
        assertCode(Code.MALFORMED, () -> Certificate.ofDer(nested));
        assertCode(Code.MALFORMED, () -> CertificateRequest.ofDer(nested));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3080 0000", // indefinite length
                "308101 00", // long form where short would do
                "30820001 00", // leading zero in the length
                "3003 010101", // BOOLEAN that is neither 00 nor FF
                "3004 02020001", // INTEGER with a needless zero
                "3002 0200", // empty INTEGER
                "3005 3103020102 00", // nothing fits
                "3006 1F8101 020100", // long tag
                "3104 02010102 0101", // overrun
                "3006 3104 0402 FFFF", // not of the shape
                "308006", // cut
                "30848000000000", // four length bytes
            })
    void refusesWhatIsNotDer(String hex) {
        byte[] der = Hex.bytes(hex);
        try {
            Certificate.ofDer(der);
            throw new AssertionError("accepted");
        } catch (CryptoException e) {
            assertThat(e.code()).isIn(Code.MALFORMED, Code.TRAILING_BYTES);
        }
    }

    @Test
    void aCertificateSignedByAnotherAlgorithmIsUnsupported() {
        byte[] der = root.certificate().der();
        byte[] oid = Hex.bytes("2a811ccf55018375");
        byte[] mutated = der.clone();
        for (int at = 0; at + oid.length <= der.length; at++) {
            if (Arrays.equals(der, at, at + oid.length, oid, 0, oid.length)) {
                mutated[at + oid.length - 1] = 0x74;
            }
        }
        assertCode(Code.UNSUPPORTED, () -> Certificate.ofDer(mutated));
    }
}
