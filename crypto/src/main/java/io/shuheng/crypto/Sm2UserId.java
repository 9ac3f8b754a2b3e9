package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.nio.charset.StandardCharsets;

/**
 * The signer's distinguishing identifier (可辨别标识) that SM2 hashes before the message: Z = SM3(bit length ‖ id ‖ a ‖ b ‖ G ‖ P),
 * GB/T 32918.2-2016, 5.5.
 */
final class Sm2UserId {
    /** The value GM/T 0009-2012, clause 10, sets where parties agreed on none. */
    static final String DEFAULT = "1234567812345678";

    private static final int MAXIMUM_LENGTH = 0xFFFF / 8;

    private Sm2UserId() {}

    static byte[] defaultBytes() {
        return DEFAULT.getBytes(StandardCharsets.US_ASCII);
    }

    static void requireLength(byte[] userId) {
        if (userId.length > MAXIMUM_LENGTH) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    "an SM2 user id has at most " + MAXIMUM_LENGTH + " bytes, not " + userId.length);
        }
    }

    /** An SM3 computation that has taken Z and waits for the message. */
    static Sm3Digest digestAfterZ(byte[] userId, Sm2PublicKey key) {
        requireLength(userId);
        int bits = userId.length * 8;
        Sm3Digest digest = new Sm3Digest();
        digest.update((byte) (bits >> 8));
        digest.update((byte) bits);
        digest.update(userId, 0, userId.length);
        add(digest, Sm2Curve.DOMAIN.getCurve().getA().getEncoded());
        add(digest, Sm2Curve.DOMAIN.getCurve().getB().getEncoded());
        addCoordinates(digest, Sm2Curve.DOMAIN.getG().getEncoded(false));
        addCoordinates(digest, key.encoded());
        byte[] z = new byte[Sm3.LENGTH];
        digest.doFinal(z, 0);
        add(digest, z);
        return digest;
    }

    private static void add(Sm3Digest digest, byte[] bytes) {
        digest.update(bytes, 0, bytes.length);
    }

    private static void addCoordinates(Sm3Digest digest, byte[] point) {
        digest.update(point, 1, point.length - 1);
    }
}
