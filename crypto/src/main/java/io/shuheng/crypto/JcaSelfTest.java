package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whether a back end computes what the standards' examples say: a name that means another algorithm must not be found out by the first contract.
 */
final class JcaSelfTest {
    /** GB/T 32905-2016, A.1. */
    private static final String SM3_OF_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    /** GB/T 32918.5-2017, A.2: private key and signature of "message digest". */
    private static final String PRIVATE_KEY = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";

    private static final String SIGNATURE = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
            + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

    /** RFC 8998, A.1. */
    private static final String GCM_KEY = "0123456789abcdeffedcba9876543210";

    private static final String GCM_NONCE = "00001234567800000000abcd";
    private static final String GCM_ASSOCIATED = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    private static final String GCM_PLAIN = "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa";
    private static final String GCM_SEALED = "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
            + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d" + "83de3541e4c2b58177e065a9bf7b62ec";

    private JcaSelfTest() {}

    static void run(JcaCryptoProvider provider) {
        byte[] abc = "abc".getBytes(US_ASCII);
        byte[] message = "message digest".getBytes(US_ASCII);
        Sm2KeyPair keyPair = Sm2KeyPair.ofPrivateKey(hex(PRIVATE_KEY));
        require(Arrays.equals(provider.newSm3().copy().doFinal().bytes(), Sm3.hash()), "SM3 of nothing");
        require(Arrays.equals(provider.sm3(abc), hex(SM3_OF_ABC)), "SM3");
        require(Arrays.equals(provider.hmacSm3(abc, message), ownMac(abc, message)), "HMAC-SM3");
        Sm2Verifier verifier = provider.verifier(keyPair.publicKey());
        require(verifier.verify(message, Sm2Signature.ofRaw(hex(SIGNATURE))), "SM2 verification");
        require(!verifier.verify(abc, Sm2Signature.ofRaw(hex(SIGNATURE))), "SM2 refusal");
        requireSignature(provider.signer(keyPair).sign(message), message, keyPair.publicKey());
        byte[] wrapped = provider.wrap(keyPair.publicKey(), message);
        require(Arrays.equals(new Sm2Decryptor(keyPair).decryptExternally(wrapped), message), "SM2 encryption");
        require(Arrays.equals(provider.decryptor(keyPair).unwrap(wrapped), message), "SM2 decryption");
        byte[] sealed = provider.seal(hex(GCM_KEY), hex(GCM_NONCE), hex(GCM_ASSOCIATED), hex(GCM_PLAIN));
        require(Arrays.equals(sealed, hex(GCM_SEALED)), "SM4-GCM");
        byte[] opened = provider.open(hex(GCM_KEY), hex(GCM_NONCE), hex(GCM_ASSOCIATED), sealed);
        require(Arrays.equals(opened, hex(GCM_PLAIN)), "SM4-GCM decryption");
    }

    private static byte[] ownMac(byte[] key, byte[] message) {
        HmacSm3 mac = new HmacSm3(key);
        mac.update(message, 0, message.length);
        byte[] tag = new byte[HmacSm3.LENGTH];
        mac.doFinal(tag, 0);
        return tag;
    }

    private static void requireSignature(Sm2Signature signature, byte[] message, Sm2PublicKey key) {
        Sm3Digest afterZ = Sm2UserId.digestAfterZ(Sm2UserId.defaultBytes(), key);
        byte[] hash = Sm2Verifier.messageHash(afterZ, message, 0, message.length);
        require(Sm2Equation.holds(hash, signature, key), "SM2 signature");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new CryptoException(
                    Code.UNSUPPORTED, "JCA provider: " + what + " is not what the standard's example has");
        }
    }
}
