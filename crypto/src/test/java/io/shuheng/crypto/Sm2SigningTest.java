package io.shuheng.crypto;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException.Code;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sm2SigningTest {
    private static final byte[] MESSAGE = "挂牌 listing".getBytes(UTF_8);

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair keyPair = provider.generateKeyPair();
    private final Signer signer = provider.signer(keyPair);
    private final Sm2Verifier verifier = provider.verifier(keyPair.publicKey());

    /** Bouncy Castle's own signer on its generic curve arithmetic: another road to the same numbers. */
    private static SM2Signer peer(boolean forSigning, Sm2KeyPair keyPair, byte[] userId) {
        X9ECParameters curve = GMNamedCurves.getByName("sm2p256v1");
        ECDomainParameters domain = new ECDomainParameters(curve);
        SM2Signer peer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        BigInteger d = new BigInteger(1, keyPair.privateKey());
        peer.init(
                forSigning,
                new ParametersWithID(
                        forSigning
                                ? new ParametersWithRandom(new ECPrivateKeyParameters(d, domain), new SecureRandom())
                                : new ECPublicKeyParameters(
                                        curve.getCurve()
                                                .decodePoint(keyPair.publicKey().encoded()),
                                        domain),
                        userId));
        return peer;
    }

    @Property(tries = 100)
    void agreesWithAnIndependentSignerInBothDirections(
            @ForAll @Size(max = 300) byte[] message, @ForAll @Size(max = 40) byte[] userId) throws Exception {
        SM2Signer theirSigner = peer(true, keyPair, userId);
        theirSigner.update(message, 0, message.length);
        Sm2Signature theirs = Sm2Signature.ofRaw(theirSigner.generateSignature());
        assertThat(new Sm2Verifier(keyPair.publicKey(), userId).verify(message, theirs))
                .isTrue();

        Sm2Signature ours = provider.signer(keyPair, userId).sign(message);
        SM2Signer theirVerifier = peer(false, keyPair, userId);
        theirVerifier.update(message, 0, message.length);
        assertThat(theirVerifier.verifySignature(ours.raw())).isTrue();
    }

    @Test
    void verifiesPartOfAnArray() {
        Sm2Signature signature = signer.sign(Arrays.copyOfRange(MESSAGE, 2, 7));

        assertThat(verifier.verify(MESSAGE, 2, 5, signature)).isTrue();
        assertThat(verifier.verify(MESSAGE, 2, 6, signature)).isFalse();
        assertThatThrownBy(() -> verifier.verify(MESSAGE, 2, MESSAGE.length, signature))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesAnotherMessageKeyOrUserId() {
        Sm2Signature signature = signer.sign(MESSAGE);

        assertThat(verifier.verify("other".getBytes(US_ASCII), signature)).isFalse();
        assertThat(provider.verifier(provider.generateKeyPair().publicKey()).verify(MESSAGE, signature))
                .isFalse();
        assertThat(new Sm2Verifier(keyPair.publicKey(), "another id".getBytes(US_ASCII)).verify(MESSAGE, signature))
                .isFalse();
    }

    @Test
    void refusesASignatureWithAnyByteChanged() {
        byte[] raw = signer.sign(MESSAGE).raw();
        for (int at = 0; at < raw.length; at++) {
            byte[] mutated = raw.clone();
            mutated[at] ^= 0x01;
            assertThat(verifier.verify(MESSAGE, Sm2Signature.ofRaw(mutated))).isFalse();
        }
    }

    @Test
    void refusesASignatureWhoseNumbersAddUpToN() {
        BigInteger n = new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);
        byte[] raw = Hex.bytes(String.format("%064x%064x", BigInteger.ONE, n.subtract(BigInteger.ONE)));

        assertThat(verifier.verify(MESSAGE, Sm2Signature.ofRaw(raw))).isFalse();
    }

    @Test
    void refusesAUserIdThatItsBitLengthCannotHold() {
        assertThat(new Sm2Verifier(keyPair.publicKey(), new byte[8191])).isNotNull();
        assertCode(Code.LIMIT_EXCEEDED, () -> new Sm2Verifier(keyPair.publicKey(), new byte[8192]));
    }

    @Test
    void servesManyThreadsWithOneSignerAndOneVerifier() throws Exception {
        Sm2Signature signature = signer.sign(MESSAGE);
        Thread[] threads = new Thread[4];
        boolean[] valid = new boolean[threads.length];
        for (int i = 0; i < threads.length; i++) {
            int slot = i;
            threads[i] = new Thread(() -> {
                boolean all = true;
                for (int round = 0; round < 50; round++) {
                    all &= verifier.verify(MESSAGE, signature);
                    all &= verifier.verify(MESSAGE, signer.sign(MESSAGE));
                }
                valid[slot] = all;
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(valid).containsOnly(true);
    }

    @Test
    void neverShowsThePrivateKey() {
        String secret = Hex.text(keyPair.privateKey());

        assertThat(keyPair.toString()).doesNotContain(secret);
        assertThat(signer.toString()).doesNotContain(secret);
        assertThat(provider.decryptor(keyPair).toString()).doesNotContain(secret);
    }

    @Test
    void readsBackItsPublicKeyForms() {
        Sm2PublicKey key = keyPair.publicKey();

        assertThat(Sm2PublicKey.ofEncoded(key.encoded())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(Sm2PublicKey.ofSubjectPublicKeyInfo(key.subjectPublicKeyInfo()))
                .isEqualTo(key);
        assertThat(Sm2KeyPair.ofPrivateKey(keyPair.privateKey()).publicKey()).isEqualTo(key);
    }

    @Test
    void refusesPointsThatAreNotKeys() {
        byte[] encoded = keyPair.publicKey().encoded();
        byte[] offCurve = encoded.clone();
        offCurve[64] ^= 1;
        byte[] aboveField = encoded.clone();
        Arrays.fill(aboveField, 1, 33, (byte) 0xFF);
        byte[] hybrid = encoded.clone();
        hybrid[0] = (byte) (0x06 | (encoded[64] & 1));
        byte[] compressed = Arrays.copyOf(encoded, 33);
        compressed[0] = (byte) (0x02 | (encoded[64] & 1));
        byte[] origin = new byte[65];
        origin[0] = 4;

        assertCode(Code.NOT_ON_CURVE, () -> Sm2PublicKey.ofEncoded(offCurve));
        assertCode(Code.NOT_ON_CURVE, () -> Sm2PublicKey.ofEncoded(aboveField));
        assertCode(Code.NOT_ON_CURVE, () -> Sm2PublicKey.ofEncoded(origin));
        assertCode(Code.UNSUPPORTED, () -> Sm2PublicKey.ofEncoded(hybrid));
        assertCode(Code.WRONG_LENGTH, () -> Sm2PublicKey.ofEncoded(compressed));
        assertCode(Code.NOT_ON_CURVE, () -> Sm2PublicKey.ofEncoded(new byte[] {0}));
    }

    @Test
    void refusesAChangedSubjectPublicKeyInfo() {
        byte[] info = keyPair.publicKey().subjectPublicKeyInfo();
        for (int at = 0; at < info.length; at++) {
            byte[] mutated = info.clone();
            mutated[at] ^= 0x04;
            assertThatThrownBy(() -> Sm2PublicKey.ofSubjectPublicKeyInfo(mutated))
                    .isInstanceOf(CryptoException.class);
        }
        assertCode(Code.WRONG_LENGTH, () -> Sm2PublicKey.ofSubjectPublicKeyInfo(Arrays.copyOf(info, 92)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122",
                "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123",
            })
    void refusesPrivateKeysOutsideOneToNMinusTwo(String hex) {
        assertCode(Code.OUT_OF_RANGE, () -> Sm2KeyPair.ofPrivateKey(Hex.bytes(hex)));
    }

    @Test
    void takesTheLargestPrivateKey() {
        Sm2KeyPair largest =
                Sm2KeyPair.ofPrivateKey(Hex.bytes("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54121"));

        assertThat(provider.verifier(largest.publicKey())
                        .verify(MESSAGE, provider.signer(largest).sign(MESSAGE)))
                .isTrue();
        assertCode(Code.WRONG_LENGTH, () -> Sm2KeyPair.ofPrivateKey(new byte[31]));
    }
}
