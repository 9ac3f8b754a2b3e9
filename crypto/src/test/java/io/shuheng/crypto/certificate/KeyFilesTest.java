package io.shuheng.crypto.certificate;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
    private static final PasswordProtection FEW =
            PasswordProtection.INTERNATIONAL.withRounds(PasswordProtection.MINIMUM_ROUNDS);

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair keyPair = provider.generateKeyPair();
    private final char[] password = "正确 horse".toCharArray();

    @Test
    void opensWithItsPassword() {
        EncryptedKey sealed = EncryptedKey.seal(keyPair, password, provider, FEW);
        Sm2KeyPair opened = EncryptedKey.ofPem(sealed.pem()).open(password);

        assertThat(opened.privateKey()).isEqualTo(keyPair.privateKey());
        assertThat(opened.publicKey()).isEqualTo(keyPair.publicKey());
        assertThat(sealed.toString()).isEqualTo("EncryptedKey");
        assertThat(EncryptedKey.seal(keyPair, password, provider, FEW).der()).isNotEqualTo(sealed.der());
    }

    @Test
    void refusesEveryOtherPassword() {
        EncryptedKey sealed = EncryptedKey.seal(keyPair, password, provider, FEW);
        // About one wrong password in 256 passes the padding check: many are tried to meet one.
        for (int i = 0; i < 300; i++) {
            char[] wrong = ("wrong" + i).toCharArray();
            assertCode(Code.WRONG_PASSWORD, () -> sealed.open(wrong));
        }
        assertCode(Code.WRONG_LENGTH, () -> sealed.open(new char[0]));
        assertCode(Code.WRONG_LENGTH, () -> EncryptedKey.seal(keyPair, new char[0], provider, FEW));
    }

    @Test
    void refusesRoundsOutOfRange() {
        assertCode(Code.OUT_OF_RANGE, () -> FEW.withRounds(PasswordProtection.MINIMUM_ROUNDS - 1));
        assertCode(Code.OUT_OF_RANGE, () -> FEW.withRounds(PasswordProtection.MAXIMUM_ROUNDS + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "AES_128_CBC, SHA_256",
        "AES_128_CBC, SM3",
        "AES_256_CBC, SHA_256",
        "AES_256_CBC, SM3",
        "SM4_CBC, SHA_256",
        "SM4_CBC, SM3"
    })
    void everyCipherGoesWithEveryHash(PasswordProtection.Cipher cipher, PasswordProtection.Hash hash) {
        PasswordProtection protection = new PasswordProtection(cipher, hash, PasswordProtection.MINIMUM_ROUNDS);
        EncryptedKey sealed = EncryptedKey.seal(keyPair, password, provider, protection);

        assertThat(EncryptedKey.ofDer(sealed.der()).open(password).publicKey()).isEqualTo(keyPair.publicKey());
        assertCode(Code.WRONG_PASSWORD, () -> sealed.open("wrong".toCharArray()));
        assertThat(sealed.weakness()).isEmpty();
    }

    @Test
    void theNationalPolicyTakesSm4WithHmacSm3Only() {
        PasswordProtection few = PasswordProtection.NATIONAL.withRounds(PasswordProtection.MINIMUM_ROUNDS);
        byte[] national = EncryptedKey.seal(keyPair, password, provider, few).der();
        byte[] foreignCipher =
                EncryptedKey.seal(keyPair, password, provider, FEW).der();
        byte[] foreignHash = EncryptedKey.seal(
                        keyPair,
                        password,
                        provider,
                        new PasswordProtection(few.cipher(), PasswordProtection.Hash.SHA_256, few.rounds()))
                .der();

        assertThat(EncryptedKey.ofDer(national, AlgorithmPolicy.NATIONAL)
                        .open(password)
                        .publicKey())
                .isEqualTo(keyPair.publicKey());
        assertCode(Code.ALGORITHM_REFUSED, () -> EncryptedKey.ofDer(foreignCipher, AlgorithmPolicy.NATIONAL));
        assertCode(Code.ALGORITHM_REFUSED, () -> EncryptedKey.ofDer(foreignHash, AlgorithmPolicy.NATIONAL));
        assertThat(PasswordProtection.of(AlgorithmPolicy.NATIONAL)).isEqualTo(PasswordProtection.NATIONAL);
    }

    @Test
    void aPasswordIsTextAndNeverInAMessage() {
        EncryptedKey sealed = EncryptedKey.seal(keyPair, password, provider, FEW);

        assertCode(Code.MALFORMED, () -> sealed.open(new char[] {'a', (char) 0xD800}));
        assertCode(Code.WRONG_LENGTH, () -> sealed.open(new char[1025]));
        assertThatThrownBy(() -> sealed.open("geheim".toCharArray()))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("geheim"));
    }

    @Test
    void everyFlippedByteIsRefusedOrLeavesTheKeyAsItWas() {
        byte[] der = EncryptedKey.seal(keyPair, password, provider, FEW).der();
        for (int at = 0; at < der.length; at++) {
            byte[] mutated = der.clone();
            mutated[at] ^= 0x01;
            try {
                Sm2KeyPair opened = EncryptedKey.ofDer(mutated).open(password);
                assertThat(opened.publicKey()).isEqualTo(keyPair.publicKey());
            } catch (CryptoException e) {
                assertThat(e.code()).isNotNull();
            }
        }
    }

    @Test
    void tellsShortSaltsAndRefusesLongOnes() {
        ASN1ObjectIdentifier sha256 = PKCSObjectIdentifiers.id_hmacWithSHA256;
        PBKDF2Params shortSalt =
                new PBKDF2Params(new byte[7], 10_000, new AlgorithmIdentifier(sha256, DERNull.INSTANCE));
        PBKDF2Params longSalt =
                new PBKDF2Params(new byte[129], 10_000, new AlgorithmIdentifier(sha256, DERNull.INSTANCE));
        PBKDF2Params otherKeyLength =
                new PBKDF2Params(new byte[16], 10_000, 16, new AlgorithmIdentifier(sha256, DERNull.INSTANCE));
        ASN1ObjectIdentifier aes = NISTObjectIdentifiers.id_aes256_CBC;

        assertThat(EncryptedKey.ofDer(file(shortSalt, aes, 16)).weakness())
                .hasValueSatisfying(what -> assertThat(what).contains("salt of 7 bytes"));
        assertCode(Code.LIMIT_EXCEEDED, () -> EncryptedKey.ofDer(file(longSalt, aes, 16)));
        assertCode(Code.MALFORMED, () -> EncryptedKey.ofDer(file(otherKeyLength, aes, 16)));
    }

    private static byte[] file(
            ASN1ObjectIdentifier prf, int iterations, ASN1ObjectIdentifier cipher, int vectorLength) {
        return file(
                new PBKDF2Params(new byte[16], iterations, new AlgorithmIdentifier(prf, DERNull.INSTANCE)),
                cipher,
                vectorLength);
    }

    private static byte[] file(PBKDF2Params pbkdf2, ASN1ObjectIdentifier cipher, int vectorLength) {
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, pbkdf2),
                new EncryptionScheme(cipher, new DEROctetString(new byte[vectorLength])));
        return StrictDer.encode(new EncryptedPrivateKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), new byte[160]));
    }

    @Test
    void refusesFilesThatWouldKeepTheirReaderBusyOrUseAnotherScheme() {
        ASN1ObjectIdentifier sha256 = PKCSObjectIdentifiers.id_hmacWithSHA256;
        ASN1ObjectIdentifier aes = NISTObjectIdentifiers.id_aes256_CBC;

        assertThat(EncryptedKey.ofDer(file(sha256, 2048, aes, 16))).isNotNull();
        assertThat(EncryptedKey.ofDer(file(sha256, 2048, aes, 16)).weakness())
                .hasValueSatisfying(what -> assertThat(what).contains("2048 rounds"));
        assertCode(Code.LIMIT_EXCEEDED, () -> EncryptedKey.ofDer(file(sha256, Integer.MAX_VALUE, aes, 16)));
        assertCode(
                Code.LIMIT_EXCEEDED,
                () -> EncryptedKey.ofDer(file(sha256, PasswordProtection.MAXIMUM_ROUNDS + 1, aes, 16)));
        assertCode(Code.LIMIT_EXCEEDED, () -> EncryptedKey.ofDer(file(sha256, 0, aes, 16)));
        assertCode(Code.WRONG_LENGTH, () -> EncryptedKey.ofDer(file(sha256, 2048, aes, 12)));
        assertCode(
                Code.UNSUPPORTED, () -> EncryptedKey.ofDer(file(PKCSObjectIdentifiers.id_hmacWithSHA1, 2048, aes, 16)));
        assertCode(
                Code.UNSUPPORTED,
                () -> EncryptedKey.ofDer(file(sha256, 2048, NISTObjectIdentifiers.id_aes192_CBC, 16)));
    }

    @Property(tries = 200)
    void pemReadsBackWhatItWrote(@ForAll @Size(max = 300) byte[] der) {
        assertThat(Pem.read(Pem.write(Pem.CERTIFICATE, der), Pem.CERTIFICATE)).isEqualTo(der);
    }

    @Test
    void pemSkipsTextAroundBlocksAndTakesBothLineEnds() {
        String text = "subject=/CN=x\n" + Pem.write("A", new byte[] {1, 2}) + "between\n"
                + Pem.write("B", new byte[100]).replace("\n", "\r\n");

        assertThat(Pem.readAll(text)).extracting(Pem.Block::label).containsExactly("A", "B");
        assertThat(Pem.readAll(text).get(1).der()).hasSize(100);
        assertThat(Pem.readAll("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN A-----\nAQI=\n",
                "-----BEGIN A-----\nAQI=\n-----END B-----\n",
                "-----BEGIN A-----\nAQI\n-----END A-----\n",
                "-----BEGIN A-----\nAQJ=\n-----END A-----\n",
                "-----BEGIN A-----\nA Q=\n-----END A-----\n",
                "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAQI=\n-----END A-----\n",
                "-----BEGIN B-----\nAQI=\n-----END B-----\n",
                "no block",
            })
    void pemRefusesWhatIsNotOneCanonicalBlock(String text) {
        assertCode(Code.MALFORMED, () -> Pem.read(text, "A"));
    }

    @Test
    void pemRefusesTooMuch() {
        String block = Pem.write("A", new byte[1]);

        assertCode(Code.LIMIT_EXCEEDED, () -> Pem.readAll(" ".repeat(Pem.MAXIMUM_TEXT_LENGTH + 1)));
        assertCode(Code.LIMIT_EXCEEDED, () -> Pem.readAll(block.repeat(Pem.MAXIMUM_BLOCKS + 1)));
        assertCode(Code.MALFORMED, () -> Pem.read(block + block, "A"));
    }
}
