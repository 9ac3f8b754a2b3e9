package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.EncryptedKey;
import io.shuheng.crypto.certificate.PasswordProtection;
import io.shuheng.crypto.certificate.Pem;
import io.shuheng.crypto.certificate.Revocation;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.certificate.Validity;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another implementation, both ways: what OpenSSL 3 makes is read here, what is made here OpenSSL 3 accepts. */
class OpenSslTest {
    private static final long NOW = 1_790_000_000L;

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();

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

    private void makeTheirKey() throws Exception {
        accepts("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "their.key");
        accepts("pkey", "-in", "their.key", "-pubout", "-out", "their.pub");
    }

    @Test
    void theyVerifyOurSignature() throws Exception {
        Sm2KeyPair ours = provider.generateKeyPair();
        byte[] message = "合同 contract".getBytes(UTF_8);
        openSsl.write("our.pub", Pem.write(Pem.PUBLIC_KEY, ours.publicKey().subjectPublicKeyInfo()));
        openSsl.write("message", message);
        openSsl.write("our.sig", provider.signer(ours).sign(message).der());

        accepts("dgst", "-sm3", "-verify", "our.pub", "-sigopt", OpenSsl.ID, "-signature", "our.sig", "message");
        openSsl.write("message", new byte[1]);
        assertThat(openSsl.run(
                                "dgst",
                                "-sm3",
                                "-verify",
                                "our.pub",
                                "-sigopt",
                                OpenSsl.ID,
                                "-signature",
                                "our.sig",
                                "message")
                        .exitCode())
                .isNotZero();
    }

    @Test
    void weVerifyTheirSignature() throws Exception {
        makeTheirKey();
        byte[] message = "挂牌 listing".getBytes(UTF_8);
        openSsl.write("message", message);
        accepts("dgst", "-sm3", "-sign", "their.key", "-sigopt", OpenSsl.ID, "-out", "their.sig", "message");
        Sm2PublicKey key = Sm2PublicKey.ofSubjectPublicKeyInfo(Pem.read(openSsl.text("their.pub"), Pem.PUBLIC_KEY));
        Sm2Signature signature = Sm2Signature.ofDer(Files.readAllBytes(folder.resolve("their.sig")));

        assertThat(provider.verifier(key).verify(message, signature)).isTrue();
        assertThat(provider.verifier(key).verify(new byte[1], signature)).isFalse();
    }

    @Test
    void theyReadOurEncryptedKeyAndWeReadTheirs() throws Exception {
        Sm2KeyPair ours = provider.generateKeyPair();
        char[] password = "数衡 pass".toCharArray();
        openSsl.write(
                "sign.key",
                EncryptedKey.seal(ours, password, provider, PasswordProtection.INTERNATIONAL.withRounds(10_000))
                        .pem());
        accepts("pkey", "-in", "sign.key", "-passin", "pass:数衡 pass", "-pubout", "-out", "our.pub");
        assertThat(Sm2PublicKey.ofSubjectPublicKeyInfo(Pem.read(openSsl.text("our.pub"), Pem.PUBLIC_KEY)))
                .isEqualTo(ours.publicKey());

        makeTheirKey();
        accepts("pkcs8", "-topk8", "-in", "their.key", "-passout", "pass:数衡 pass", "-out", "their.p8");
        Sm2KeyPair theirs = EncryptedKey.ofPem(openSsl.text("their.p8")).open(password);
        assertThat(theirs.publicKey())
                .isEqualTo(Sm2PublicKey.ofSubjectPublicKeyInfo(Pem.read(openSsl.text("their.pub"), Pem.PUBLIC_KEY)));
    }

    /**
     * Strict checking, step by step up the chain: OpenSSL 3.0 gives the user id of the command line to the certificate asked about
     * only, so each issuer stands as the trusted one in turn.
     */
    @Test
    void theyVerifyOurCertificates() throws Exception {
        Signer rootSigner = provider.signer(provider.generateKeyPair());
        Signer issuingSigner = provider.signer(provider.generateKeyPair());
        Signer memberSigner = provider.signer(provider.generateKeyPair());
        CertificateAuthority root =
                CertificateAuthority.createRoot(provider, rootSigner, name("Root 根"), Validity.ofDays(NOW, 40_000));
        CertificateAuthority issuing = new CertificateAuthority(
                provider,
                root.issueAuthority(
                        CertificateRequest.create(issuingSigner, name("Issuing")), 0, Validity.ofDays(NOW, 1000)),
                issuingSigner);
        CertificateRequest request = CertificateRequest.create(memberSigner, name("Member, Ltd."));
        Validity validity = Validity.ofDays(NOW, 100);
        openSsl.write("request.pem", request.pem());
        openSsl.write("root.pem", root.certificate().pem());
        openSsl.write("issuing.pem", issuing.certificate().pem());
        openSsl.write(
                "member.pem",
                issuing.issue(request, CertificateUsage.SIGN, validity).pem());
        openSsl.write(
                "encryption.pem",
                issuing.issue(request, CertificateUsage.ENCRYPT, validity).pem());

        accepts("req", "-in", "request.pem", "-verify", "-vfyopt", OpenSsl.ID, "-noout");
        accepts(verify("issuing.pem", "member.pem"));
        accepts(verify("issuing.pem", "encryption.pem"));
        accepts(verify("root.pem", "issuing.pem"));
        accepts(verify("root.pem", "root.pem"));
        assertThat(openSsl.run(verify("root.pem", "member.pem")).exitCode()).isNotZero();
    }

    private static String[] verify(String trusted, String asked) {
        return new String[] {
            "verify",
            "-x509_strict",
            "-partial_chain",
            "-attime",
            Long.toString(NOW + 60),
            "-CAfile",
            trusted,
            "-vfyopt",
            OpenSsl.ID,
            asked
        };
    }

    /** OpenSSL 3.0 has no option for the user id of a revocation list: the signed part and the signature are cut out first. */
    @Test
    void theyVerifyOurRevocationList() throws Exception {
        Signer signer = provider.signer(provider.generateKeyPair());
        CertificateAuthority root =
                CertificateAuthority.createRoot(provider, signer, name("Root"), Validity.ofDays(NOW, 1000));
        Revocation revocation =
                new Revocation(BigInteger.valueOf(0xABCDEF), NOW + 10, Revocation.Reason.KEY_COMPROMISE, NOW);
        openSsl.write("root.pem", root.certificate().pem());
        openSsl.write(
                "root.crl",
                root.issueRevocationList(List.of(revocation), 2, Validity.ofDays(NOW, 7))
                        .pem());
        String text = openSsl.run("crl", "-in", "root.crl", "-noout", "-text").text();
        assertThat(text).contains("Serial Number: ABCDEF", "Key Compromise", "Invalidity Date");

        String layout = openSsl.run("asn1parse", "-in", "root.crl").text();
        String signatureLine = layout.lines()
                .filter(line -> line.contains("d=1") && line.contains("BIT STRING"))
                .findFirst()
                .orElseThrow();
        String signatureAt =
                signatureLine.substring(0, signatureLine.indexOf(':')).strip();
        accepts("asn1parse", "-in", "root.crl", "-strparse", "4", "-noout", "-out", "signed");
        accepts("asn1parse", "-in", "root.crl", "-strparse", signatureAt, "-noout", "-out", "signature");
        openSsl.write(
                "root.pub",
                openSsl.run("x509", "-in", "root.pem", "-noout", "-pubkey").text());
        accepts("dgst", "-sm3", "-verify", "root.pub", "-sigopt", OpenSsl.ID, "-signature", "signature", "signed");
    }

    private static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN")
                .organization("数衡")
                .commonName(commonName)
                .build();
    }

    @Test
    void weCertifyTheirRequestAndVerifyTheirChain() throws Exception {
        makeTheirKey();
        accepts(
                "req",
                "-new",
                "-key",
                "their.key",
                "-sm3",
                "-sigopt",
                OpenSsl.ID,
                "-subj",
                "/C=CN/O=Theirs/CN=Member",
                "-out",
                "their.csr");
        CertificateRequest request = CertificateRequest.ofPem(openSsl.text("their.csr"));
        assertThat(request.subject().commonName()).contains("Member");

        accepts("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "ca.key");
        accepts(
                "req",
                "-x509",
                "-new",
                "-key",
                "ca.key",
                "-sm3",
                "-sigopt",
                OpenSsl.ID,
                "-days",
                "30",
                "-subj",
                "/C=CN/O=Their CA",
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign",
                "-out",
                "ca.pem");
        openSsl.write("leaf.ext", """
                basicConstraints=critical,CA:FALSE
                keyUsage=critical,digitalSignature
                subjectKeyIdentifier=hash
                authorityKeyIdentifier=keyid
                """);
        accepts(
                "x509",
                "-req",
                "-in",
                "their.csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-sm3",
                "-sigopt",
                OpenSsl.ID,
                "-vfyopt",
                OpenSsl.ID,
                "-days",
                "10",
                "-set_serial",
                "4711",
                "-extfile",
                "leaf.ext",
                "-out",
                "leaf.pem");
        Certificate leaf = Certificate.ofPem(openSsl.text("leaf.pem"));
        Certificate authority = Certificate.ofPem(openSsl.text("ca.pem"));

        assertThat(leaf.serial()).isEqualTo(BigInteger.valueOf(4711));
        assertThat(CertificateChain.validate(
                        leaf, List.of(), List.of(authority), List.of(), leaf.notBefore() + 60, CertificateUsage.SIGN))
                .isInstanceOf(CertificateChain.Valid.class);
    }

    @Test
    void weReadTheirRevocationList() throws Exception {
        accepts("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "ca.key");
        accepts(
                "req",
                "-x509",
                "-new",
                "-key",
                "ca.key",
                "-sm3",
                "-sigopt",
                OpenSsl.ID,
                "-days",
                "30",
                "-subj",
                "/C=CN/O=Their CA",
                "-out",
                "ca.pem");
        openSsl.write("index.txt", "R\t350101000000Z\t260101000000Z,keyCompromise\t1267\tunknown\t/C=CN/CN=Member\n");
        openSsl.write("crlnumber", "01\n");
        openSsl.write("ca.cnf", """
                [ca]
                default_ca=a
                [a]
                database=index.txt
                crlnumber=crlnumber
                default_md=sm3
                default_crl_days=7
                """);
        accepts(
                "ca",
                "-gencrl",
                "-config",
                "ca.cnf",
                "-keyfile",
                "ca.key",
                "-cert",
                "ca.pem",
                "-sigopt",
                OpenSsl.ID,
                "-out",
                "their.crl");
        RevocationList list = RevocationList.ofPem(openSsl.text("their.crl"));

        assertThat(list.isSignedBy(Certificate.ofPem(openSsl.text("ca.pem")).publicKey()))
                .isTrue();
        assertThat(list.find(BigInteger.valueOf(0x1267)))
                .hasValueSatisfying(entry -> assertThat(entry.reason()).isEqualTo(Revocation.Reason.KEY_COMPROMISE));
    }

    /** OpenSSL writes SM2 ciphertexts as the SEQUENCE of GB/T 35276; the values inside are C1, C3, C2. */
    @Test
    void wrappedKeysOpenOnBothSides() throws Exception {
        makeTheirKey();
        byte[] key = Hex.bytes("0123456789abcdeffedcba9876543210");
        Sm2PublicKey theirs = Sm2PublicKey.ofSubjectPublicKeyInfo(Pem.read(openSsl.text("their.pub"), Pem.PUBLIC_KEY));
        byte[] wrapped = provider.wrap(theirs, key);
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1Integer(new BigInteger(1, wrapped, 1, 32)));
        parts.add(new ASN1Integer(new BigInteger(1, wrapped, 33, 32)));
        parts.add(new DEROctetString(Arrays.copyOfRange(wrapped, 65, 97)));
        parts.add(new DEROctetString(Arrays.copyOfRange(wrapped, 97, 113)));
        openSsl.write("wrapped", new DERSequence(parts).getEncoded());
        accepts("pkeyutl", "-decrypt", "-inkey", "their.key", "-in", "wrapped", "-out", "key");
        assertThat(Files.readAllBytes(folder.resolve("key"))).isEqualTo(key);

        accepts("pkeyutl", "-encrypt", "-pubin", "-inkey", "their.pub", "-in", "key", "-out", "wrapped");
        accepts("pkcs8", "-topk8", "-in", "their.key", "-passout", "pass:p", "-out", "their.p8");
        Sm2KeyPair pair = EncryptedKey.ofPem(openSsl.text("their.p8")).open(new char[] {'p'});
        ASN1Sequence read = ASN1Sequence.getInstance(Files.readAllBytes(folder.resolve("wrapped")));
        byte[] raw = new byte[113];
        raw[0] = 4;
        BigIntegers.asUnsignedByteArray(
                ASN1Integer.getInstance(read.getObjectAt(0)).getValue(), raw, 1, 32);
        BigIntegers.asUnsignedByteArray(
                ASN1Integer.getInstance(read.getObjectAt(1)).getValue(), raw, 33, 32);
        System.arraycopy(ASN1OctetString.getInstance(read.getObjectAt(2)).getOctets(), 0, raw, 65, 32);
        System.arraycopy(ASN1OctetString.getInstance(read.getObjectAt(3)).getOctets(), 0, raw, 97, 16);
        assertThat(provider.decryptor(pair).unwrap(raw)).isEqualTo(key);
    }

    @Test
    void digestsAndMacsAgree() throws Exception {
        byte[] key = Hex.bytes("00112233445566778899aabbccddeeff");
        byte[] message = new byte[1000];
        provider.randomBytes(message);
        openSsl.write("message", message);

        assertThat(openSsl.run("dgst", "-sm3", "message").text())
                .contains(Sm3Hash.ofContent(message).hex());
        assertThat(openSsl.run("dgst", "-sm3", "-mac", "HMAC", "-macopt", "hexkey:" + Hex.text(key), "message")
                        .text())
                .contains(Hex.text(provider.hmacSm3(key, message)));
    }
}
