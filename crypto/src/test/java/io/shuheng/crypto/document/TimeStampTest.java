package io.shuheng.crypto.document;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.Revocation;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.document.TimeStampResult.Refused;
import io.shuheng.crypto.document.TimeStampResult.Stamped;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStampTest {
    private static final byte[] CONTENT = "checkpoint 42".getBytes(UTF_8);
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final SigningWorld world = new SigningWorld();
    private final TimeStampAuthority authority = world.timeStampAuthority(world.stamper);
    private final TimeStampRequest request = TimeStampRequest.over(CONTENT, world.provider);

    private static Stamped stamped(TimeStampResult result) {
        assertThat(result).isInstanceOf(Stamped.class);
        return (Stamped) result;
    }

    private static void assertRefused(TimeStampFault fault, TimeStampResult result) {
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.fault()).as(refused.message()).isEqualTo(fault);
            assertThat(refused.message()).isNotBlank();
        });
    }

    private TimeStampResult check(byte[] response) {
        return TimeStampCheck.ofResponse(response, request, world.timeStampTrust());
    }

    @Test
    void anAnswerShowsWhenTheContentExistedAtTheLatest() {
        Stamped result = stamped(check(authority.answer(request.der())));

        TimeStampToken token = result.token();
        assertThat(token.timeNs()).isEqualTo(SigningWorld.SIGNED_AT * NS_PER_SECOND);
        assertThat(token.accuracyNs()).hasValue(NS_PER_SECOND);
        assertThat(token.latestNs()).isEqualTo((SigningWorld.SIGNED_AT + 1) * NS_PER_SECOND);
        assertThat(token.policy()).isEqualTo(SigningWorld.POLICY);
        assertThat(token.nonce()).isEqualTo(request.nonce());
        assertThat(token.hash()).isEqualTo(HashAlgorithm.SM3);
        assertThat(result.authority()).isEqualTo(world.stamper.certificate().subject());
        assertThat(result.foreign()).isFalse();
        assertThat(result.revocationChecked()).isFalse();
    }

    @Test
    void aTokenKeptIsCheckedOverItsContentLater() {
        byte[] token = world.stamp(CONTENT).der();

        stamped(TimeStampCheck.of(token, CONTENT, world.timeStampTrust()));
        assertRefused(TimeStampFault.IMPRINT_MISMATCH, TimeStampCheck.of(token, new byte[1], world.timeStampTrust()));
    }

    @Test
    void aTokenOfTheOperatorsAnchorsNoTime() {
        DocumentSigner own = world.signer(world.root, "Exchange", CertificateUsage.TIME_STAMP);
        byte[] token = TimeStampResponse.ofDer(world.timeStampAuthority(own).answer(request.der()))
                .token()
                .orElseThrow()
                .der();
        TimeStampTrust unaware = TimeStampTrust.of(List.of(world.root.certificate()), List.of());

        stamped(TimeStampCheck.of(token, CONTENT, unaware));
        for (Certificate operator :
                List.of(own.certificate(), world.exchange.certificate(), world.root.certificate())) {
            TimeStampTrust aware = TimeStampTrust.of(List.of(world.root.certificate()), List.of(operator));
            assertRefused(TimeStampFault.SIGNED_BY_OPERATOR, TimeStampCheck.of(token, CONTENT, aware));
        }
    }

    @Test
    void anAnswerToAnotherRequestIsRefused() {
        byte[] sameContent =
                authority.answer(TimeStampRequest.over(CONTENT, world.provider).der());
        byte[] otherContent = authority.answer(
                TimeStampRequest.over(new byte[3], world.provider).der());

        assertRefused(TimeStampFault.NONCE_MISMATCH, check(sameContent));
        assertRefused(TimeStampFault.IMPRINT_MISMATCH, check(otherContent));
    }

    @Test
    void aPolicyIsAskedForAndHeld() {
        TimeStampRequest asked =
                TimeStampRequest.over(CONTENT, HashAlgorithm.SM3, Optional.of(SigningWorld.POLICY), world.provider);
        TimeStampRequest other =
                TimeStampRequest.over(CONTENT, HashAlgorithm.SM3, Optional.of("1.2.3.4"), world.provider);
        byte[] answer = authority.answer(asked.der());

        stamped(TimeStampCheck.ofResponse(answer, asked, world.timeStampTrust()));
        assertRefused(
                TimeStampFault.NOT_GRANTED,
                TimeStampCheck.ofResponse(authority.answer(other.der()), other, world.timeStampTrust()));
        assertRefused(
                TimeStampFault.POLICY_MISMATCH,
                TimeStampCheck.ofResponse(answer, asked, world.timeStampTrust().withPolicies(Set.of("1.2.3.4"))));
        assertCode(
                Code.MALFORMED,
                () -> TimeStampRequest.over(CONTENT, HashAlgorithm.SM3, Optional.of("policy"), world.provider));
    }

    @ParameterizedTest
    @EnumSource(HashAlgorithm.class)
    void theAuthorityStampsWhateverHashItKnows(HashAlgorithm hash) {
        TimeStampRequest asked = TimeStampRequest.over(CONTENT, hash, Optional.empty(), world.provider);
        Stamped result =
                stamped(TimeStampCheck.ofResponse(authority.answer(asked.der()), asked, world.timeStampTrust()));

        stamped(TimeStampCheck.of(result.token().der(), CONTENT, world.timeStampTrust()));
        assertThat(result.token().hash()).isEqualTo(hash);
    }

    @Test
    void theAuthoritySaysWhyItDoesNotStamp() {
        assertThat(TimeStampResponse.ofDer(authority.answer(new byte[5]))).satisfies(response -> {
            assertThat(response.token()).isEmpty();
            assertThat(response.text()).contains("TRAILING_BYTES");
        });
    }

    @Test
    void aRequestSurvivesItsBytes() {
        TimeStampRequest read = TimeStampRequest.ofDer(request.der());

        assertThat(read.der()).isEqualTo(request.der());
        assertThat(read.nonce()).isEqualTo(request.nonce());
        assertThat(read.wantsCertificate()).isTrue();
        assertThat(request.nonce().orElseThrow().bitLength()).isEqualTo(63);
    }

    @Test
    void onlyACertificateForTimeStampsAloneStampsTime() {
        assertCode(Code.UNSUPPORTED, () -> world.timeStampAuthority(world.seller));
        DocumentSigner signing = world.signer(world.stampRoot, "Signing", CertificateUsage.SIGN);
        byte[] token = token(signing, "20260922000000Z", null);

        assertRefused(TimeStampFault.WRONG_USAGE, TimeStampCheck.of(token, CONTENT, world.timeStampTrust()));
        assertCode(
                Code.UNSUPPORTED,
                () -> world.root.issue(
                        CertificateRequest.create(world.newSigner(), SigningWorld.name("Both")),
                        Set.of(CertificateUsage.SIGN, CertificateUsage.TIME_STAMP),
                        world.year));
    }

    /** A token with a time and an accuracy of the test's. */
    private byte[] token(DocumentSigner by, String time, @Nullable Accuracy accuracy) {
        byte[] model = DerWriter.encoded(new TSTInfo(
                new ASN1ObjectIdentifier(SigningWorld.POLICY),
                request.imprint(),
                new ASN1Integer(BigInteger.TEN),
                new ASN1GeneralizedTime("20000101000000Z"),
                accuracy,
                null,
                null,
                null,
                null));
        // Bouncy Castle would put the time right.
        byte[] info = DerWriter.element(
                DerElement.SEQUENCE,
                DerElement.of(model, model.length, "info").children(9, "info").stream()
                        .map(part -> part.tag() == 0x18 ? DerWriter.element(0x18, time.getBytes(UTF_8)) : part.bytes())
                        .toList());
        ASN1ObjectIdentifier type = PKCSObjectIdentifiers.id_ct_TSTInfo;
        return CmsWriter.signedData(
                DocumentSyntax.CMS,
                3,
                type,
                info,
                List.of(by.certificate().der()),
                List.of(),
                List.of(CmsWriter.signer(DocumentSyntax.CMS, type, info, by)));
    }

    @Test
    void fractionsOfASecondCount() {
        TimeStampToken token = TimeStampToken.ofDer(token(world.stamper, "20260922000000.0512Z", null));

        assertThat(token.timeNs() % NS_PER_SECOND).isEqualTo(51_200_000);
        assertThat(token.accuracyNs()).isEmpty();
        assertThat(token.latestNs()).isEqualTo(token.timeNs() + NS_PER_SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20260922000000+0800",
                "20260922000000",
                "202609220000Z",
                "20260922000000.50Z",
                "20260922000000.1234567891Z",
                "20260932000000Z",
                "99990922000000Z"
            })
    void aTimeInAnotherFormIsUnreadable(String time) {
        byte[] token = token(world.stamper, time, null);

        assertRefused(TimeStampFault.UNREADABLE, TimeStampCheck.of(token, CONTENT, world.timeStampTrust()));
    }

    @Test
    void anAccuracyWiderThanAcceptedIsRefused() {
        Accuracy wide = new Accuracy(new ASN1Integer(60), new ASN1Integer(1), null);
        byte[] token = token(world.stamper, "20260922000000Z", wide);

        assertRefused(TimeStampFault.ACCURACY_TOO_WIDE, TimeStampCheck.of(token, CONTENT, world.timeStampTrust()));
        stamped(TimeStampCheck.of(token, CONTENT, world.timeStampTrust().withAccuracyNs(61 * NS_PER_SECOND)));
    }

    @Test
    void theCertificateMustHoldAtTheTimeStamped() {
        byte[] token = token(world.stamper, "20250922000000Z", null);

        assertRefused(TimeStampFault.CERTIFICATE_INVALID, TimeStampCheck.of(token, CONTENT, world.timeStampTrust()));
    }

    @Test
    void aRevokedAuthorityStampsNothingAfterItsRevocation() {
        RevocationList revoked = world.stampRoot.issueRevocationList(
                List.of(Revocation.of(
                        world.stamper.certificate().serial(),
                        SigningWorld.SIGNED_AT - 1,
                        Revocation.Reason.KEY_COMPROMISE)),
                1,
                world.year);
        RevocationList later = world.stampRoot.issueRevocationList(
                List.of(Revocation.of(
                        world.stamper.certificate().serial(),
                        SigningWorld.SIGNED_AT + 1,
                        Revocation.Reason.SUPERSEDED)),
                1,
                world.year);
        byte[] token = world.stamp(CONTENT).der();

        assertRefused(
                TimeStampFault.CERTIFICATE_INVALID,
                TimeStampCheck.of(token, CONTENT, world.timeStampTrust().with(List.of(), List.of(revoked))));
        assertThat(stamped(TimeStampCheck.of(
                                token, CONTENT, world.timeStampTrust().with(List.of(), List.of(later))))
                        .revocationChecked())
                .isTrue();
    }

    @Test
    void anUnknownAuthorityIsRefusedAndOneBetweenMayBeAtHand() {
        CertificateAuthority between = world.subordinate(world.stampRoot, "Between");
        DocumentSigner below = world.signer(between, "Below", CertificateUsage.TIME_STAMP);
        byte[] token = token(below, "20260922000000Z", null);

        assertRefused(TimeStampFault.CERTIFICATE_INVALID, TimeStampCheck.of(token, CONTENT, world.timeStampTrust()));
        stamped(TimeStampCheck.of(
                token,
                CONTENT,
                world.timeStampTrust().with(List.of(between.certificate().der()), List.of())));
        assertRefused(TimeStampFault.CERTIFICATE_INVALID, TimeStampCheck.of(token, CONTENT, TimeStampTrust.NONE));
    }

    @Test
    void aTokenWithoutItsCertificateNeedsItAtHand() {
        byte[] full = world.stamp(CONTENT).der();
        CmsSignedData data = CmsSignedData.of(full, "token");
        byte[] bare = CmsWriter.signedData(
                DocumentSyntax.CMS,
                3,
                data.contentType(),
                data.content(),
                List.of(),
                List.of(),
                Stream.of(data.signers().get(0).bytes()).toList());

        assertRefused(TimeStampFault.CERTIFICATE_MISSING, TimeStampCheck.of(bare, CONTENT, world.timeStampTrust()));
        stamped(TimeStampCheck.of(
                bare,
                CONTENT,
                world.timeStampTrust().with(List.of(world.stamper.certificate().der()), List.of())));
    }

    @Test
    void aDocumentIsNoToken() {
        byte[] document =
                SignedDocument.attached(CONTENT, List.of(world.seller)).der();

        assertRefused(TimeStampFault.UNREADABLE, TimeStampCheck.of(document, CONTENT, world.timeStampTrust()));
        assertCode(
                Code.UNSUPPORTED,
                () -> SignedDocument.ofDer(world.stamp(CONTENT).der()));
    }
}
