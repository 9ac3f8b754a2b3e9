package io.shuheng.crypto.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.CollectionStore;
import org.junit.jupiter.api.Test;

/** Another reader and writer of the same standards: Bouncy Castle's CMS and TSP classes, over their own provider, registered nowhere. */
@SuppressWarnings("JavaUtilDate") // Their times are Dates.
class BouncyCastleDocumentTest {
    private static final byte[] CONTENT = "合同 contract".getBytes(UTF_8);

    private final Provider theirs = new BouncyCastleProvider();
    private final SigningWorld world = new SigningWorld();

    private SignerInformationVerifier verifier(Certificate certificate) throws Exception {
        X509CertificateHolder holder = new X509CertificateHolder(certificate.der());
        return new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(theirs)
                .build(new JcaX509CertificateConverter().setProvider(theirs).getCertificate(holder));
    }

    private static List<SignerInformation> signers(CMSSignedData data) {
        return List.copyOf(data.getSignerInfos().getSigners());
    }

    @Test
    void theyVerifyEverySignatureAndCountersignatureOfOurs() throws Exception {
        SignedDocument document = SignedDocument.attached(CONTENT, List.of(world.seller, world.buyer))
                .countersigned(world.seller.certificate(), world.exchange);
        CMSSignedData read = new CMSSignedData(document.der());

        assertThat((byte[]) read.getSignedContent().getContent()).isEqualTo(CONTENT);
        assertThat(read.getCertificates().getMatches(null)).hasSize(3);
        assertThat(signers(read)).hasSize(2);
        for (SignerInformation signer : signers(read)) {
            boolean seller = signer.getSID()
                    .getSerialNumber()
                    .equals(world.seller.certificate().serial());
            assertThat(signer.verify(verifier((seller ? world.seller : world.buyer).certificate())))
                    .isTrue();
            assertThat(signer.getSignedAttributes().get(CMSAttributes.signingTime))
                    .isNotNull();
            for (SignerInformation countersigner : signer.getCounterSignatures().getSigners()) {
                assertThat(countersigner.verify(verifier(world.exchange.certificate())))
                        .isTrue();
            }
            assertThat(signer.getCounterSignatures().size()).isEqualTo(seller ? 1 : 0);
        }
    }

    @Test
    void theyVerifyOurDetachedSignatureOverTheContentOnly() throws Exception {
        byte[] der = SignedDocument.detached(CONTENT, List.of(world.exchange)).der();
        CMSSignedData right = new CMSSignedData(new CMSProcessableByteArray(CONTENT), der);

        assertThat(signers(right).get(0).verify(verifier(world.exchange.certificate())))
                .isTrue();
    }

    @Test
    void theyVerifyOurTimeStamp() throws Exception {
        TimeStampRequest request = TimeStampRequest.over(CONTENT, world.provider);
        byte[] answer = world.timeStampAuthority(world.stamper).answer(request.der());
        TimeStampResponse read = new TimeStampResponse(answer);

        read.validate(new org.bouncycastle.tsp.TimeStampRequest(request.der()));
        read.getTimeStampToken().validate(verifier(world.stamper.certificate()));
        assertThat(read.getTimeStampToken().getTimeStampInfo().getGenTime())
                .isEqualTo(new Date(SigningWorld.SIGNED_AT * 1000));
    }

    /** A key both sides hold, and a certificate of ours for it. */
    private record Shared(KeyPair keyPair, Certificate certificate) {}

    private Shared shared(CertificateUsage usage) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", theirs);
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        KeyPair pair = generator.generateKeyPair();
        BigInteger d = ((ECPrivateKey) pair.getPrivate()).getS();
        Signer signer = world.provider.signer(Sm2KeyPair.ofPrivateKey(BigIntegers.asUnsignedByteArray(32, d)));
        boolean stamps = usage == CertificateUsage.TIME_STAMP;
        Certificate certificate = (stamps ? world.stampRoot : world.root)
                .issue(CertificateRequest.create(signer, SigningWorld.name("Shared")), usage, world.year);
        return new Shared(pair, certificate);
    }

    private DigestCalculatorProvider digests() throws Exception {
        return new JcaDigestCalculatorProviderBuilder().setProvider(theirs).build();
    }

    private SignerInfoGenerator generator(Shared by) throws Exception {
        return new JcaSignerInfoGeneratorBuilder(digests())
                .setContentDigest(new AlgorithmIdentifier(GMObjectIdentifiers.sm3))
                .build(
                        new JcaContentSignerBuilder("SM3withSM2")
                                .setProvider(theirs)
                                .build(by.keyPair().getPrivate()),
                        new JcaX509CertificateConverter()
                                .setProvider(theirs)
                                .getCertificate(new X509CertificateHolder(
                                        by.certificate().der())));
    }

    private CMSSignedData signed(Shared by, boolean attached) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(generator(by));
        generator.addCertificates(new CollectionStore<>(
                List.of(new X509CertificateHolder(by.certificate().der()))));
        return generator.generate(new CMSProcessableByteArray(CONTENT), attached);
    }

    /** They sign at the time of the machine's clock. */
    private DocumentTrust trustAt(CMSSignedData data) throws Exception {
        org.bouncycastle.asn1.cms.Time time = org.bouncycastle.asn1.cms.Time.getInstance(signers(data)
                .get(0)
                .getSignedAttributes()
                .get(CMSAttributes.signingTime)
                .getAttrValues()
                .getObjectAt(0));
        long now = time.getDate().getTime() / 1000;
        return DocumentTrust.of(List.of(world.root.certificate()), now).with(AttributeRule.AS_PRESENT);
    }

    @Test
    void weVerifyTheirDocumentAttachedDetachedAndCountersigned() throws Exception {
        Shared by = shared(CertificateUsage.SIGN);
        CMSSignedData attached = signed(by, true);
        assertThat(DocumentCheck.of(
                        SignedDocument.ofDer(attached.getEncoded(ASN1Encoding.DER)), CONTENT, trustAt(attached)))
                .isInstanceOf(DocumentResult.Accepted.class);
        CMSSignedData detached = signed(by, false);
        assertThat(DocumentCheck.of(
                        SignedDocument.ofDer(detached.getEncoded(ASN1Encoding.DER)), CONTENT, trustAt(detached)))
                .isInstanceOf(DocumentResult.Accepted.class);

        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(generator(by));
        SignerInformation signer = signers(attached).get(0);
        SignerInformationStore counter = generator.generateCounterSigners(signer);
        CMSSignedData countersigned = CMSSignedData.replaceSigners(
                attached, new SignerInformationStore(SignerInformation.addCounterSigners(signer, counter)));
        assertThat(DocumentCheck.of(
                        SignedDocument.ofDer(countersigned.getEncoded(ASN1Encoding.DER)),
                        CONTENT,
                        trustAt(countersigned)))
                .isInstanceOfSatisfying(
                        DocumentResult.Accepted.class,
                        accepted -> assertThat(accepted.signers().get(0).countersigners())
                                .hasSize(1));
    }

    @Test
    void theirTimeStampIsOneToUs() throws Exception {
        Shared by = shared(CertificateUsage.TIME_STAMP);
        TimeStampRequest request = TimeStampRequest.over(CONTENT, world.provider);
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                generator(by),
                digests().get(new AlgorithmIdentifier(GMObjectIdentifiers.sm3)),
                new ASN1ObjectIdentifier(SigningWorld.POLICY));
        generator.addCertificates(new CollectionStore<>(
                List.of(new X509CertificateHolder(by.certificate().der()))));
        byte[] token = generator
                .generate(
                        new org.bouncycastle.tsp.TimeStampRequest(request.der()),
                        BigInteger.ONE,
                        new Date(SigningWorld.SIGNED_AT * 1000))
                .getEncoded(ASN1Encoding.DER);

        assertThat(TimeStampCheck.ofResponse(
                        io.shuheng.crypto.document.TimeStampResponse.granted(token), request, world.timeStampTrust()))
                .isInstanceOf(TimeStampResult.Stamped.class);
        assertThat(TimeStampToken.ofDer(token).data().contentType()).isEqualTo(PKCSObjectIdentifiers.id_ct_TSTInfo);
    }

    /** What they write by default has lengths without an end in sight; those are refused, not guessed. */
    @Test
    void theirIndefiniteLengthsAreRefused() throws Exception {
        byte[] ber = signed(shared(CertificateUsage.SIGN), true).getEncoded(ASN1Encoding.BER);

        assertThat(DocumentCheck.of(ber, Optional.empty(), world.trust()))
                .isInstanceOfSatisfying(
                        DocumentResult.Rejected.class,
                        rejected -> assertThat(rejected.message()).contains("indefinite"));
    }
}
