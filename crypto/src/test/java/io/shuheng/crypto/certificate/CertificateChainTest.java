package io.shuheng.crypto.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Hex;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.CertificateChain.Code;
import io.shuheng.crypto.certificate.CertificateChain.Invalid;
import io.shuheng.crypto.certificate.CertificateChain.Result;
import io.shuheng.crypto.certificate.CertificateChain.Valid;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.junit.jupiter.api.Test;

class CertificateChainTest {
    private static final long START = 1_790_000_000L;
    private static final long NOW = START + 1_000;

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Validity year = Validity.ofDays(START, 365);
    private final Validity week = Validity.ofDays(START, 7);
    private final Signer rootSigner = signer();
    private final CertificateAuthority root =
            CertificateAuthority.createRoot(provider, rootSigner, name("Root"), Validity.ofDays(START, 3650));
    private final CertificateAuthority issuing = subordinate(root, "Issuing", 0, year);
    private final Certificate member =
            issuing.issue(request("Member"), CertificateUsage.SIGN, Validity.ofDays(START, 30));

    private Signer signer() {
        return provider.signer(provider.generateKeyPair());
    }

    private static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN").commonName(commonName).build();
    }

    private CertificateRequest request(String commonName) {
        return CertificateRequest.create(signer(), name(commonName));
    }

    private CertificateAuthority subordinate(
            CertificateAuthority above, String name, int pathLength, Validity validity) {
        Signer signer = signer();
        Certificate certificate =
                above.issueAuthority(CertificateRequest.create(signer, name(name)), pathLength, validity);
        return new CertificateAuthority(provider, certificate, signer);
    }

    private Result validate(Certificate leaf, List<RevocationList> lists, long at, CertificateUsage usage) {
        return CertificateChain.validate(
                leaf, List.of(issuing.certificate()), List.of(root.certificate()), lists, at, usage);
    }

    private Result validate(Certificate leaf) {
        return validate(leaf, List.of(), NOW, CertificateUsage.SIGN);
    }

    private static void assertInvalid(Code code, Result result) {
        assertThat(result).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.code()).as(invalid.message()).isEqualTo(code);
            assertThat(invalid.message()).isNotBlank();
        });
    }

    @Test
    void acceptsAPathToAnAnchorAndNamesIt() {
        assertThat(validate(member))
                .isEqualTo(new Valid(
                        root.certificate(), List.of(member, issuing.certificate(), root.certificate()), false));
    }

    @Test
    void acceptsAnIntermediateAsAnchor() {
        Result result = CertificateChain.validate(
                member, List.of(), List.of(issuing.certificate()), List.of(), NOW, CertificateUsage.SIGN);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Valid.class, valid -> assertThat(valid.anchor()).isEqualTo(issuing.certificate()));
    }

    @Test
    void acceptsACertificateThatIsItselfTrusted() {
        Result result =
                CertificateChain.validate(member, List.of(), List.of(member), List.of(), NOW, CertificateUsage.SIGN);

        assertThat(result).isEqualTo(new Valid(member, List.of(member), true));
    }

    @Test
    void holdsFromItsFirstToItsLastSecond() {
        assertThat(validate(member, List.of(), member.notBefore(), CertificateUsage.SIGN))
                .isInstanceOf(Valid.class);
        assertThat(validate(member, List.of(), member.notAfter(), CertificateUsage.SIGN))
                .isInstanceOf(Valid.class);
        assertInvalid(Code.NOT_YET_VALID, validate(member, List.of(), member.notBefore() - 1, CertificateUsage.SIGN));
        assertInvalid(Code.EXPIRED, validate(member, List.of(), member.notAfter() + 1, CertificateUsage.SIGN));
    }

    @Test
    void refusesAnAuthorityThatHasExpiredOrNotBegun() {
        Certificate lasting = issuing.issue(request("Lasting"), CertificateUsage.SIGN, new Validity(0, START * 2));

        assertInvalid(
                Code.EXPIRED,
                validate(lasting, List.of(), issuing.certificate().notAfter() + 1, CertificateUsage.SIGN));
        assertInvalid(Code.NOT_YET_VALID, validate(lasting, List.of(), START - 1, CertificateUsage.SIGN));
        Certificate direct = root.issue(request("Direct"), CertificateUsage.SIGN, new Validity(0, START * 2));
        assertInvalid(
                Code.EXPIRED, validate(direct, List.of(), root.certificate().notAfter() + 1, CertificateUsage.SIGN));
    }

    @Test
    void refusesAnotherUsage() {
        Certificate encryption = issuing.issue(request("Member"), CertificateUsage.ENCRYPT, year);

        assertInvalid(Code.WRONG_USAGE, validate(member, List.of(), NOW, CertificateUsage.ENCRYPT));
        assertInvalid(Code.WRONG_USAGE, validate(encryption));
        assertInvalid(Code.WRONG_USAGE, validate(issuing.certificate()));
        assertThat(validate(encryption, List.of(), NOW, CertificateUsage.ENCRYPT))
                .isInstanceOf(Valid.class);
    }

    @Test
    void refusesWithoutAPathToAnAnchor() {
        CertificateAuthority other = CertificateAuthority.createRoot(provider, signer(), name("Other"), year);

        assertInvalid(Code.UNTRUSTED, validate(other.issue(request("Member"), CertificateUsage.SIGN, year)));
        assertInvalid(
                Code.UNTRUSTED,
                CertificateChain.validate(
                        member, List.of(), List.of(root.certificate()), List.of(), NOW, CertificateUsage.SIGN));
    }

    @Test
    void refusesASignatureOfAnAuthorityWithTheSameName() {
        CertificateAuthority impostor = CertificateAuthority.createRoot(provider, signer(), name("Root"), year);
        Certificate forged = impostor.issue(request("Member"), CertificateUsage.SIGN, year);
        assertInvalid(Code.UNTRUSTED, validate(forged));

        byte[] der = root.issue(request("Member"), CertificateUsage.SIGN, year).der();
        der[der.length - 1] ^= 1;
        assertInvalid(Code.BAD_SIGNATURE, validate(Certificate.ofDer(der)));
    }

    @Test
    void refusesAMemberWhoIssues() throws IOException {
        Signer memberSigner = signer();
        Certificate memberCertificate =
                root.issue(CertificateRequest.create(memberSigner, name("Member")), CertificateUsage.SIGN, year);
        Certificate forged = forge(memberSigner, name("Member"), name("Forged"), List.of());

        assertInvalid(
                Code.NOT_A_CA,
                CertificateChain.validate(
                        forged,
                        List.of(memberCertificate),
                        List.of(root.certificate()),
                        List.of(),
                        NOW,
                        CertificateUsage.SIGN));
    }

    @Test
    void refusesAPathLongerThanItsConstraint() {
        CertificateAuthority below = subordinate(issuing, "Below", 3, year);
        Certificate leaf = below.issue(request("Member"), CertificateUsage.SIGN, year);

        assertInvalid(
                Code.NOT_A_CA,
                CertificateChain.validate(
                        leaf,
                        List.of(issuing.certificate(), below.certificate()),
                        List.of(root.certificate()),
                        List.of(),
                        NOW,
                        CertificateUsage.SIGN));
    }

    @Test
    void refusesPathsThatAreTooLongAndTooManyCandidates() {
        List<Certificate> between = new ArrayList<>();
        CertificateAuthority last = root;
        for (int i = 0; i <= CertificateChain.MAXIMUM_INTERMEDIATES; i++) {
            last = subordinate(last, "Level " + i, 20 - i, year);
            between.add(last.certificate());
        }
        Certificate deep = last.issue(request("Member"), CertificateUsage.SIGN, year);

        assertInvalid(
                Code.UNTRUSTED,
                CertificateChain.validate(
                        deep, between, List.of(root.certificate()), List.of(), NOW, CertificateUsage.SIGN));
        assertInvalid(
                Code.MALFORMED,
                CertificateChain.validate(
                        deep,
                        Collections.nCopies(65, issuing.certificate()),
                        List.of(root.certificate()),
                        List.of(),
                        NOW,
                        CertificateUsage.SIGN));
    }

    @Test
    void refusesARevokedCertificateFromItsRevocationOn() {
        RevocationList list = issuing.issueRevocationList(
                List.of(new Revocation(member.serial(), NOW, Revocation.Reason.KEY_COMPROMISE, NOW - 500)), 7, week);
        Revocation entry =
                RevocationList.ofPem(list.pem()).find(member.serial()).orElseThrow();

        assertThat(entry.reason()).isEqualTo(Revocation.Reason.KEY_COMPROMISE);
        assertThat(entry.invalidFrom()).isEqualTo(NOW - 500);
        assertThat(list.entries()).containsExactly(entry);
        assertThat(validate(member, List.of(list), NOW - 1, CertificateUsage.SIGN))
                .isInstanceOf(Valid.class);
        assertInvalid(Code.REVOKED, validate(member, List.of(list), NOW, CertificateUsage.SIGN));
        assertInvalid(Code.REVOKED, validate(member, List.of(list), list.nextUpdate() + 1, CertificateUsage.SIGN));
    }

    @Test
    void refusesWhatARevokedAuthorityIssued() {
        RevocationList list = root.issueRevocationList(
                List.of(Revocation.of(issuing.certificate().serial(), NOW, Revocation.Reason.CESSATION_OF_OPERATION)),
                0,
                week);

        assertInvalid(Code.REVOKED, validate(member, List.of(list), NOW, CertificateUsage.SIGN));
    }

    @Test
    void saysWhetherRevocationWasCheckedForTheWholePath() {
        RevocationList ofIssuing = issuing.issueRevocationList(List.of(), 1, week);
        RevocationList ofRoot = root.issueRevocationList(List.of(), 1, week);

        assertThat(checked(List.of(ofIssuing, ofRoot), NOW)).isTrue();
        assertThat(checked(List.of(ofIssuing, ofRoot), ofRoot.nextUpdate())).isTrue();
        assertThat(checked(List.of(ofIssuing, ofRoot), ofRoot.nextUpdate() + 1)).isFalse();
        assertThat(checked(List.of(ofIssuing), NOW)).isFalse();
        assertThat(checked(List.of(ofRoot), NOW)).isFalse();
    }

    @Test
    void aListMadeAfterTheCertificateEndedSaysNothingAboutIt() {
        RevocationList late = issuing.issueRevocationList(List.of(), 2, Validity.ofDays(member.notAfter() + 1, 7));
        RevocationList ofRoot = root.issueRevocationList(List.of(), 1, week);

        assertThat(checked(List.of(late, ofRoot), NOW)).isFalse();
    }

    private boolean checked(List<RevocationList> lists, long at) {
        return validate(member, lists, at, CertificateUsage.SIGN) instanceof Valid valid && valid.revocationChecked();
    }

    @Test
    void refusesARevocationListThatDoesNotVerify() {
        byte[] der = issuing.issueRevocationList(List.of(), 1, week).der();
        der[der.length - 1] ^= 1;

        assertInvalid(
                Code.BAD_SIGNATURE, validate(member, List.of(RevocationList.ofDer(der)), NOW, CertificateUsage.SIGN));
    }

    @Test
    void ignoresTheListsOfOthers() {
        CertificateAuthority namesake = CertificateAuthority.createRoot(provider, signer(), name("Issuing"), year);
        RevocationList foreign = namesake.issueRevocationList(
                List.of(Revocation.of(member.serial(), START, Revocation.Reason.UNSPECIFIED)), 1, week);

        assertThat(validate(member, List.of(foreign), NOW, CertificateUsage.SIGN))
                .isInstanceOf(Valid.class);
    }

    @Test
    void readsRevocationListsWithEveryReason() {
        List<Revocation> all = new ArrayList<>();
        for (Revocation.Reason reason : Revocation.Reason.values()) {
            all.add(Revocation.of(BigInteger.valueOf(1 + all.size()), START + all.size(), reason));
        }
        RevocationList list = root.issueRevocationList(all, Long.MAX_VALUE, week);

        assertThat(list.entries()).containsExactlyElementsOf(all);
        assertThat(list.thisUpdate()).isEqualTo(START);
        assertThat(list.find(BigInteger.ZERO)).isEmpty();
    }

    @Test
    void refusesCertificatesThatDescribeAPerson() throws IOException {
        DistinguishedName personal = new DistinguishedName(new X500Name("C=CN,O=Example,SURNAME=Li"));
        assertInvalid(Code.CERT_PERSONAL_NAME, validate(forge(rootSigner, name("Root"), personal, List.of())));

        Extension identity = extension("1.2.156.10260.4.1.1", false, new DERUTF8String("110101"));
        assertInvalid(
                Code.CERT_PERSONAL_NAME, validate(forge(rootSigner, name("Root"), name("Member"), List.of(identity))));

        Extension alternative = extension(
                Extension.subjectAlternativeName.getId(),
                false,
                new GeneralNames(new GeneralName(new X500Name("GIVENNAME=Lei"))));
        assertInvalid(
                Code.CERT_PERSONAL_NAME,
                validate(forge(rootSigner, name("Root"), name("Member"), List.of(alternative))));
    }

    @Test
    void refusesCriticalExtensionsItDoesNotUnderstand() throws IOException {
        Extension constraints = extension(Extension.nameConstraints.getId(), true, new DEROctetString(new byte[1]));
        Extension harmless = extension("1.2.3.4", false, new DEROctetString(new byte[1]));

        assertInvalid(Code.MALFORMED, validate(forge(rootSigner, name("Root"), name("Member"), List.of(constraints))));
        assertThat(validate(forge(rootSigner, name("Root"), name("Member"), List.of(harmless))))
                .isInstanceOf(Valid.class);
    }

    @Test
    void refusesBytesThatAreNoCertificate() {
        assertInvalid(
                Code.MALFORMED,
                CertificateChain.validate(
                        Hex.bytes("3000"),
                        List.of(),
                        List.of(root.certificate()),
                        List.of(),
                        NOW,
                        CertificateUsage.SIGN));
        assertThat(CertificateChain.validate(
                        member.der(),
                        List.of(issuing.certificate()),
                        List.of(root.certificate()),
                        List.of(),
                        NOW,
                        CertificateUsage.SIGN))
                .isInstanceOf(Valid.class);
    }

    @Test
    void endsOnAuthoritiesThatCertifyEachOther() {
        Signer a = signer();
        Signer b = signer();
        CertificateAuthority rootA = CertificateAuthority.createRoot(provider, a, name("A"), year);
        CertificateAuthority rootB = CertificateAuthority.createRoot(provider, b, name("B"), year);
        Certificate aByB = rootB.issueAuthority(CertificateRequest.create(a, name("A")), 9, year);
        Certificate bByA = rootA.issueAuthority(CertificateRequest.create(b, name("B")), 9, year);
        Certificate leaf = rootA.issue(request("Member"), CertificateUsage.SIGN, year);

        assertInvalid(
                Code.UNTRUSTED,
                CertificateChain.validate(
                        leaf,
                        List.of(aByB, bByA, rootA.certificate(), rootB.certificate()),
                        List.of(root.certificate()),
                        List.of(),
                        NOW,
                        CertificateUsage.SIGN));
    }

    private static Extension extension(String oid, boolean critical, ASN1Encodable value) throws IOException {
        return new Extension(
                new ASN1ObjectIdentifier(oid), critical, value.toASN1Primitive().getEncoded());
    }

    /** RFC 3161, 2.3: the extended key usage is critical and names timeStamping alone. */
    @Test
    void onlyACertificateForTimeStampsAloneStampsTime() throws IOException {
        ExtendedKeyUsage alone = new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping);
        ExtendedKeyUsage both = new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning});
        Certificate right = forgeFor(true, alone);

        assertThat(right.usages()).containsExactly(CertificateUsage.TIME_STAMP);
        assertThat(validateStamping(right)).isInstanceOf(Valid.class);
        assertInvalid(Code.WRONG_USAGE, validate(right));
        assertInvalid(Code.WRONG_USAGE, validateStamping(forgeFor(false, alone)));
        assertInvalid(Code.MALFORMED, validateStamping(forgeFor(true, both)));
        assertInvalid(Code.WRONG_USAGE, validateStamping(member));
        assertThat(validate(forgeFor(false, alone))).isInstanceOf(Valid.class);
    }

    private Certificate forgeFor(boolean critical, ExtendedKeyUsage purposes) throws IOException {
        Extension extension =
                new Extension(Extension.extendedKeyUsage, critical, new DEROctetString(purposes.getEncoded()));
        return forge(rootSigner, name("Root"), name("Stamper"), List.of(extension));
    }

    private Result validateStamping(Certificate leaf) {
        return validate(leaf, List.of(), NOW, CertificateUsage.TIME_STAMP);
    }

    /** A certificate our authority would not issue, signed with a real key. */
    private Certificate forge(
            Signer issuer, DistinguishedName issuerName, DistinguishedName subject, List<Extension> more)
            throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        for (Extension extension : more) {
            extensions.addExtension(extension);
        }
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(77));
        content.setSignature(SignedStructure.SM2_WITH_SM3);
        content.setIssuer(issuerName.x500());
        content.setStartDate(DerTime.of(START));
        content.setEndDate(DerTime.of(START + 10_000));
        content.setSubject(subject.x500());
        content.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(signer().publicKey().subjectPublicKeyInfo()));
        content.setExtensions(extensions.generate());
        return Certificate.ofDer(SignedStructure.sign(content.generateTBSCertificate(), issuer));
    }
}
