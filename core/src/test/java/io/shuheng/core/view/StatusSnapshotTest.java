package io.shuheng.core.view;

import static io.shuheng.core.participant.TestAuthority.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.CertificateStanding;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.OcspResponder;
import io.shuheng.crypto.certificate.OcspResponse;
import io.shuheng.crypto.certificate.Revocation;
import io.shuheng.crypto.certificate.Validity;
import java.security.MessageDigest;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.junit.jupiter.api.Test;

/** What a responder's answer says of a certificate, and whose answers count. */
class StatusSnapshotTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("示例认证");
    private static final OcspResponder RESPONDER = AUTHORITY.responder();
    private static final Certificate MEMBER = AUTHORITY.certificate("示例企业", "", CertificateUsage.SIGN);
    private static final Validity WEEK = Validity.ofDays(START, 7);
    private static final Genesis GENESIS = EngineFixture.genesis(
            EngineFixture.limits(),
            TestAuthority.field(AUTHORITY.certificate()),
            List.of(new MemberAuthority(AuthorityClass.DEMONSTRATION, TestAuthority.field(AUTHORITY.certificate()))));

    private static RecordCertificateStatus.Builder read(OcspResponse response) {
        return StatusSnapshot.read(GENESIS, response.der(), MEMBER, List.of()).command();
    }

    @Test
    void saysOfAGoodCertificateFromWhenToWhen() {
        RecordCertificateStatus.Builder good = read(RESPONDER.good(List.of(MEMBER.serial()), WEEK, null));
        assertThat(good.getStanding()).isEqualTo(CertificateStanding.GOOD);
        assertThat(good.getThisUpdateNs()).isEqualTo(START * 1_000_000_000L);
        assertThat(good.getNextUpdateNs()).isEqualTo(WEEK.notAfter() * 1_000_000_000L);
    }

    @Test
    void takesARevocationForOneOnlyFromItsOwnDateOn() {
        Revocation now = Revocation.of(MEMBER.serial(), START, Revocation.Reason.KEY_COMPROMISE);
        assertThat(read(RESPONDER.revoked(now, WEEK, null)).getRevokedFromNs()).isEqualTo(START * 1_000_000_000L);
        Revocation announced = Revocation.of(MEMBER.serial(), START + 60, Revocation.Reason.SUPERSEDED);
        assertThat(read(RESPONDER.revoked(announced, WEEK, null)).getStanding()).isEqualTo(CertificateStanding.GOOD);
    }

    @Test
    void refusesAnAnswerByWhoeverIsNoResponderOfTheIssuer() {
        OcspResponse foreign = new TestAuthority("示例认证").responder().good(List.of(MEMBER.serial()), WEEK, null);
        assertThatThrownBy(() -> read(foreign)).isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> read(RESPONDER.unknown(MEMBER.serial(), WEEK, null)))
                .hasMessageContaining("UNKNOWN_STATUS");
        Certificate stranger = new TestAuthority("示例电子认证").certificate("示例企业", "", CertificateUsage.SIGN);
        assertThatThrownBy(() -> StatusSnapshot.read(GENESIS, foreign.der(), stranger, List.of()))
                .hasMessageContaining("not issued by an authority");
    }

    @Test
    void refusesAnAnswerThatNamesTheIssuerBySha1() throws Exception {
        byte[] named = namedBySha1(RESPONDER.good(List.of(MEMBER.serial()), WEEK, null));
        assertThatThrownBy(() -> StatusSnapshot.read(GENESIS, named, MEMBER, List.of()))
                .isInstanceOf(CryptoException.class)
                .hasMessageContaining("SHA-1");
    }

    /** The same response with the other name; the hash is looked at before the signature, which does not fit any more. */
    private static byte[] namedBySha1(OcspResponse response) throws Exception {
        OCSPResponse outer = OCSPResponse.getInstance(response.der());
        BasicOCSPResponse basic = BasicOCSPResponse.getInstance(
                outer.getResponseBytes().getResponse().getOctets());
        ResponseData data = basic.getTbsResponseData();
        SingleResponse answer = SingleResponse.getInstance(data.getResponses().getObjectAt(0));
        Certificate issuer = AUTHORITY.certificate();
        CertID id = new CertID(
                new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                sha1(issuer.subject().der()),
                sha1(issuer.publicKey().encoded()),
                answer.getCertID().getSerialNumber());
        SingleResponse renamed = new SingleResponse(
                id, answer.getCertStatus(), answer.getThisUpdate(), answer.getNextUpdate(), (Extensions) null);
        ResponseData changed = new ResponseData(
                data.getResponderID(), data.getProducedAt(), new DERSequence(renamed), (Extensions) null);
        BasicOCSPResponse forged =
                new BasicOCSPResponse(changed, basic.getSignatureAlgorithm(), basic.getSignature(), basic.getCerts());
        return new OCSPResponse(
                        outer.getResponseStatus(),
                        new ResponseBytes(
                                OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(forged.getEncoded("DER"))))
                .getEncoded("DER");
    }

    private static DEROctetString sha1(byte[] bytes) throws Exception {
        return new DEROctetString(MessageDigest.getInstance("SHA-1").digest(bytes));
    }
}
