package io.shuheng.crypto.certificate;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Hex;
import io.shuheng.crypto.OpenSsl;
import io.shuheng.crypto.Sm2KeyPair;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyContainerTest {
    private static final CryptoProvider PROVIDER = IssuedKey.PROVIDER;
    private static final PasswordProtection FEW =
            PasswordProtection.INTERNATIONAL.withRounds(PasswordProtection.MINIMUM_ROUNDS);
    private static final PasswordProtection NATIONAL_FEW =
            PasswordProtection.NATIONAL.withRounds(PasswordProtection.MINIMUM_ROUNDS);
    private static final char[] PASSWORD = "数衡 pass".toCharArray();
    private static final KeyContainer.Contents CONTENTS = IssuedKey.fresh(CertificateUsage.SIGN);
    private static final byte[] SEALED =
            KeyContainer.seal(CONTENTS, "签名", PASSWORD, PROVIDER, FEW).der();

    @TempDir
    Path folder;

    private static void assertSame(KeyContainer.Contents opened) {
        assertThat(opened.keyPair().privateKey()).isEqualTo(CONTENTS.keyPair().privateKey());
        assertThat(opened.certificates()).isEqualTo(CONTENTS.certificates());
    }

    @ParameterizedTest
    @CsvSource({"AES_256_CBC, SHA_256", "AES_128_CBC, SM3", "SM4_CBC, SHA_256", "SM4_CBC, SM3"})
    void givesBackKeyAndChain(PasswordProtection.Cipher cipher, PasswordProtection.Hash hash) {
        PasswordProtection protection = new PasswordProtection(cipher, hash, PasswordProtection.MINIMUM_ROUNDS);
        KeyContainer sealed = KeyContainer.seal(CONTENTS, "key", PASSWORD, PROVIDER, protection);

        assertSame(KeyContainer.ofDer(sealed.der()).open(PASSWORD));
        assertThat(sealed.weakness()).isEmpty();
        assertThat(sealed.toString()).isEqualTo("KeyContainer");
    }

    @Test
    void theChainIsPutInOrder() {
        List<Certificate> shuffled = new ArrayList<>(CONTENTS.certificates().subList(1, 3));
        Collections.reverse(shuffled);
        shuffled.add(0, CONTENTS.certificate());
        KeyContainer.Contents disordered = new KeyContainer.Contents(CONTENTS.keyPair(), shuffled);

        assertSame(KeyContainer.seal(disordered, "key", PASSWORD, PROVIDER, FEW).open(PASSWORD));
    }

    @Test
    void aWrongPasswordIsToldFromAnAlteredFile() {
        assertCode(Code.WRONG_PASSWORD, () -> KeyContainer.ofDer(SEALED).open("wrong".toCharArray()));
        byte[] altered = SEALED.clone();
        // The last byte but the rounds is the end of the MAC's salt.
        altered[altered.length - 5] ^= 1;

        assertCode(Code.AUTHENTICATION_FAILED, () -> KeyContainer.ofDer(altered).open(PASSWORD));
        assertCode(Code.WRONG_PASSWORD, () -> KeyContainer.ofDer(altered).open("wrong".toCharArray()));
        assertCode(Code.WRONG_LENGTH, () -> KeyContainer.ofDer(SEALED).open(new char[0]));
        assertThatThrownBy(() -> KeyContainer.ofDer(SEALED).open("geheim".toCharArray()))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("geheim"));
    }

    @Property(tries = 300)
    void noChangedByteOpens(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] altered = SEALED.clone();
        altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            KeyContainer.ofDer(altered).open(PASSWORD);
            assertThat(altered).as("an altered file opened").isEqualTo(SEALED);
        } catch (CryptoException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    @Property(tries = 1000)
    void anyStructureIsAValueOrACode(@ForAll long seed) {
        Random random = new Random(seed);
        try {
            KeyContainer.ofDer(DerTree.read(SEALED).mutate(random).write());
        } catch (CryptoException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    /** The file with another MAC's salt and rounds, under which the tag no longer fits. */
    private static byte[] withMac(int saltBytes, BigInteger rounds) {
        ASN1Sequence file = ASN1Sequence.getInstance(SEALED);
        MacData mac = MacData.getInstance(file.getObjectAt(2));
        return StrictDer.encode(new DERSequence(new ASN1Encodable[] {
            file.getObjectAt(0),
            file.getObjectAt(1),
            new DERSequence(
                    new ASN1Encodable[] {mac.getMac(), new DEROctetString(new byte[saltBytes]), new ASN1Integer(rounds)
                    })
        }));
    }

    @Test
    void roundsAndSaltHaveLimitsAndFewRoundsAreTold() {
        BigInteger many = BigInteger.valueOf(PasswordProtection.MAXIMUM_ROUNDS + 1L);

        assertCode(Code.LIMIT_EXCEEDED, () -> KeyContainer.ofDer(withMac(16, many)));
        assertCode(Code.LIMIT_EXCEEDED, () -> KeyContainer.ofDer(withMac(16, BigInteger.TWO.pow(80))));
        assertCode(Code.LIMIT_EXCEEDED, () -> KeyContainer.ofDer(withMac(16, BigInteger.valueOf(-1))));
        assertCode(Code.LIMIT_EXCEEDED, () -> KeyContainer.ofDer(withMac(0, BigInteger.valueOf(20_000))));
        assertCode(Code.LIMIT_EXCEEDED, () -> KeyContainer.ofDer(withMac(129, BigInteger.valueOf(20_000))));
        assertThat(KeyContainer.ofDer(withMac(16, BigInteger.TWO)).weakness())
                .hasValueSatisfying(what -> assertThat(what).contains("2 rounds"));
        assertThat(KeyContainer.ofDer(withMac(4, BigInteger.valueOf(20_000))).weakness())
                .hasValueSatisfying(what -> assertThat(what).contains("4 bytes"));
    }

    @Test
    void refusesAKeyThatIsNotTheCertificatesOwn() {
        Sm2KeyPair other = PROVIDER.generateKeyPair();
        KeyContainer.Contents mixed = new KeyContainer.Contents(other, CONTENTS.certificates());

        assertCode(Code.NOT_A_PAIR, () -> KeyContainer.seal(mixed, "key", PASSWORD, PROVIDER, FEW));
        assertCode(
                Code.NOT_A_PAIR,
                () -> KeyContainer.seal(new KeyContainer.Contents(other, List.of()), "key", PASSWORD, PROVIDER, FEW));
        assertCode(Code.WRONG_LENGTH, () -> KeyContainer.seal(CONTENTS, "", PASSWORD, PROVIDER, FEW));
        assertCode(
                Code.LIMIT_EXCEEDED,
                () -> KeyContainer.seal(
                        new KeyContainer.Contents(CONTENTS.keyPair(), Collections.nCopies(9, CONTENTS.certificate())),
                        "key",
                        PASSWORD,
                        PROVIDER,
                        FEW));
    }

    @Test
    void refusesAFileWithoutMacAndOneWithMoreParts() {
        ASN1Sequence file = ASN1Sequence.getInstance(SEALED);
        byte[] bare = StrictDer.encode(new DERSequence(new ASN1Encodable[] {file.getObjectAt(0), file.getObjectAt(1)}));
        ContentInfo part = new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(new byte[0]));
        ASN1Encodable[] parts = new ASN1Encodable[ContainerParts.MAXIMUM_PARTS + 1];
        Arrays.fill(parts, part);
        byte[] crowded = StrictDer.encode(new DERSequence(new ASN1Encodable[] {
            file.getObjectAt(0),
            new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(StrictDer.encode(new DERSequence(parts)))),
            file.getObjectAt(2)
        }));

        assertCode(Code.UNSUPPORTED, () -> KeyContainer.ofDer(bare));
        assertCode(Code.LIMIT_EXCEEDED, () -> KeyContainer.ofDer(crowded));
        assertCode(Code.LIMIT_EXCEEDED, () -> KeyContainer.ofDer(new byte[KeyContainer.MAXIMUM_LENGTH + 1]));
    }

    @Test
    void theNationalPolicyTakesSm4AndSm3Only() {
        byte[] national = KeyContainer.seal(CONTENTS, "key", PASSWORD, PROVIDER, NATIONAL_FEW)
                .der();
        byte[] foreignCipher = KeyContainer.seal(
                        CONTENTS,
                        "key",
                        PASSWORD,
                        PROVIDER,
                        new PasswordProtection(
                                PasswordProtection.Cipher.AES_128_CBC,
                                PasswordProtection.Hash.SM3,
                                PasswordProtection.MINIMUM_ROUNDS))
                .der();

        assertSame(KeyContainer.ofDer(national, AlgorithmPolicy.NATIONAL).open(PASSWORD));
        assertCode(Code.ALGORITHM_REFUSED, () -> KeyContainer.ofDer(SEALED, AlgorithmPolicy.NATIONAL));
        assertCode(
                Code.ALGORITHM_REFUSED,
                () -> KeyContainer.ofDer(foreignCipher, AlgorithmPolicy.NATIONAL)
                        .open(PASSWORD));
    }

    @Test
    void aKeyOutOfAFileSignsAndUnwrapsAndIsNotShown() {
        ContainerKey key = ContainerKey.open(SEALED, PASSWORD, PROVIDER);
        byte[] message = "合同".getBytes(UTF_8);
        byte[] secret = Hex.bytes("000102030405060708090a0b0c0d0e0f");

        assertThat(PROVIDER.verifier(key.certificate().publicKey()).verify(message, key.sign(message)))
                .isTrue();
        assertThat(key.unwrap(PROVIDER.wrap(key.publicKey(), secret))).isEqualTo(secret);
        assertThat(key.certificates()).isEqualTo(CONTENTS.certificates());
        assertThat(key.toString()).doesNotContain(Hex.text(CONTENTS.keyPair().privateKey()));
    }

    @ParameterizedTest
    @CsvSource({"AES_256_CBC, SHA_256", "AES_128_CBC, SHA_256", "SM4_CBC, SHA_256"})
    void opensslOpensOurs(PasswordProtection.Cipher cipher, PasswordProtection.Hash hash) throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        PasswordProtection protection = new PasswordProtection(cipher, hash, PasswordProtection.MINIMUM_ROUNDS);
        openssl.write(
                "our.p12",
                KeyContainer.seal(CONTENTS, "key", PASSWORD, PROVIDER, protection)
                        .der());
        openssl.write("password", "数衡 pass");

        openssl.accepts("pkcs12 -in our.p12 -passin file:password -nodes -nocerts -out key.pem");
        openssl.accepts("pkcs12 -in our.p12 -passin file:password -nokeys -clcerts -out own.pem");
        openssl.accepts("pkey -in key.pem -pubout -out key.pub");
        openssl.refuses("pkcs12 -in our.p12 -passin pass:wrong -nokeys -out none.pem");

        assertThat(Pem.read(openssl.text("key.pub"), Pem.PUBLIC_KEY))
                .isEqualTo(CONTENTS.keyPair().publicKey().subjectPublicKeyInfo());
        assertThat(Certificate.ofPem(openssl.text("own.pem"))).isEqualTo(CONTENTS.certificate());
    }

    @Test
    void opensslChecksOurMacWithSm3() throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        openssl.write(
                "our.p12",
                KeyContainer.seal(CONTENTS, "key", PASSWORD, PROVIDER, NATIONAL_FEW)
                        .der());
        openssl.write("password", "数衡 pass");

        // OpenSSL 3.0 has no PBKDF2 with HMAC-SM3: it verifies the MAC and then stops at the first encrypted part.
        assertThat(openssl.run("pkcs12", "-in", "our.p12", "-passin", "file:password", "-info", "-noout")
                        .text())
                .contains("MAC: sm3, Iteration 10000")
                .doesNotContain("Mac verify error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " -macalg sm3",
                " -keypbe sm4-cbc -certpbe sm4-cbc -macalg sm3 -iter 20000",
                " -certpbe NONE -keypbe aes-128-cbc"
            })
    void weOpenTheirs(String options) throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        openssl.write("password", "数衡 pass");
        openssl.write(
                "key.p8",
                EncryptedKey.seal(CONTENTS.keyPair(), PASSWORD, PROVIDER, FEW).pem());
        openssl.write("own.pem", CONTENTS.certificate().pem());
        openssl.write(
                "chain.pem",
                CONTENTS.certificates().get(2).pem()
                        + CONTENTS.certificates().get(1).pem());
        openssl.write("password2", "数衡 pass\n数衡 pass\n");
        openssl.accepts("pkcs12 -export -inkey key.p8 -in own.pem -certfile chain.pem -passin file:password"
                + " -passout file:password2 -out their.p12" + options);

        KeyContainer theirs = KeyContainer.ofDer(openssl.read("their.p12"));
        assertSame(theirs.open(PASSWORD));
        assertThat(theirs.weakness().isPresent()).isEqualTo(!options.contains("-iter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" -nomac", " -keypbe PBE-SHA1-3DES", " -macalg sha512"})
    void whatIsTooOldOrAnotherAlgorithmIsToldAsUnsupported(String options) throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        openssl.write(
                "key.p8",
                EncryptedKey.seal(CONTENTS.keyPair(), new char[] {'p'}, PROVIDER, FEW)
                        .pem());
        openssl.write("own.pem", CONTENTS.certificate().pem());
        openssl.accepts(
                "pkcs12 -export -inkey key.p8 -in own.pem -passin pass:p -passout pass:p -out their.p12" + options);
        byte[] theirs = openssl.read("their.p12");

        assertCode(Code.UNSUPPORTED, () -> KeyContainer.ofDer(theirs).open(new char[] {'p'}));
    }

    @Test
    void encryptedKeysOfEveryCipherGoBothWays() throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        for (String cipher : List.of("aes-128-cbc", "aes-256-cbc", "sm4-cbc")) {
            openssl.accepts("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out their.key");
            openssl.accepts("pkcs8 -topk8 -in their.key -v2 " + cipher + " -passout pass:p -out their.p8");
            Sm2KeyPair theirs = EncryptedKey.ofPem(openssl.text("their.p8")).open(new char[] {'p'});
            PasswordProtection same = new PasswordProtection(
                    PasswordProtection.Cipher.valueOf(cipher.replace('-', '_').toUpperCase(Locale.ROOT)),
                    PasswordProtection.Hash.SHA_256,
                    PasswordProtection.MINIMUM_ROUNDS);
            openssl.write(
                    "again.p8",
                    EncryptedKey.seal(theirs, new char[] {'q'}, PROVIDER, same).pem());
            openssl.accepts("pkcs8 -in again.p8 -passin pass:q -out again.key");
            openssl.accepts("pkey -in again.key -out again.pem");
            openssl.accepts("pkey -in their.key -out their.pem");

            assertThat(openssl.text("again.pem")).isEqualTo(openssl.text("their.pem"));
        }
    }
}
