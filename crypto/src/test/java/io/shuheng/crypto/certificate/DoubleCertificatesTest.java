package io.shuheng.crypto.certificate;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static io.shuheng.crypto.certificate.IssuedKey.ISSUING;
import static io.shuheng.crypto.certificate.IssuedKey.PROVIDER;
import static io.shuheng.crypto.certificate.IssuedKey.ROOT;
import static io.shuheng.crypto.certificate.IssuedKey.YEAR;
import static io.shuheng.crypto.certificate.IssuedKey.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Hex;
import io.shuheng.crypto.OpenSsl;
import io.shuheng.crypto.SealedToken;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2PublicKey;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member's two certificates, and the encryption key that comes from a key centre. */
class DoubleCertificatesTest {
    private static final SealedToken MEMBER = new SealedToken(PROVIDER);
    private static final Sm2KeyPair ENCRYPTION = PROVIDER.generateKeyPair();
    private static final EnvelopedKey ENVELOPED = EnvelopedKey.seal(ENCRYPTION, MEMBER.publicKey(), PROVIDER);

    @TempDir
    Path folder;

    private static Certificate encryption(CertificateAuthority issuer, String member) {
        return issuer.issue(
                CertificateRequest.create(PROVIDER.signer(ENCRYPTION), name(member)), CertificateUsage.ENCRYPT, YEAR);
    }

    private static Certificate signing(CertificateAuthority issuer, String member) {
        return issuer.issue(CertificateRequest.create(MEMBER, name(member)), CertificateUsage.SIGN, YEAR);
    }

    @Test
    void twoCertificatesOfOneSubjectAreAPair() {
        Certificate sign = signing(ISSUING, "Member");
        Certificate encrypt = encryption(ISSUING, "Member");

        assertThat(new CertificatePair(sign, encrypt).encrypt()).isEqualTo(encrypt);
    }

    @Test
    void whatDoesNotBelongTogetherIsNoPair() {
        Certificate sign = signing(ISSUING, "Member");
        Certificate encrypt = encryption(ISSUING, "Member");
        Certificate both = ISSUING.issue(
                CertificateRequest.create(PROVIDER.signer(ENCRYPTION), name("Member")),
                Set.of(CertificateUsage.SIGN, CertificateUsage.ENCRYPT),
                YEAR);
        Certificate sameKey =
                ISSUING.issue(CertificateRequest.create(MEMBER, name("Member")), CertificateUsage.ENCRYPT, YEAR);

        assertCode(Code.NOT_A_PAIR, () -> new CertificatePair(encrypt, sign));
        assertCode(Code.NOT_A_PAIR, () -> new CertificatePair(sign, encryption(ISSUING, "Other")));
        assertCode(Code.NOT_A_PAIR, () -> new CertificatePair(sign, encryption(ROOT, "Member")));
        assertCode(Code.NOT_A_PAIR, () -> new CertificatePair(sign, both));
        assertCode(Code.NOT_A_PAIR, () -> new CertificatePair(both, encrypt));
        assertCode(Code.NOT_A_PAIR, () -> new CertificatePair(sign, sameKey));
        assertCode(Code.NOT_A_PAIR, () -> new CertificatePair(ISSUING.certificate(), encrypt));
    }

    @Test
    void theMemberOpensTheKeyTheCentreMade() {
        EnvelopedKey read = EnvelopedKey.ofDer(ENVELOPED.der());

        read.requireKeyOf(encryption(ISSUING, "Member"));
        assertThat(read.open(MEMBER).privateKey()).isEqualTo(ENCRYPTION.privateKey());
        assertThat(read.publicKey()).isEqualTo(ENCRYPTION.publicKey());
        assertCode(Code.NOT_A_PAIR, () -> read.requireKeyOf(signing(ISSUING, "Member")));
        assertCode(Code.WRONG_RECIPIENT, () -> read.open(new SealedToken(PROVIDER)));
    }

    private static EnvelopedKey withPart(int index, ASN1Encodable part) {
        ASN1Encodable[] parts = ASN1Sequence.getInstance(ENVELOPED.der()).toArray();
        parts[index] = part;
        return EnvelopedKey.ofDer(StrictDer.encode(new DERSequence(parts)));
    }

    @Test
    void aKeyThatDoesNotGiveThePublicKeyBesideItIsRefused() {
        Sm2PublicKey other = PROVIDER.generateKeyPair().publicKey();
        byte[] bits = ASN1BitString.getInstance(
                        ASN1Sequence.getInstance(ENVELOPED.der()).getObjectAt(3))
                .getOctets();
        bits[0] ^= 1;

        assertCode(
                Code.MALFORMED,
                () -> withPart(2, new DERBitString(other.encoded())).open(MEMBER));
        assertCode(Code.MALFORMED, () -> withPart(3, new DERBitString(bits)).open(MEMBER));
    }

    @Test
    void otherAlgorithmsLengthsAndPointsAreRefused() {
        AlgorithmIdentifier sm4 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.156.10197.1.104"));
        AlgorithmIdentifier sm1 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.156.10197.1.102.1"));
        ASN1Encodable[] cipher =
                ((ASN1Sequence) ASN1Sequence.getInstance(ENVELOPED.der()).getObjectAt(1)).toArray();
        ASN1Encodable[] longCoordinate = cipher.clone();
        longCoordinate[0] = new ASN1Integer(BigInteger.TWO.pow(256));
        ASN1Encodable[] shortHash = cipher.clone();
        shortHash[2] = new DEROctetString(new byte[31]);
        ASN1Encodable[] longKey = cipher.clone();
        longKey[3] = new DEROctetString(new byte[32]);

        assertThat(withPart(0, sm4).open(MEMBER).publicKey()).isEqualTo(ENCRYPTION.publicKey());
        assertCode(Code.UNSUPPORTED, () -> withPart(0, sm1));
        assertCode(Code.OUT_OF_RANGE, () -> withPart(1, new DERSequence(longCoordinate)));
        assertCode(Code.WRONG_LENGTH, () -> withPart(1, new DERSequence(shortHash)));
        assertCode(Code.WRONG_LENGTH, () -> withPart(1, new DERSequence(longKey)));
        assertCode(Code.MALFORMED, () -> withPart(1, new DERSequence(cipher[0])));
        assertCode(Code.NOT_ON_CURVE, () -> withPart(2, new DERBitString(new byte[65])));
        assertCode(Code.WRONG_LENGTH, () -> withPart(3, new DERBitString(new byte[48])));
    }

    /** No byte can be changed so that another key comes out, or none for another reason than a code says. */
    @Property(tries = 400)
    void noChangedByteGivesAnotherKey(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] altered = ENVELOPED.der();
        altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            assertThat(EnvelopedKey.ofDer(altered).open(MEMBER).privateKey()).isEqualTo(ENCRYPTION.privateKey());
        } catch (CryptoException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    @Property(tries = 1000)
    void anyStructureIsAValueOrACode(@ForAll long seed) {
        try {
            EnvelopedKey.ofDer(
                    DerTree.read(ENVELOPED.der()).mutate(new Random(seed)).write());
        } catch (CryptoException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    /** The parts made by OpenSSL: the SM4 key wrapped by pkeyutl, the private key encrypted by enc. */
    @Test
    void anEnvelopeThatOpensslMadeOpensAndOpensslOpensOurs() throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        openssl.accepts("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out member.key");
        openssl.accepts("pkey -in member.key -pubout -out member.pub");
        openssl.accepts("pkcs8 -topk8 -in member.key -passout pass:p -out member.p8");
        Sm2KeyPair member = EncryptedKey.ofPem(openssl.text("member.p8")).open(new char[] {'p'});
        byte[] sm4Key = new byte[16];
        PROVIDER.randomBytes(sm4Key);
        openssl.write("sm4", sm4Key);
        openssl.write("d", ENCRYPTION.privateKey());
        openssl.accepts("pkeyutl -encrypt -pubin -inkey member.pub -in sm4 -out wrapped");
        openssl.accepts("enc -sm4-ecb -nopad -K " + Hex.text(sm4Key) + " -in d -out encrypted");
        byte[] theirs = StrictDer.encode(new DERSequence(new ASN1Encodable[] {
            new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.156.10197.1.104.1")),
            ASN1Sequence.getInstance(openssl.read("wrapped")),
            new DERBitString(ENCRYPTION.publicKey().encoded()),
            new DERBitString(openssl.read("encrypted"))
        }));

        assertThat(EnvelopedKey.ofDer(theirs).open(PROVIDER.decryptor(member)).privateKey())
                .isEqualTo(ENCRYPTION.privateKey());

        ASN1Sequence ours = ASN1Sequence.getInstance(
                EnvelopedKey.seal(ENCRYPTION, member.publicKey(), PROVIDER).der());
        openssl.write("wrapped", StrictDer.encode(ours.getObjectAt(1)));
        openssl.accepts("pkeyutl -decrypt -inkey member.key -in wrapped -out sm4");
        SM4Engine engine = new SM4Engine();
        engine.init(false, new KeyParameter(openssl.read("sm4")));
        byte[] plain = new byte[32];
        byte[] encrypted = ASN1BitString.getInstance(ours.getObjectAt(3)).getOctets();
        engine.processBlock(encrypted, 0, plain, 0);
        engine.processBlock(encrypted, 16, plain, 16);
        assertThat(Arrays.equals(plain, ENCRYPTION.privateKey())).isTrue();
    }
}
