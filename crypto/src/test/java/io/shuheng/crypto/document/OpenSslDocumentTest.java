package io.shuheng.crypto.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.OpenSsl;
import io.shuheng.crypto.RejectionReason;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.Pem;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.document.DocumentResult.Accepted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenSSL 3 on documents and time stamps, both ways, as far as it goes: its cms and ts commands take SM2 apart but do not sign or
 * verify with it, so signatures are made and verified by its dgst command over the signed attributes.
 */
class OpenSslDocumentTest {
    private static final byte[] CONTENT = "合同 contract\n".getBytes(UTF_8);
    private static final Pattern ATTRIBUTES =
            Pattern.compile("(?m)^ *(\\d+):d=5 +hl=(\\d) l= *(\\d+) cons: +cont \\[ 0 \\]");

    private final SigningWorld world = new SigningWorld();

    @TempDir
    Path folder;

    private OpenSsl openSsl;

    @BeforeEach
    void findOpenSsl() {
        openSsl = new OpenSsl(folder);
    }

    private String accepts(String... arguments) throws IOException {
        return openSsl.accepts(List.of(arguments));
    }

    @Test
    void theyTakeOurDocumentApartAndVerifyTheSignatureOverItsSignedAttributes() throws Exception {
        SignedDocument document = SignedDocument.detached(CONTENT, List.of(world.exchange));
        openSsl.write("contract.p7s", document.der());
        openSsl.write("content", CONTENT);
        Certificate certificate = world.exchange.certificate();

        String tree = accepts("asn1parse", "-inform", "DER", "-in", "contract.p7s");
        Matcher place = ATTRIBUTES.matcher(tree);
        assertThat(place.find()).as(tree).isTrue();
        int start = Integer.parseInt(place.group(1));
        int length = Integer.parseInt(place.group(2)) + Integer.parseInt(place.group(3));
        byte[] attributes = Arrays.copyOfRange(document.der(), start, start + length);
        attributes[0] = 0x31;
        assertThat(document.signedAttributes(certificate))
                .hasValueSatisfying(own -> assertThat(own).isEqualTo(attributes));
        openSsl.write("attributes", attributes);
        openSsl.write("signature", document.signature(certificate));
        openSsl.write(
                "key.pem",
                Pem.write(Pem.PUBLIC_KEY, certificate.publicKey().subjectPublicKeyInfo())
                        .getBytes(UTF_8));

        accepts("dgst", "-sm3", "-verify", "key.pem", "-sigopt", OpenSsl.ID, "-signature", "signature", "attributes");
        String digest = accepts("dgst", "-sm3", "-r", "content").substring(0, 64);
        assertThat(accepts("asn1parse", "-inform", "DER", "-in", "attributes"))
                .containsIgnoringCase(digest)
                .contains("contentType", "messageDigest", "signingTime", "signingCertificateV2");
    }

    @Test
    void theyPrintOurDocumentAndGiveItsCertificatesAndListsBack() throws Exception {
        RevocationList list = world.root.issueRevocationList(List.of(), 7, world.year);
        SignedDocument document = SignedDocument.attached(CONTENT, List.of(world.exchange))
                .withEvidence(List.of(), List.of(list))
                .countersigned(world.exchange.certificate(), world.seller);
        openSsl.write("contract.pem", document.pem().getBytes(UTF_8));

        assertThat(accepts("cms", "-cmsout", "-print", "-noout", "-inform", "PEM", "-in", "contract.pem"))
                .contains("SM2-with-SM3", "algorithm: sm3", "id-smime-aa-signingCertificateV2", "countersignature");
        openSsl.write("contract.p7s", document.der());
        accepts("pkcs7", "-print_certs", "-inform", "DER", "-in", "contract.p7s", "-out", "printed");
        assertThat(Pem.readAll(Files.readString(folder.resolve("printed"))))
                .anySatisfy(block -> assertThat(block.der())
                        .isEqualTo(world.exchange.certificate().der()))
                .anySatisfy(block -> assertThat(block.der()).isEqualTo(list.der()));
    }

    /** A key that never leaves OpenSSL: every signature is a run of its dgst command. */
    private final class SignerElsewhere implements Signer {
        private final Sm2PublicKey publicKey;

        private SignerElsewhere(Sm2PublicKey publicKey) {
            this.publicKey = publicKey;
        }

        @Override
        public Sm2PublicKey publicKey() {
            return publicKey;
        }

        @Override
        public Sm2Signature sign(byte[] message) {
            try {
                openSsl.write("to-sign", message);
                accepts("dgst", "-sm3", "-sign", "their.key", "-sigopt", OpenSsl.ID, "-out", "signed", "to-sign");
                return Sm2Signature.ofDer(openSsl.read("signed"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aDocumentSignedByTheirKeyUnderTheirCertificateIsAccepted() throws Exception {
        accepts("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "their.key");
        accepts(
                "req",
                "-new",
                "-x509",
                "-key",
                "their.key",
                "-sm3",
                "-sigopt",
                OpenSsl.ID,
                "-subj",
                "/C=CN/CN=Theirs",
                "-addext",
                "keyUsage=critical,digitalSignature",
                "-days",
                "3650",
                "-out",
                "their.pem");
        Certificate certificate = Certificate.ofPem(Files.readString(folder.resolve("their.pem")));
        long time = certificate.notBefore();
        DocumentSigner by = DocumentSigner.of(new SignerElsewhere(certificate.publicKey()), certificate, time);

        SignedDocument document = SignedDocument.attached(CONTENT, List.of(by));
        assertThat(DocumentCheck.of(document, DocumentTrust.of(List.of(certificate), time)))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void theirRequestIsAnsweredAndTheyReadOurAnswer() throws Exception {
        openSsl.write("content", CONTENT);
        accepts("ts", "-query", "-data", "content", "-sm3", "-cert", "-out", "request.tsq");
        byte[] request = openSsl.read("request.tsq");
        byte[] answer = world.timeStampAuthority(world.stamper).answer(request);
        openSsl.write("answer.tsr", answer);

        assertThat(TimeStampCheck.ofResponse(answer, TimeStampRequest.ofDer(request), world.timeStampTrust()))
                .isInstanceOf(TimeStampResult.Stamped.class);
        assertThat(accepts("ts", "-reply", "-in", "answer.tsr", "-text"))
                .contains("Status: Granted.", "Hash Algorithm: sm3", "Accuracy: 0x01 seconds");
    }

    @Test
    void theyReadOurRequestAndWeAcceptTheirAnswer() throws Exception {
        TimeStampRequest request =
                TimeStampRequest.over(CONTENT, HashAlgorithm.SM3, Optional.of("1.2.3.4.5"), world.provider);
        openSsl.write("request.tsq", request.der());
        assertThat(accepts("ts", "-query", "-in", "request.tsq", "-text"))
                .contains("Hash Algorithm: sm3", "Certificate required: yes", "Policy OID: 1.2.3.4.5");
        openSsl.write("ts.cnf", """
                [stamp]
                serial = serial
                signer_digest = sha256
                default_policy = 1.2.3.4.1
                other_policies = 1.2.3.4.5
                digests = sm3
                accuracy = secs:1
                ess_cert_id_alg = sha256
                """.getBytes(UTF_8));
        accepts(
                "req",
                "-new",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "tsa.key",
                "-subj",
                "/C=NL/CN=Elsewhere",
                "-addext",
                "keyUsage=critical,digitalSignature",
                "-addext",
                "extendedKeyUsage=critical,timeStamping",
                "-days",
                "3650",
                "-out",
                "tsa.pem");
        accepts(
                "ts",
                "-reply",
                "-queryfile",
                "request.tsq",
                "-signer",
                "tsa.pem",
                "-inkey",
                "tsa.key",
                "-config",
                "ts.cnf",
                "-section",
                "stamp",
                "-out",
                "answer.tsr");
        byte[] anchor = Pem.read(Files.readString(folder.resolve("tsa.pem")), Pem.CERTIFICATE);
        TimeStampTrust trust = TimeStampTrust.of(List.of(), List.of()).withForeign(List.of(anchor));

        assertThat(TimeStampCheck.ofResponse(openSsl.read("answer.tsr"), request, trust))
                .isInstanceOfSatisfying(
                        TimeStampResult.Stamped.class,
                        stamped -> assertThat(stamped.token().policy()).isEqualTo("1.2.3.4.5"));
    }

    /**
     * OpenSSL 3.0 gives its cms command no user id, and then verifies under an empty one. So all else in a document of ours is
     * right to it: signed under an empty user id, which no document of ours is, it verifies; signed as the standards say, it does not.
     */
    @Test
    void theirCmsCommandVerifiesSm2UnderAnEmptyUserIdOnly() throws Exception {
        Sm2KeyPair pair = world.provider.generateKeyPair();
        CertificateRequest request =
                CertificateRequest.create(world.provider.signer(pair), SigningWorld.name("Empty id"));
        Certificate certificate = world.root.issue(request, CertificateUsage.SIGN, world.year);
        openSsl.write("standard.p7m", signed(certificate, world.provider.signer(pair)));
        openSsl.write("empty.p7m", signed(certificate, world.provider.signer(pair, new byte[0])));

        String[] verify = {"cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-out", "content", "-in"};
        accepts(with(verify, "empty.p7m"));
        assertThat(openSsl.read("content")).isEqualTo(CONTENT);
        assertThat(openSsl.run(with(verify, "standard.p7m")).text()).contains("verification failure");
        DocumentTrust trust = world.trust();
        assertThat(DocumentCheck.of(openSsl.read("standard.p7m"), Optional.empty(), trust))
                .isInstanceOf(Accepted.class);
        assertThat(DocumentCheck.of(openSsl.read("empty.p7m"), Optional.empty(), trust))
                .isInstanceOfSatisfying(DocumentResult.Rejected.class, rejected -> {
                    assertThat(rejected.reason()).isEqualTo(RejectionReason.IDENTITY);
                    assertThat(rejected.message()).contains("under an empty user id");
                });
    }

    private static String[] with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    /** An attached document, under whatever user id the signer has. */
    private static byte[] signed(Certificate certificate, Signer signer) {
        byte[] attributes = SignedAttributes.encoded(
                CMSObjectIdentifiers.data,
                HashAlgorithm.SM3.hash(CONTENT),
                OptionalLong.of(SigningWorld.SIGNED_AT),
                certificate);
        byte[] info = CmsWriter.signer(
                DocumentSyntax.CMS,
                certificate,
                attributes,
                signer.sign(attributes).der());
        return CmsWriter.signedData(
                DocumentSyntax.CMS,
                CmsSignedData.VERSION_OF_DATA,
                CMSObjectIdentifiers.data,
                CONTENT,
                List.of(certificate.der()),
                List.of(),
                List.of(info));
    }

    /** What OpenSSL 3.0 cannot do. Where this fails, a later one can, and the README is to be changed. */
    @Test
    void theirCommandsDoNotSignWithSm2() throws Exception {
        accepts("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "their.key");
        accepts(
                "req",
                "-new",
                "-x509",
                "-key",
                "their.key",
                "-sm3",
                "-sigopt",
                OpenSsl.ID,
                "-subj",
                "/C=CN/CN=Theirs",
                "-out",
                "their.pem");
        openSsl.write("content", CONTENT);

        assertThat(openSsl.run(
                                "cms",
                                "-sign",
                                "-in",
                                "content",
                                "-signer",
                                "their.pem",
                                "-inkey",
                                "their.key",
                                "-md",
                                "sm3",
                                "-outform",
                                "DER",
                                "-out",
                                "theirs.p7m")
                        .exitCode())
                .isNotZero();
        openSsl.write(
                "answer.tsr",
                world.timeStampAuthority(world.stamper)
                        .answer(TimeStampRequest.over(CONTENT, world.provider).der()));
        openSsl.write("anchor.pem", world.stamper.certificate().pem().getBytes(UTF_8));
        assertThat(openSsl.run(
                                "ts",
                                "-verify",
                                "-data",
                                "content",
                                "-in",
                                "answer.tsr",
                                "-CAfile",
                                "anchor.pem",
                                "-partial_chain",
                                "-no_check_time")
                        .exitCode())
                .isNotZero();
    }

    @Test
    void theyWriteOurDocumentAsWeDo() throws Exception {
        byte[] der = SignedDocument.attached(CONTENT, List.of(world.exchange, world.seller))
                .countersigned(world.exchange.certificate(), world.seller)
                .der();
        openSsl.write("ours", der);

        accepts("cms", "-cmsout", "-inform", "DER", "-in", "ours", "-outform", "DER", "-out", "theirs");
        assertThat(openSsl.read("theirs")).isEqualTo(der);
    }
}
