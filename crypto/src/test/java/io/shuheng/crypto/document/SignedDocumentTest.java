package io.shuheng.crypto.document;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.RejectionReason;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.Revocation;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.document.DocumentResult.Accepted;
import io.shuheng.crypto.document.DocumentResult.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedDocumentTest {
    private static final byte[] CONTENT = "合同 contract".getBytes(UTF_8);

    private final SigningWorld world = new SigningWorld();

    private static Accepted accepted(DocumentResult result) {
        assertThat(result).isInstanceOf(Accepted.class);
        return (Accepted) result;
    }

    private static void assertRejected(DocumentFault fault, DocumentResult result) {
        assertThat(result).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.fault()).as(rejected.message()).isEqualTo(fault);
            assertThat(rejected.message()).isNotBlank();
        });
    }

    private DocumentResult check(SignedDocument document) {
        return DocumentCheck.of(document, CONTENT, world.trust());
    }

    @Test
    void anAttachedDocumentIsAcceptedAndGivesItsContentBack() {
        SignedDocument document = SignedDocument.attached(CONTENT, List.of(world.seller));

        Accepted result = accepted(DocumentCheck.of(SignedDocument.ofPem(document.pem()), world.trust()));
        assertThat(document.content())
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(CONTENT));
        assertThat(result.signers()).singleElement().satisfies(signer -> {
            assertThat(signer.certificate()).isEqualTo(world.seller.certificate());
            assertThat(signer.signingTime()).hasValue(SigningWorld.SIGNED_AT);
            assertThat(signer.chain().anchor()).isEqualTo(world.root.certificate());
        });
    }

    @Test
    void aDetachedDocumentIsAcceptedOverItsContentOnly() {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.seller));

        accepted(check(document));
        assertThat(document.content()).isEmpty();
        assertRejected(DocumentFault.CONTENT_MISSING, DocumentCheck.of(document, world.trust()));
        assertRejected(
                DocumentFault.DIGEST_MISMATCH, DocumentCheck.of(document, "other".getBytes(UTF_8), world.trust()));
    }

    @Test
    void anAttachedDocumentIsRefusedOverAnotherContentThanItsOwn() {
        SignedDocument document = SignedDocument.attached(CONTENT, List.of(world.seller));

        accepted(check(document));
        assertRejected(DocumentFault.CONTENT_DIFFERS, DocumentCheck.of(document, new byte[1], world.trust()));
    }

    @Test
    void anEmptyContentIsAContent() {
        SignedDocument document = SignedDocument.attached(new byte[0], List.of(world.seller));

        accepted(DocumentCheck.of(document, world.trust()));
    }

    @Test
    void severalSignersAreAllReported() {
        SignedDocument together = SignedDocument.detached(CONTENT, List.of(world.seller, world.buyer, world.exchange));

        assertThat(accepted(check(together)).signers())
                .extracting(SignerReport::certificate)
                .containsExactlyInAnyOrder(
                        world.seller.certificate(), world.buyer.certificate(), world.exchange.certificate());
    }

    @Test
    void signersMayComeOneAfterTheOtherAndSignaturesKeepTheirBytes() {
        SignedDocument first = SignedDocument.detached(CONTENT, List.of(world.buyer));
        SignedDocument both = first.signedAlso(CONTENT, world.seller);

        assertThat(accepted(check(both)).signers()).hasSize(2);
        assertThat(both.signature(world.buyer.certificate())).isEqualTo(first.signature(world.buyer.certificate()));
        assertCode(Code.MALFORMED, () -> both.signedAlso(CONTENT, world.buyer));
        assertCode(
                Code.MALFORMED,
                () -> SignedDocument.attached(CONTENT, List.of(world.buyer)).signedAlso(new byte[1], world.seller));
    }

    @Test
    void oneBadSignatureAmongGoodOnesRefusesTheDocument() {
        SignedDocument document =
                SignedDocument.detached(CONTENT, List.of(world.seller)).signedAlso(new byte[1], world.buyer);

        assertRejected(DocumentFault.DIGEST_MISMATCH, check(document));
    }

    @Test
    void atLeastOneSignerIsDemanded() {
        byte[] unsigned = CmsWriter.signedData(
                DocumentSyntax.CMS, 1, CMSObjectIdentifiers.data, CONTENT, List.of(), List.of(), List.of());

        assertRejected(DocumentFault.NO_SIGNER, DocumentCheck.of(unsigned, Optional.empty(), world.trust()));
        assertCode(Code.MALFORMED, () -> SignedDocument.attached(CONTENT, List.of()));
    }

    @Test
    void oneKeyDoesNotCountTwice() {
        Certificate second = world.root.issue(
                CertificateRequest.create(world.seller.signer(), SigningWorld.name("Seller again")),
                CertificateUsage.SIGN,
                world.year);
        DocumentSigner again = DocumentSigner.of(world.seller.signer(), second, SigningWorld.SIGNED_AT);

        assertRejected(
                DocumentFault.SIGNER_REPEATED, check(SignedDocument.detached(CONTENT, List.of(world.seller, again))));
        assertCode(Code.MALFORMED, () -> SignedDocument.detached(CONTENT, List.of(world.seller, world.seller)));
    }

    @Test
    void aCountersignatureIsOverOneSignatureAndReportedUnderIt() {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.seller, world.buyer))
                .countersigned(world.seller.certificate(), world.exchange);

        Accepted result = accepted(check(document));
        assertThat(result.signers()).allSatisfy(signer -> {
            boolean seller = signer.certificate().equals(world.seller.certificate());
            assertThat(signer.countersigners()).hasSize(seller ? 1 : 0);
        });
        SignedDocument twice = document.countersigned(world.seller.certificate(), world.buyer);
        assertThat(accepted(check(twice)).signers())
                .anySatisfy(signer -> assertThat(signer.countersigners()).hasSize(2));
        assertCode(
                Code.MALFORMED,
                () -> SignedDocument.detached(CONTENT, List.of(world.seller))
                        .countersigned(world.buyer.certificate(), world.exchange));
    }

    @Test
    void aCountersignatureOfAnotherSignatureRefusesTheDocument() {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.seller));
        byte[] foreign = CmsWriter.signer(DocumentSyntax.CMS, null, new byte[70], world.exchange);

        assertRejected(DocumentFault.DIGEST_MISMATCH, check(withUnsigned(document, foreign)));
    }

    @Test
    void aSignatureOfTheContentIsNoCountersignature() {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.seller));
        byte[] typed = CmsWriter.signer(
                DocumentSyntax.CMS,
                CMSObjectIdentifiers.data,
                document.signature(world.seller.certificate()),
                world.exchange);

        assertRejected(DocumentFault.CONTENT_TYPE_MISMATCH, check(withUnsigned(document, typed)));
    }

    private SignedDocument withUnsigned(SignedDocument document, byte[] countersignature) {
        byte[] signer = document.data()
                .signers()
                .get(0)
                .withUnsigned(CmsAttribute.encoded(CMSAttributes.counterSignature, countersignature));
        return SignedDocument.ofDer(document(List.of(signer)))
                .withEvidence(List.of(world.exchange.certificate()), List.of());
    }

    private byte[] document(List<byte[]> signers) {
        return CmsWriter.signedData(
                DocumentSyntax.CMS,
                1,
                CMSObjectIdentifiers.data,
                null,
                List.of(world.seller.certificate().der()),
                List.of(),
                signers);
    }

    @Test
    void countersignaturesAreCountedBeforeTheyCost() {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.seller));
        byte[] signature = document.signature(world.seller.certificate());
        byte[] signer = document.data().signers().get(0).bytes();
        for (int i = 0; i < 8; i++) {
            List<byte[]> parts = new ArrayList<>();
            for (int j = 0; j < 16; j++) {
                parts.add(CmsWriter.signer(DocumentSyntax.CMS, null, signature, world.exchange));
            }
            byte[] attribute = DerWriter.element(
                    DerElement.SEQUENCE,
                    DerWriter.encoded(CMSAttributes.counterSignature),
                    DerWriter.setOf(DerElement.SET, parts));
            signer = CmsSigner.of(DerElement.of(signer, signer.length, "signer"), "signer")
                    .withUnsigned(attribute);
        }
        SignedDocument many = SignedDocument.ofDer(document(List.of(signer)))
                .withEvidence(List.of(world.exchange.certificate()), List.of());

        assertRejected(DocumentFault.TOO_MANY_SIGNATURES, check(many));
    }

    @ParameterizedTest
    @EnumSource(DocumentSyntax.class)
    void bothFamiliesOfObjectIdentifiersAreWrittenAndRead(DocumentSyntax syntax) {
        SignedDocument document = SignedDocument.sign(syntax, CONTENT, true, List.of(world.seller));

        assertThat(document.syntax()).isEqualTo(syntax);
        accepted(check(SignedDocument.ofDer(document.der())
                .signedAlso(CONTENT, world.buyer)
                .countersigned(world.buyer.certificate(), world.exchange)));
    }

    @Test
    void certificatesAndRevocationListsInsideDecide() {
        DocumentTrust rootOnly = DocumentTrust.of(List.of(world.root.certificate()), SigningWorld.NOW);
        SignedDocument bare = SignedDocument.detached(CONTENT, List.of(world.seller));
        assertRejected(DocumentFault.CERTIFICATE_INVALID, DocumentCheck.of(bare, CONTENT, rootOnly));

        RevocationList none = world.issuing.issueRevocationList(List.of(), 1, world.year);
        RevocationList above = world.root.issueRevocationList(List.of(), 1, world.year);
        SignedDocument full = bare.withEvidence(List.of(world.issuing.certificate()), List.of(none, above));
        assertThat(accepted(DocumentCheck.of(full, CONTENT, rootOnly)).signers())
                .allSatisfy(
                        signer -> assertThat(signer.chain().revocationChecked()).isTrue());

        RevocationList revoked = world.issuing.issueRevocationList(
                List.of(Revocation.of(
                        world.seller.certificate().serial(), SigningWorld.START, Revocation.Reason.KEY_COMPROMISE)),
                2,
                world.year);
        SignedDocument bad = bare.withEvidence(List.of(world.issuing.certificate()), List.of(revoked));
        assertRejected(DocumentFault.CERTIFICATE_INVALID, DocumentCheck.of(bad, CONTENT, rootOnly));
    }

    @Test
    void aCertificateMustHoldAtTheTimeAskedAbout() {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.seller));
        DocumentTrust later = DocumentTrust.of(
                        List.of(world.root.certificate()),
                        world.seller.certificate().notAfter() + 1)
                .with(List.of(world.issuing.certificate()), List.of());

        assertRejected(DocumentFault.CERTIFICATE_INVALID, DocumentCheck.of(document, CONTENT, later));
    }

    @Test
    void anEncryptionOrStampingCertificateSignsNoDocument() {
        DocumentSigner encrypting = world.signer(world.root, "Encrypting", CertificateUsage.ENCRYPT);
        DocumentSigner stamping = world.signer(world.root, "Stamping", CertificateUsage.TIME_STAMP);

        assertRejected(DocumentFault.CERTIFICATE_INVALID, check(SignedDocument.detached(CONTENT, List.of(encrypting))));
        assertRejected(DocumentFault.CERTIFICATE_INVALID, check(SignedDocument.detached(CONTENT, List.of(stamping))));
    }

    @Test
    void aSigningTimeLiesInTheCertificatesValidityAndNotInTheFuture() {
        for (long time : new long[] {SigningWorld.START - 1, SigningWorld.NOW + 1}) {
            DocumentSigner at = DocumentSigner.of(world.seller.signer(), world.seller.certificate(), time);
            assertRejected(DocumentFault.SIGNING_TIME_OUTSIDE, check(SignedDocument.detached(CONTENT, List.of(at))));
        }
        DocumentSigner now = DocumentSigner.of(world.seller.signer(), world.seller.certificate(), SigningWorld.NOW);
        accepted(check(SignedDocument.detached(CONTENT, List.of(now))));
    }

    @Test
    void evidenceHasASigningTimeWhereRfc5652DemandsNone() {
        DocumentSigner timeless =
                new DocumentSigner(world.seller.signer(), world.seller.certificate(), OptionalLong.empty());
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(timeless));

        assertRejected(DocumentFault.ATTRIBUTE_MISSING, check(document));
        assertThat(accepted(DocumentCheck.of(document, CONTENT, world.trust().with(AttributeRule.AS_PRESENT)))
                        .signers())
                .allSatisfy(signer -> assertThat(signer.signingTime()).isEmpty());
    }

    /** The signature over a set of attributes fits the set as a content too. */
    @Test
    void signedAttributesAreNotTakenForAContentThatWasSignedWithoutAny() {
        byte[] set = DerWriter.setOf(DerElement.SET, usualAttributes());
        byte[] der = document(List.of(withoutAttributes(signed(usualAttributes()))));
        DocumentTrust trust = world.trust().with(AttributeRule.AS_PRESENT);

        assertRejected(DocumentFault.CONTENT_IS_ATTRIBUTES, DocumentCheck.of(der, Optional.of(set), trust));
        for (byte[] content : List.of(CONTENT, "1".getBytes(US_ASCII), new byte[] {0x31, 0}, new byte[0])) {
            byte[] plain = document(List.of(withoutAttributes(signerInfo(set, world.seller.sign(content)))));
            assertThat(DocumentCheck.of(plain, Optional.of(content), trust).isAccepted())
                    .isTrue();
        }
    }

    private static byte[] withoutAttributes(byte[] signer) {
        List<byte[]> parts = DerElement.of(signer, signer.length, "signer").children(9, "signer").stream()
                .filter(part -> part.tag() != DerElement.TAG_0)
                .map(DerElement::bytes)
                .toList();
        return DerWriter.element(DerElement.SEQUENCE, parts);
    }

    /** Attributes in any set, signed with the seller's key. */
    private byte[] signed(List<byte[]> attributes) {
        byte[] set = DerWriter.setOf(DerElement.SET, attributes);
        return signerInfo(set, world.seller.sign(set));
    }

    private byte[] signerInfo(byte[] set, byte[] signature) {
        return CmsWriter.signer(DocumentSyntax.CMS, world.seller.certificate(), set, signature);
    }

    private List<byte[]> usualAttributes() {
        byte[] set = SignedAttributes.encoded(
                CMSObjectIdentifiers.data,
                HashAlgorithm.SM3.hash(CONTENT),
                world.seller.signingTime(),
                world.seller.certificate());
        List<byte[]> attributes = new ArrayList<>();
        DerElement.of(set, set.length, "set").children(9, "set").forEach(each -> attributes.add(each.bytes()));
        return attributes;
    }

    private DocumentResult checkSigned(List<byte[]> attributes) {
        return DocumentCheck.of(document(List.of(signed(attributes))), Optional.of(CONTENT), world.trust());
    }

    @Test
    void eachOfTheFourAttributesIsDemandedOnceWithOneValue() {
        assertThat(usualAttributes()).hasSize(4);
        assertThat(checkSigned(usualAttributes()).isAccepted()).isTrue();
        for (int i = 0; i < 4; i++) {
            List<byte[]> without = usualAttributes();
            byte[] attribute = without.remove(i);
            assertRejected(DocumentFault.ATTRIBUTE_MISSING, checkSigned(without));
            List<byte[]> twice = usualAttributes();
            twice.add(attribute);
            assertRejected(DocumentFault.UNREADABLE, checkSigned(twice));
        }
    }

    @Test
    void anUnknownSignedAttributeIsSignedWithTheRest() {
        List<byte[]> more = usualAttributes();
        more.add(CmsAttribute.encoded(new ASN1ObjectIdentifier("1.2.3.4"), new DEROctetString(new byte[3])));

        assertThat(checkSigned(more).isAccepted()).isTrue();
    }

    @Test
    void anotherContentTypeThanTheDocumentsIsRefused() {
        List<byte[]> attributes = usualAttributes();
        attributes.removeIf(each -> new String(each, ISO_8859_1)
                .contains(new String(DerWriter.encoded(CMSAttributes.contentType), ISO_8859_1)));
        attributes.add(CmsAttribute.encoded(CMSAttributes.contentType, CMSObjectIdentifiers.signedData));

        assertRejected(DocumentFault.CONTENT_TYPE_MISMATCH, checkSigned(attributes));
    }

    @Test
    void signedAttributesNotInDerOrderAreRefusedThoughTheSignatureFits() {
        List<byte[]> attributes = usualAttributes();
        Collections.reverse(attributes);
        byte[] set = DerWriter.element(DerElement.SET, attributes);
        byte[] der = document(List.of(signerInfo(set, world.seller.sign(set))));

        assertRejected(DocumentFault.UNREADABLE, DocumentCheck.of(der, Optional.of(CONTENT), world.trust()));
    }

    @Test
    void anotherCertificateOfTheSameKeyIsNotTheOneSignedUnder() {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.seller));
        List<byte[]> attributes = usualAttributes();
        Certificate second = world.issuing.issue(
                CertificateRequest.create(world.seller.signer(), SigningWorld.name("Seller")),
                CertificateUsage.SIGN,
                world.year);
        byte[] other = SignedAttributes.encoded(
                CMSObjectIdentifiers.data, HashAlgorithm.SM3.hash(CONTENT), world.seller.signingTime(), second);
        List<byte[]> swapped = new ArrayList<>();
        DerElement.of(other, other.length, "set").children(9, "set").forEach(each -> swapped.add(each.bytes()));

        assertThat(swapped).hasSameSizeAs(attributes);
        assertRejected(DocumentFault.CERTIFICATE_MISMATCH, checkSigned(swapped));
        accepted(check(document));
    }

    @Test
    void aSignatureByAnotherKeyIsAMismatchAndOneUnderAnotherUserIdSaysSo() {
        byte[] set = DerWriter.setOf(DerElement.SET, usualAttributes());
        byte[] byBuyer = signerInfo(set, world.buyer.signer().sign(set).der());
        Sm2KeyPair pair = world.provider.generateKeyPair();

        assertThat(DocumentCheck.of(document(List.of(byBuyer)), Optional.of(CONTENT), world.trust()))
                .isInstanceOfSatisfying(Rejected.class, rejected -> {
                    assertThat(rejected.fault()).isEqualTo(DocumentFault.SIGNATURE_WRONG);
                    assertThat(rejected.reason()).isEqualTo(RejectionReason.MISMATCH);
                });
        Signer emptyId = world.provider.signer(pair, new byte[0]);
        Certificate certificate = world.root.issue(
                CertificateRequest.create(world.provider.signer(pair), SigningWorld.name("Other id")),
                CertificateUsage.SIGN,
                world.year);
        DocumentSigner wrong = DocumentSigner.of(emptyId, certificate, SigningWorld.SIGNED_AT);
        assertCode(Code.BAD_SIGNATURE, () -> SignedDocument.detached(CONTENT, List.of(wrong)));
    }

    @Test
    void aSignatureInLooseDerSaysThatItsFormIsWrong() {
        byte[] set = DerWriter.setOf(DerElement.SET, usualAttributes());
        byte[] good = world.seller.sign(set);
        byte[] padded = Arrays.copyOf(good, good.length + 1);
        byte[] der = document(List.of(signerInfo(set, padded)));

        assertThat(DocumentCheck.of(der, Optional.of(CONTENT), world.trust()))
                .isInstanceOfSatisfying(Rejected.class, rejected -> {
                    assertThat(rejected.fault()).isEqualTo(DocumentFault.SIGNATURE_WRONG);
                    assertThat(rejected.reason()).isEqualTo(RejectionReason.FORMAT);
                });
    }

    @Test
    void aSignerWithoutACertificateAtHandIsRefused() {
        byte[] signer = CmsWriter.signer(DocumentSyntax.CMS, CMSObjectIdentifiers.data, CONTENT, world.buyer);

        assertRejected(
                DocumentFault.CERTIFICATE_MISSING,
                DocumentCheck.of(document(List.of(signer)), Optional.of(CONTENT), world.trust()));
    }

    @Test
    void aKeyAndACertificateThatDoNotGoTogetherDoNotSign() {
        assertCode(
                Code.BAD_SIGNATURE,
                () -> DocumentSigner.of(world.buyer.signer(), world.seller.certificate(), SigningWorld.NOW));
    }

    @Test
    void aTimeStampOverASignatureIsReportedWithItsSigner() {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.seller));
        TimeStampToken token = world.stamp(document.signature(world.seller.certificate()));
        SignedDocument stamped = document.timeStamped(world.seller.certificate(), token);

        assertThat(timeStamps(stamped, world.trust().with(world.timeStampTrust())))
                .singleElement()
                .isInstanceOfSatisfying(
                        TimeStampResult.Stamped.class,
                        result -> assertThat(result.token()).isEqualTo(token));
        assertThat(timeStamps(stamped, world.trust())).singleElement().isInstanceOf(TimeStampResult.Refused.class);
        SignedDocument over = document.timeStamped(world.seller.certificate(), world.stamp(CONTENT));
        assertThat(timeStamps(over, world.trust().with(world.timeStampTrust())))
                .singleElement()
                .isInstanceOfSatisfying(
                        TimeStampResult.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(TimeStampFault.IMPRINT_MISMATCH));
    }

    private static List<TimeStampResult> timeStamps(SignedDocument document, DocumentTrust trust) {
        return accepted(DocumentCheck.of(document, CONTENT, trust))
                .signers()
                .get(0)
                .timeStamps();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SignedDocumentTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** GM/T 0010 as another toolkit writes it, without signed attributes (see README.md beside the files). */
    @Test
    void aDocumentOfAnotherToolkitInTheSyntaxOfGmt0010IsAccepted() throws IOException {
        SignedDocument document = SignedDocument.ofDer(resource("gm-signed.der"));
        byte[] content = resource("gm-content.txt");
        Certificate certificate = Certificate.ofPem(new String(resource("gm-certificate.pem"), US_ASCII));
        DocumentTrust trust = DocumentTrust.of(List.of(certificate), certificate.notBefore());

        assertThat(document.syntax()).isEqualTo(DocumentSyntax.GMT_0010);
        assertThat(accepted(DocumentCheck.of(document, content, trust.with(AttributeRule.AS_PRESENT)))
                        .signers())
                .singleElement()
                .satisfies(signer -> assertThat(signer.certificate()).isEqualTo(certificate));
        assertRejected(DocumentFault.ATTRIBUTE_MISSING, DocumentCheck.of(document, content, trust));
    }
}
