package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A random source that fails costs unpredictability of signatures, never the key. */
class HedgedNonceTest {
    private static final BigInteger N = Sm2Curve.N;

    private final Sm2KeyPair keyPair = BouncyCastleCryptoProvider.create().generateKeyPair();
    private final byte[] userId = Sm2UserId.defaultBytes();

    /** The worst random source: it always gives the same byte. */
    private static final class StuckRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte stuckAt;

        StuckRandom(int stuckAt) {
            this.stuckAt = (byte) stuckAt;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, stuckAt);
        }
    }

    /** The key, if two signatures were made with one nonce: s1 + d (r1 + s1) = k = s2 + d (r2 + s2). */
    private static BigInteger keyIfNonceWasRepeated(Sm2Signature one, Sm2Signature two) {
        BigInteger factor = one.r().add(one.s()).subtract(two.r()).subtract(two.s());
        return two.s().subtract(one.s()).multiply(factor.modInverse(N)).mod(N);
    }

    private BigInteger recovered(Signer signer) {
        return keyIfNonceWasRepeated(signer.sign("one".getBytes(US_ASCII)), signer.sign("two".getBytes(US_ASCII)));
    }

    @Test
    void aStuckRandomSourceDoesNotLoseTheKey() {
        for (int stuckAt : new int[] {0, 1, 0xFF}) {
            assertThat(recovered(new Sm2Signer(keyPair, new StuckRandom(stuckAt))))
                    .isNotEqualTo(new BigInteger(1, keyPair.privateKey()));
        }
    }

    /** The attack works where it should: without the hedge the key is lost. */
    @Test
    void aRepeatedNonceWouldLoseTheKey() {
        Signer careless = new Sm2Signer(keyPair, userId, hash -> () -> new long[] {9, 9, 9, 9});

        assertThat(recovered(careless)).isEqualTo(new BigInteger(1, keyPair.privateKey()));
    }

    @Test
    void freshBytesChangeTheSignatureAndStuckOnesRepeatIt() {
        byte[] message = "one".getBytes(US_ASCII);
        Signer fresh = new Sm2Signer(keyPair, new SecureRandom());
        Signer stuck = new Sm2Signer(keyPair, new StuckRandom(7));

        assertThat(fresh.sign(message)).isNotEqualTo(fresh.sign(message));
        assertThat(stuck.sign(message)).isEqualTo(stuck.sign(message));
    }

    @Test
    void twoKeysUnderOneStuckSourceShareNoNonce() {
        byte[] hash = Sm3.hash("one".getBytes(US_ASCII));
        byte[] fresh = new byte[HedgedNonce.FRESH_LENGTH];
        byte[] other = BouncyCastleCryptoProvider.create().generateKeyPair().privateKey();

        assertThat(new HedgedNonce(keyPair.privateKey(), hash, fresh).next())
                .isNotEqualTo(new HedgedNonce(other, hash, fresh).next());
    }

    @TestFactory
    Stream<DynamicTest> noncesAndSignaturesAreThoseOfThePlainModel() {
        return EdgeSuiteTest.cases("nonce.json").stream()
                .map(test -> dynamicTest("nonce " + test.get("id"), () -> {
                    byte[] privateKey = EdgeSuiteTest.bytes(test, "privateKey");
                    byte[] hash = EdgeSuiteTest.bytes(test, "e");
                    byte[] fresh = EdgeSuiteTest.bytes(test, "fresh");
                    HedgedNonce nonces = new HedgedNonce(privateKey, hash, fresh);
                    assertThat(nonces.next()).isEqualTo(Scalar.read(EdgeSuiteTest.bytes(test, "first"), 0));
                    assertThat(nonces.next()).isEqualTo(Scalar.read(EdgeSuiteTest.bytes(test, "second"), 0));

                    Sm2Signer signer = new Sm2Signer(
                            Sm2KeyPair.ofPrivateKey(privateKey), userId, e -> new HedgedNonce(privateKey, e, fresh));
                    assertThat(signer.signHash(hash))
                            .hasToString(
                                    test.get("r").textValue() + test.get("s").textValue());
                }));
    }

    @Test
    void aNonceThatGivesNoSignatureIsReplaced() {
        // r = e + x1 = 0 for k = 1 and e = n - x(G): the standard draws again.
        long[] one = Scalar.one();
        byte[] hash = new byte[32];
        Scalar.write(Scalar.subtract(new long[4], Scalar.reduce(Sm2Curve.xOfMultiple(one))), hash, 0);
        long[][] nonces = {one, {2, 0, 0, 0}};
        int[] drawn = new int[1];
        Sm2Signer signer = new Sm2Signer(keyPair, userId, e -> () -> nonces[drawn[0]++].clone());

        Sm2Signature signature = signer.signHash(hash);

        assertThat(drawn[0]).isEqualTo(2);
        assertThat(Sm2Equation.holds(hash, signature, keyPair.publicKey())).isTrue();
    }

    @Test
    void stopsWhenNoNonceEverServes() {
        byte[] hash = new byte[32];
        Scalar.write(Scalar.subtract(new long[4], Scalar.reduce(Sm2Curve.xOfMultiple(Scalar.one()))), hash, 0);

        assertThatThrownBy(() -> new Sm2Signer(keyPair, userId, e -> Scalar::one).signHash(hash))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nonce");
    }

    @Test
    void generationStopsWhenTheRandomSourceIsBroken() {
        assertThatThrownBy(() -> new BouncyCastleCryptoProvider(new StuckRandom(0)).generateKeyPair())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("random source");
    }
}
