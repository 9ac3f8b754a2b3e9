package io.shuheng.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.custom.gm.SM2P256V1Curve;
import org.junit.jupiter.api.Test;

/**
 * Our fast paths and Bouncy Castle give the same answers: on 20 000 random inputs in every build, on three millions with
 * {@code -Plong}, on the edge inputs in {@link EdgeSuiteTest}.
 */
class FastAndSlowTest {
    private static final int KEYS = 20;
    private static final int ROUNDS = Boolean.getBoolean("shuheng.long") ? 150_000 : 1_000;

    private final Random random = new Random(20_261_128L);

    private byte[] bytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    private long[] scalar() {
        long[] scalar = Scalar.reduce(Scalar.read(bytes(), 0));
        if (random.nextInt(4) == 0) {
            scalar[random.nextInt(4)] = random.nextBoolean() ? 0 : -1;
            scalar[3] >>>= random.nextInt(64);
            scalar = Scalar.reduce(scalar);
        }
        return Scalar.isZero(scalar) ? Scalar.one() : scalar;
    }

    private static ECPoint affine(JacobianPoint point) {
        return Sm2Curve.DOMAIN
                .getCurve()
                .createPoint(Scalar.toPublic(point.affineX()), Scalar.toPublic(point.affineY()));
    }

    @Test
    void signaturesAndTheirMutationsAreJudgedAlike() {
        for (int i = 0; i < KEYS; i++) {
            byte[] privateKey = new byte[32];
            Scalar.write(scalar(), privateKey, 0);
            Sm2KeyPair keyPair = Sm2KeyPair.ofPrivateKey(privateKey);
            Sm2PublicKey key = keyPair.publicKey();
            PointTable table = new PointTable(key.point());
            Sm2Signer signer = new Sm2Signer(keyPair, new byte[0], e -> this::scalar);
            for (int round = 0; round < ROUNDS; round++) {
                byte[] hash = bytes();
                Sm2Signature signature = signer.signHash(hash);
                boolean genuine = random.nextInt(4) != 0;
                if (!genuine) {
                    hash[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
                }
                assertThat(Sm2FastEquation.holds(hash, signature, key, table)).isEqualTo(genuine);
                assertThat(Sm2Equation.holds(hash, signature, key)).isEqualTo(genuine);
            }
        }
    }

    @Test
    void multiplesOfTheBasePointAgree() {
        for (int round = 0; round < KEYS * ROUNDS; round++) {
            long[] k = scalar();
            assertThat(PointTable.base().times(k).affineX()).isEqualTo(Sm2Curve.xOfMultiple(k));
        }
    }

    @Test
    void multiplesAtTheBordersAgreeInBothCoordinates() {
        BigInteger n = Sm2Curve.N;
        for (int bit = 0; bit < 256; bit++) {
            for (int offset = -33; offset <= 33; offset += 3) {
                BigInteger k = BigInteger.ONE
                        .shiftLeft(bit)
                        .add(BigInteger.valueOf(offset))
                        .mod(n);
                assertMultiple(k);
                assertMultiple(n.subtract(k));
            }
        }
    }

    private static void assertMultiple(BigInteger k) {
        if (k.signum() > 0 && k.compareTo(Sm2Curve.N) < 0) {
            ECPoint expected = Sm2Curve.timesBase(k);
            assertThat(affine(PointTable.base().times(Scalar.ofPublic(k)))).isEqualTo(expected);
            assertThat(affine(
                            PointTable.sum(PointTable.wideBase(), Scalar.ofPublic(k), PointTable.base(), new long[4])))
                    .isEqualTo(expected);
        }
    }

    @Test
    void sumsOfTwoMultiplesAgreeInBothCoordinates() {
        ECPoint point = Sm2Curve.timesBase(BigInteger.valueOf(0x5117));
        PointTable table = new PointTable(point);
        for (int round = 0; round < 500; round++) {
            long[] s = scalar();
            long[] t = scalar();
            ECPoint expected = ECAlgorithms.sumOfTwoMultiplies(
                    Sm2Curve.DOMAIN.getG(), Scalar.toPublic(s), point, Scalar.toPublic(t));
            assertThat(affine(PointTable.sum(PointTable.wideBase(), s, table, t)))
                    .isEqualTo(expected.normalize());
        }
    }

    @Test
    void aSumThatMeetsEqualPointsSaysSo() {
        PointTable base = PointTable.base();
        long[] one = Scalar.one();

        assertThat(PointTable.sum(base, one, base, one).z.isZero()).isTrue();
        assertThat(PointTable.sum(base, one, base, Scalar.subtract(new long[4], one))
                        .z
                        .isZero())
                .isTrue();
        assertThat(PointTable.sum(base, one, base, new long[] {2, 0, 0, 0}).z.isZero())
                .isFalse();
    }

    @Test
    void wrappedKeysOpenAlike() {
        CryptoProvider provider = BouncyCastleCryptoProvider.create();
        Sm2KeyPair keyPair = provider.generateKeyPair();
        Sm2Decryptor decryptor = new Sm2Decryptor(keyPair);
        for (int length = 1; length <= 64; length++) {
            byte[] secret = new byte[length];
            random.nextBytes(secret);
            byte[] wrapped = provider.wrap(keyPair.publicKey(), secret);

            assertThat(decryptor.unwrap(wrapped)).isEqualTo(secret);
            assertThat(decryptor.decryptExternally(wrapped)).isEqualTo(secret);
        }
    }

    /** Bouncy Castle's generic curve arithmetic, behind GMNamedCurves, takes six times as long: it must not sneak in. */
    @Test
    void everyKeyLiesOnTheCurveMadeForItsPrime() {
        Sm2KeyPair keyPair = BouncyCastleCryptoProvider.create().generateKeyPair();
        Sm2PublicKey read = Sm2PublicKey.ofEncoded(keyPair.publicKey().encoded());
        Sm2PublicKey ofInfo =
                Sm2PublicKey.ofSubjectPublicKeyInfo(keyPair.publicKey().subjectPublicKeyInfo());

        assertThat(Sm2Curve.DOMAIN.getCurve()).isInstanceOf(SM2P256V1Curve.class);
        assertThat(Sm2Curve.DOMAIN.getG().getCurve()).isInstanceOf(SM2P256V1Curve.class);
        for (Sm2PublicKey key : new Sm2PublicKey[] {keyPair.publicKey(), read, ofInfo}) {
            assertThat(key.point().getCurve()).isInstanceOf(SM2P256V1Curve.class);
        }
        assertThat(GMNamedCurves.getByName("sm2p256v1").getCurve()).isNotInstanceOf(SM2P256V1Curve.class);
    }
}
