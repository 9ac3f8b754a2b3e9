package io.shuheng.crypto;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.CryptoException.Code;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A JCA provider as back end: it does the work, answers as ours does, and is not registered. */
class JcaCryptoProviderTest {
    private static final CountingProvider FOREIGN = new CountingProvider();
    private static final CryptoProvider JCA = JcaCryptoProvider.of(FOREIGN, CountingProvider.NAMES);
    private static final CryptoProvider OWN = BouncyCastleCryptoProvider.create();

    private final byte[] message = "合同 contract".getBytes(UTF_8);

    private static JcaNames names(String digest, String signature, String wrap, JcaNames.WrapForm form, String aead) {
        JcaNames bc = CountingProvider.NAMES;
        return new JcaNames(
                bc.random(), digest, bc.mac(), bc.keys(), bc.curve(), signature, wrap, form, aead, bc.userId());
    }

    private static JcaNames names(String digest, String signature) {
        JcaNames bc = CountingProvider.NAMES;
        return names(digest, signature, bc.wrap(), bc.wrapForm(), bc.aead());
    }

    @Test
    void everyOperationIsTheProvidersOwn() {
        FOREIGN.asked();
        Sm2KeyPair keyPair = JCA.generateKeyPair();
        assertThat(FOREIGN.asked()).containsKey("KeyPairGenerator");
        JCA.newSm3();
        JCA.sm3(message);
        assertThat(FOREIGN.asked()).containsEntry("MessageDigest", 2);
        JCA.hmacSm3(message, message);
        assertThat(FOREIGN.asked()).containsEntry("Mac", 1);
        Sm2Signature signature = JCA.signer(keyPair).sign(message);
        assertThat(FOREIGN.asked()).containsEntry("Signature", 1);
        assertThat(JCA.verifier(keyPair.publicKey()).verify(message, signature)).isTrue();
        assertThat(FOREIGN.asked()).containsEntry("Signature", 1);
        byte[] wrapped = JCA.wrap(keyPair.publicKey(), message);
        assertThat(JCA.decryptor(keyPair).unwrap(wrapped)).isEqualTo(message);
        assertThat(FOREIGN.asked()).containsKey("Cipher");
        byte[] sealed = JCA.seal(new byte[16], new byte[12], message, message);
        assertThat(JCA.open(new byte[16], new byte[12], message, sealed)).isEqualTo(message);
        assertThat(FOREIGN.asked()).containsKey("Cipher");
        assertThat(Security.getProvider(FOREIGN.getName())).isNull();
        assertThat(Security.getProvider("BC")).isNull();
        assertThat(JCA.toString()).isEqualTo("JcaCryptoProvider[Foreign 1]");
    }

    /** Whatever one side makes, the other takes. */
    @Property(tries = 40)
    void agreesWithOurs(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(300)];
        byte[] key = new byte[1 + random.nextInt(64)];
        byte[] userId = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        random.nextBytes(key);
        random.nextBytes(userId);
        Sm2KeyPair keyPair = random.nextBoolean() ? JCA.generateKeyPair() : OWN.generateKeyPair();
        Sm2PublicKey publicKey = keyPair.publicKey();
        byte[] sm4Key = new byte[16];
        byte[] nonce = new byte[12];
        random.nextBytes(sm4Key);
        random.nextBytes(nonce);

        assertThat(JCA.sm3(bytes, key)).isEqualTo(OWN.sm3(bytes, key));
        assertThat(JCA.hmacSm3(key, bytes)).isEqualTo(OWN.hmacSm3(key, bytes));
        assertThat(OWN.verifier(publicKey).verify(bytes, JCA.signer(keyPair).sign(bytes)))
                .isTrue();
        assertThat(JCA.verifier(publicKey).verify(bytes, OWN.signer(keyPair).sign(bytes)))
                .isTrue();
        assertThat(JCA.verifier(publicKey).verify(key, OWN.signer(keyPair).sign(bytes)))
                .isEqualTo(Arrays.equals(key, bytes));
        assertThat(new Sm2Verifier(publicKey, userId)
                        .verify(bytes, JCA.signer(keyPair, userId).sign(bytes)))
                .isTrue();
        assertThat(OWN.decryptor(keyPair).unwrap(JCA.wrap(publicKey, key))).isEqualTo(key);
        assertThat(JCA.decryptor(keyPair).unwrap(OWN.wrap(publicKey, key))).isEqualTo(key);
        assertThat(JCA.seal(sm4Key, nonce, key, bytes)).isEqualTo(OWN.seal(sm4Key, nonce, key, bytes));
    }

    @Test
    void refusesWithTheSameCodesAsOurs() {
        Sm2KeyPair keyPair = OWN.generateKeyPair();
        byte[] wrapped = OWN.wrap(keyPair.publicKey(), message);
        byte[] altered = wrapped.clone();
        altered[wrapped.length - 1] ^= 1;
        byte[] offCurve = wrapped.clone();
        offCurve[64] ^= 1;
        byte[] sealed = OWN.seal(new byte[16], new byte[12], message, message);
        for (CryptoProvider provider : List.of(JCA, OWN)) {
            Decryptor decryptor = provider.decryptor(keyPair);
            assertCode(Code.WRONG_RECIPIENT, () -> decryptor.unwrap(altered));
            assertCode(Code.NOT_ON_CURVE, () -> decryptor.unwrap(offCurve));
            assertCode(Code.WRONG_LENGTH, () -> decryptor.unwrap(new byte[97]));
            assertCode(
                    Code.WRONG_RECIPIENT,
                    () -> provider.decryptor(provider.generateKeyPair()).unwrap(wrapped));
            assertCode(Code.WRONG_LENGTH, () -> provider.wrap(keyPair.publicKey(), new byte[65]));
            assertCode(Code.WRONG_LENGTH, () -> provider.hmacSm3(new byte[0], message));
            assertCode(Code.WRONG_LENGTH, () -> provider.seal(new byte[15], new byte[12], message, message));
            assertCode(Code.WRONG_LENGTH, () -> provider.open(new byte[16], new byte[12], message, new byte[15]));
            assertCode(
                    Code.AUTHENTICATION_FAILED, () -> provider.open(new byte[16], new byte[12], new byte[0], sealed));
            assertCode(Code.LIMIT_EXCEEDED, () -> provider.signer(keyPair, new byte[8192]));
        }
    }

    @Test
    void aProviderThatThrowsAtABadSignatureSaysThatItDoesNotVerify() {
        CryptoProvider throwing = JcaCryptoProvider.of(new ThrowingProvider(), CountingProvider.NAMES);
        Sm2KeyPair keyPair = OWN.generateKeyPair();
        Sm2Signature signature = OWN.signer(keyPair).sign(message);

        assertThat(throwing.verifier(keyPair.publicKey()).verify(message, signature))
                .isTrue();
        assertThat(throwing.verifier(keyPair.publicKey()).verify(new byte[1], signature))
                .isFalse();
    }

    @Test
    void aNameThatMeansAnotherAlgorithmIsFoundOutAtOnce() {
        JcaNames bc = CountingProvider.NAMES;
        assertCode(Code.UNSUPPORTED, () -> JcaCryptoProvider.of(FOREIGN, names("SHA-256", bc.signature())));
        assertCode(Code.UNSUPPORTED, () -> JcaCryptoProvider.of(FOREIGN, names(bc.digest(), "SHA256withSM2")));
        assertCode(
                Code.UNSUPPORTED,
                () -> JcaCryptoProvider.of(
                        FOREIGN, names("SM3", bc.signature(), bc.wrap(), bc.wrapForm(), "AES/GCM/NoPadding")));
        assertCode(
                Code.UNSUPPORTED,
                () -> JcaCryptoProvider.of(
                        FOREIGN, names("SM3", bc.signature(), "SM2/C1C2C3/NoPadding", bc.wrapForm(), bc.aead())));
        assertCode(Code.UNSUPPORTED, () -> JcaCryptoProvider.of(FOREIGN, names("SM9", bc.signature())));
    }

    @Test
    void theOlderOrderOfACiphertextIsTurned() {
        JcaNames bc = CountingProvider.NAMES;
        CryptoProvider older = JcaCryptoProvider.of(
                FOREIGN, names("SM3", bc.signature(), "SM2/C1C2C3/NoPadding", JcaNames.WrapForm.C1C2C3, bc.aead()));
        Sm2KeyPair keyPair = OWN.generateKeyPair();

        assertThat(OWN.decryptor(keyPair).unwrap(older.wrap(keyPair.publicKey(), message)))
                .isEqualTo(message);
        assertThat(older.decryptor(keyPair).unwrap(OWN.wrap(keyPair.publicKey(), message)))
                .isEqualTo(message);
    }

    @Test
    void isFoundByNameWithoutBeingRegistered() {
        Provider[] before = Security.getProviders();
        CryptoProvider named = JcaCryptoProvider.named("BC", CountingProvider.NAMES);

        assertThat(named.toString()).contains("BC");
        assertThat(Security.getProviders()).isEqualTo(before);
        assertCode(Code.UNSUPPORTED, () -> JcaCryptoProvider.named("none of this name", CountingProvider.NAMES));
        assertCode(Code.UNSUPPORTED, () -> JcaCryptoProvider.named("SUN", CountingProvider.NAMES));
    }

    @Test
    void aKeyOnlyTheProviderCanUseSignsAndUnwraps() throws Exception {
        Sm2KeyPair keyPair = OWN.generateKeyPair();
        JcaCryptoProvider provider = JcaCryptoProvider.of(FOREIGN, CountingProvider.NAMES);
        PrivateKey handle = new JcaKeys(FOREIGN, CountingProvider.NAMES).of(keyPair);
        Signer signer = provider.signer(handle, keyPair.publicKey());

        assertThat(OWN.verifier(keyPair.publicKey()).verify(message, signer.sign(message)))
                .isTrue();
        assertThat(provider.decryptor(handle, keyPair.publicKey()).unwrap(OWN.wrap(keyPair.publicKey(), message)))
                .isEqualTo(message);
        assertThat(signer.toString()).doesNotContain(Hex.text(keyPair.privateKey()));
    }
}
