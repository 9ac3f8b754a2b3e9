package io.shuheng.crypto.certificate;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static io.shuheng.crypto.certificate.IssuedKey.ISSUING;
import static io.shuheng.crypto.certificate.IssuedKey.PROVIDER;
import static io.shuheng.crypto.certificate.IssuedKey.ROOT;
import static io.shuheng.crypto.certificate.IssuedKey.START;
import static io.shuheng.crypto.certificate.IssuedKey.YEAR;
import static io.shuheng.crypto.certificate.IssuedKey.name;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.OpenSsl;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.CertificateChain.Invalid;
import io.shuheng.crypto.certificate.CertificateChain.Valid;
import io.shuheng.crypto.certificate.OcspEvidence.Fault;
import io.shuheng.crypto.certificate.OcspEvidence.NotRevoked;
import io.shuheng.crypto.certificate.OcspEvidence.Rejected;
import io.shuheng.crypto.certificate.OcspEvidence.Revoked;
import io.shuheng.crypto.certificate.Revocation.Reason;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OCSP responses as evidence: who may sign, what an answer proves at a time, and what it does in a chain. */
class OcspTest {
    private static final Signer RESPONDER_KEY = IssuedKey.signer();
    private static final Validity WEEK = Validity.ofDays(START, 7);
    private static final Certificate RESPONDER = ISSUING.issueResponder(
            CertificateRequest.create(RESPONDER_KEY, name("Responder")), Validity.ofDays(START, 30));
    private static final OcspResponder DESK = new OcspResponder(ISSUING.certificate(), RESPONDER, RESPONDER_KEY);
    private static final Certificate MEMBER =
            IssuedKey.certificate(PROVIDER.generateKeyPair(), "Member", CertificateUsage.SIGN);
    private static final OcspResponse GOOD = DESK.good(List.of(MEMBER.serial()), WEEK, null);

    @TempDir
    Path folder;

    private static OcspEvidence judge(OcspResponse response, long at) {
        return OcspEvidence.of(OcspResponse.ofDer(response.der()), MEMBER, ISSUING.certificate(), List.of(), at);
    }

    private static void assertRejected(Fault fault, OcspEvidence evidence) {
        assertThat(evidence)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.fault())
                                .as(rejected.message())
                                .isEqualTo(fault));
    }

    private static Revocation revokedAt(long at) {
        return Revocation.of(MEMBER.serial(), at, Reason.KEY_COMPROMISE);
    }

    @Test
    void aGoodAnswerCoversItsTimeAndWhatWasBefore() {
        assertThat(judge(GOOD, START)).isInstanceOf(NotRevoked.class);
        assertThat(judge(GOOD, START - 1000)).isInstanceOf(NotRevoked.class);
        assertThat(judge(GOOD, WEEK.notAfter())).isInstanceOf(NotRevoked.class);
        assertRejected(Fault.STALE, judge(GOOD, WEEK.notAfter() + 1));
        assertThat(GOOD.nonce()).isEmpty();
        assertThat(GOOD.producedAt()).isEqualTo(START);
    }

    @Test
    void aRevocationCountsFromItsDateOn() {
        OcspResponse revoked = DESK.revoked(revokedAt(START - 100), WEEK, null);

        assertThat(judge(revoked, START)).isEqualTo(new Revoked(revokedAt(START - 100)));
        assertThat(judge(revoked, START - 100)).isInstanceOf(Revoked.class);
        assertThat(judge(revoked, START - 101)).isInstanceOf(NotRevoked.class);
        assertThat(judge(revoked, WEEK.notAfter() + 1)).isInstanceOf(Revoked.class);
    }

    @Test
    void whatIsUnknownOrOfAnotherCertificateOrMadeTooLateProvesNothing() {
        long end = MEMBER.notAfter();
        Certificate late = ISSUING.issueResponder(
                CertificateRequest.create(RESPONDER_KEY, name("Responder")), Validity.ofDays(end, 30));
        OcspResponse afterEnd = new OcspResponder(ISSUING.certificate(), late, RESPONDER_KEY)
                .good(List.of(MEMBER.serial()), Validity.ofDays(end + 1, 7), null);

        assertRejected(Fault.UNKNOWN_STATUS, judge(DESK.unknown(MEMBER.serial(), WEEK, null), START));
        assertRejected(Fault.OTHER_CERTIFICATE, judge(DESK.good(List.of(BigInteger.TEN), WEEK, null), START));
        assertRejected(Fault.OTHER_CERTIFICATE, OcspEvidence.of(GOOD, MEMBER, ROOT.certificate(), List.of(), START));
        assertRejected(Fault.MADE_AFTER_END, judge(afterEnd, MEMBER.notAfter()));
    }

    @Test
    void theAuthorityItselfMayAnswer() {
        Signer key = IssuedKey.signer();
        CertificateAuthority own = CertificateAuthority.createRoot(PROVIDER, key, name("Own"), YEAR);
        Certificate subject =
                own.issue(CertificateRequest.create(IssuedKey.signer(), name("Member")), CertificateUsage.SIGN, YEAR);
        OcspResponse response = new OcspResponder(own.certificate(), own.certificate(), key)
                .good(List.of(subject.serial()), WEEK, null);

        assertThat(OcspEvidence.of(response, subject, own.certificate(), List.of(), START))
                .isInstanceOf(NotRevoked.class);
    }

    @Test
    void nobodyElseMayAnswer() {
        Signer stranger = IssuedKey.signer();
        Certificate member =
                ISSUING.issue(CertificateRequest.create(stranger, name("Member 2")), CertificateUsage.SIGN, YEAR);
        Certificate fromAbove = ROOT.issueResponder(CertificateRequest.create(stranger, name("Responder")), YEAR);
        Signer falseKey = IssuedKey.signer();
        CertificateAuthority namesake = CertificateAuthority.createRoot(PROVIDER, falseKey, name("Issuing"), YEAR);

        assertRejected(
                Fault.NOT_A_RESPONDER,
                judge(answer(new OcspResponder(ISSUING.certificate(), member, stranger)), START));
        assertRejected(
                Fault.NOT_A_RESPONDER,
                judge(answer(new OcspResponder(ISSUING.certificate(), fromAbove, stranger)), START));
        assertRejected(
                Fault.BAD_SIGNATURE,
                judge(answer(new OcspResponder(ISSUING.certificate(), namesake.certificate(), falseKey)), START));
        assertCode(Code.NOT_A_PAIR, () -> new OcspResponder(ISSUING.certificate(), ISSUING.certificate(), stranger));
    }

    private static OcspResponse answer(OcspResponder responder) {
        return responder.good(List.of(MEMBER.serial()), WEEK, null);
    }

    @Test
    void aResponderAnswersOnlyWhileItsCertificateHolds() {
        OcspResponse afterEnd = DESK.good(List.of(MEMBER.serial()), Validity.ofDays(RESPONDER.notAfter() + 1, 7), null);
        RevocationList revoking = ISSUING.issueRevocationList(
                List.of(Revocation.of(RESPONDER.serial(), START, Reason.KEY_COMPROMISE)), 1, WEEK);

        assertRejected(Fault.RESPONDER_ENDED, judge(afterEnd, RESPONDER.notAfter() + 2));
        assertRejected(
                Fault.RESPONDER_ENDED, OcspEvidence.of(GOOD, MEMBER, ISSUING.certificate(), List.of(revoking), START));
    }

    @Test
    void aNonceTellsThisAnswerFromAnOlderOne() {
        byte[] nonce = {1, 2, 3};
        OcspResponse response = DESK.good(List.of(MEMBER.serial()), WEEK, nonce);

        assertThat(OcspEvidence.of(response, nonce, MEMBER, ISSUING.certificate(), START))
                .isInstanceOf(NotRevoked.class);
        assertRejected(
                Fault.NONCE_MISMATCH,
                OcspEvidence.of(response, new byte[] {1, 2, 4}, MEMBER, ISSUING.certificate(), START));
        assertRejected(Fault.NONCE_MISMATCH, OcspEvidence.of(GOOD, nonce, MEMBER, ISSUING.certificate(), START));
        assertCode(Code.LIMIT_EXCEEDED, () -> DESK.good(List.of(BigInteger.ONE), WEEK, new byte[129]));
    }

    private static CertificateChain.Result validate(OcspResponse... responses) {
        return CertificateChain.validate(
                MEMBER,
                List.of(ISSUING.certificate()),
                List.of(ROOT.certificate()),
                new RevocationEvidence(List.of(ROOT.issueRevocationList(List.of(), 1, WEEK)), List.of(responses)),
                START + 10,
                CertificateUsage.SIGN);
    }

    @Test
    void aChainTakesResponsesBesideLists() {
        assertThat(validate())
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.revocationChecked()).isFalse());
        assertThat(validate(GOOD))
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.revocationChecked()).isTrue());
        assertThat(validate(GOOD, DESK.revoked(revokedAt(START), WEEK, null)))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.code()).isEqualTo(CertificateChain.Code.REVOKED));
        assertThat(validate(DESK.unknown(MEMBER.serial(), WEEK, null)))
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.revocationChecked()).isFalse());
    }

    @Test
    void aSpoiledResponseRefusesTheChainRatherThanBeingSkipped() {
        byte[] der = GOOD.der();
        Signer stranger = IssuedKey.signer();
        Certificate member =
                ISSUING.issue(CertificateRequest.create(stranger, name("Member 2")), CertificateUsage.SIGN, YEAR);
        OcspResponse other = answer(new OcspResponder(ISSUING.certificate(), member, stranger));
        // The second at which it was signed, in digits: the signature no longer fits.
        int digit = new String(der, ISO_8859_1).indexOf("Z0") - 1;
        der[digit] = (byte) (der[digit] == '0' ? '1' : '0');

        assertThat(validate(OcspResponse.ofDer(der)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.code()).isEqualTo(CertificateChain.Code.BAD_SIGNATURE));
        assertThat(validate(other))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.code()).isEqualTo(CertificateChain.Code.NOT_A_RESPONDER));
    }

    @Property(tries = 300)
    void noChangedByteProvesAnything(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] altered = GOOD.der();
        altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            assertThat(judge(OcspResponse.ofDer(altered), START)).isInstanceOf(Rejected.class);
        } catch (CryptoException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    @Property(tries = 1000)
    void anyStructureIsAValueOrACode(@ForAll long seed) {
        Random random = new Random(seed);
        OCSPResponse outer = OCSPResponse.getInstance(GOOD.der());
        byte[] inner = outer.getResponseBytes().getResponse().getOctets();
        byte[] changed = random.nextInt(4) == 0
                ? DerTree.read(GOOD.der()).mutate(random).write()
                : StrictDer.encode(new OCSPResponse(
                        outer.getResponseStatus(),
                        new ResponseBytes(
                                outer.getResponseBytes().getResponseType(),
                                new DEROctetString(
                                        DerTree.read(inner).mutate(random).write()))));
        try {
            judge(OcspResponse.ofDer(changed), START);
        } catch (CryptoException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    @Test
    void anErrorInsteadOfAnAnswerIsToldAsSuch() {
        byte[] tryLater =
                StrictDer.encode(new OCSPResponse(new OCSPResponseStatus(OCSPResponseStatus.TRY_LATER), null));

        assertCode(Code.UNSUPPORTED, () -> OcspResponse.ofDer(tryLater));
    }

    /** Their responder, with certificates named by each hash, and the responder named by its name or by its key. */
    @ParameterizedTest
    @ValueSource(strings = {"-sm3", "-sha1", "-sha256", "-sm3 -resp_key_id"})
    void weReadTheirResponse(String options) throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        openssl.write("responder.ext", """
                extendedKeyUsage=critical,OCSPSigning
                keyUsage=critical,digitalSignature
                noCheck=ignored
                """);
        openssl.write("leaf.ext", "keyUsage=critical,digitalSignature\n");
        openssl.accepts("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out ca.key");
        openssl.accepts("req -x509 -new -key ca.key -sm3 -sigopt " + OpenSsl.ID
                + " -days 30 -subj /C=CN/CN=CA -addext keyUsage=critical,keyCertSign,cRLSign -out ca.pem");
        for (String who : List.of("responder", "leaf")) {
            openssl.accepts("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out " + who + ".key");
            openssl.accepts("req -new -key " + who + ".key -sm3 -sigopt " + OpenSsl.ID + " -subj /C=CN/CN=" + who
                    + " -out " + who + ".csr");
            openssl.accepts("x509 -req -in " + who + ".csr -CA ca.pem -CAkey ca.key -sm3 -sigopt " + OpenSsl.ID
                    + " -vfyopt " + OpenSsl.ID + " -days 10 -set_serial 47" + who.length() + " -extfile " + who
                    + ".ext -out " + who + ".pem");
        }
        openssl.write("index.txt", "V\t350101000000Z\t\t01DA\tunknown\t/C=CN/CN=leaf\n");
        String hash = options.split(" ", -1)[0];
        String how = options.substring(hash.length());
        openssl.accepts("ocsp " + hash + " -issuer ca.pem -cert leaf.pem -reqout request");
        openssl.accepts("ocsp -index index.txt -rsigner responder.pem -rkey responder.key -CA ca.pem -reqin request"
                + " -respout response -rmd sm3 -ndays 7 -rsigopt " + OpenSsl.ID + how);

        OcspResponse theirs = OcspResponse.ofDer(openssl.read("response"));
        Certificate leaf = Certificate.ofPem(openssl.text("leaf.pem"));
        Certificate authority = Certificate.ofPem(openssl.text("ca.pem"));
        long at = theirs.producedAt();

        assertThat(OcspEvidence.of(theirs, leaf, authority, List.of(), at)).isInstanceOf(NotRevoked.class);
        assertThat(theirs.nonce()).isPresent();
        if (options.equals("-sm3")) {
            assertThat(OcspResponse.ofDer(theirs.der(), AlgorithmPolicy.NATIONAL)
                            .answers())
                    .hasSize(1);
        } else {
            assertCode(Code.ALGORITHM_REFUSED, () -> OcspResponse.ofDer(theirs.der(), AlgorithmPolicy.NATIONAL));
        }
    }

    /** OpenSSL 3.0 cannot be told the user id for a response: it prints it, and checks the signature over the bytes it covers. */
    @Test
    void theyReadOursAndVerifyItsSignature() throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        OcspResponse revoked = DESK.revoked(revokedAt(START - 100), WEEK, new byte[16]);
        openssl.write("response", revoked.der());
        openssl.write(
                "responder.pub", Pem.write(Pem.PUBLIC_KEY, RESPONDER.publicKey().subjectPublicKeyInfo()));
        openssl.write("signed", revoked.signed().signedBytes());
        openssl.write("signature", revoked.signed().signature().der());

        assertThat(openssl.accepts("ocsp -respin response -noverify -resp_text"))
                .contains("Hash Algorithm: sm3", "Cert Status: revoked", "keyCompromise", "OCSP Nonce");
        openssl.accepts("dgst -sm3 -verify responder.pub -sigopt " + OpenSsl.ID + " -signature signature signed");
    }
}
