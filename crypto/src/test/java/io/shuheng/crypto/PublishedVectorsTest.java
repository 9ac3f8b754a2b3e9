package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** Examples printed in the standards; each test names its source. */
class PublishedVectorsTest {
    /** GB/T 32918.5-2017, annexes A.2 and A.3 use the same key and nonce. */
    private static final byte[] PRIVATE_KEY =
            Hex.bytes("3945208F 7B2144B1 3F36E38A C6D39F95 88939369 2860B51A 42FB81EF 4DF7C5B8");

    private static final String PUBLIC_KEY = "04"
            + "09F9DF31 1E5421A1 50DD7D16 1E4BC5C6 72179FAD 1833FC07 6BB08FF3 56F35020"
            + "CCEA490C E26775A5 2DC6EA71 8CC1AA60 0AED05FB F35E084A 6632F607 2DA9AD13";
    private static final byte[] NONCE =
            Hex.bytes("59276E27 D506861A 16680F3A D9C02DCC EF3CC1FA 3CDBE4CE 6D54B80D EAC1BC21");

    private final Sm2KeyPair keyPair = Sm2KeyPair.ofPrivateKey(PRIVATE_KEY);

    /** GB/T 32905-2016 (GM/T 0004-2012), annex A.1. */
    @Test
    void sm3OfAbc() {
        assertThat(Sm3Hash.ofContent("abc".getBytes(US_ASCII)))
                .hasToString("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    /** GB/T 32905-2016 (GM/T 0004-2012), annex A.2. */
    @Test
    void sm3OfSixtyFourBytes() {
        assertThat(Sm3Hash.ofContent("abcd".repeat(16).getBytes(US_ASCII)))
                .hasToString("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    /** GB/T 32918.5-2017, annex A.2: the public key. */
    @Test
    void sm2PublicKey() {
        assertThat(keyPair.publicKey().encoded()).isEqualTo(Hex.bytes(PUBLIC_KEY));
    }

    /** GB/T 32918.5-2017, annex A.2: signing "message digest" with the printed nonce. */
    @Test
    void sm2Signature() {
        byte[] message = "message digest".getBytes(US_ASCII);
        Signer signer = new Sm2Signer(keyPair, Sm2UserId.defaultBytes(), hash -> () -> Scalar.read(NONCE, 0));

        Sm2Signature signature = signer.sign(message);

        assertThat(signature)
                .hasToString("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                        + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
        assertThat(new Sm2Verifier(keyPair.publicKey()).verify(message, signature))
                .isTrue();
    }

    /** GB/T 32918.5-2017, annex A.3: encrypting "encryption standard" with the printed nonce, in the order C1‖C3‖C2. */
    @Test
    void sm2Encryption() {
        byte[] plain = "encryption standard".getBytes(US_ASCII);
        CryptoProvider provider = new BouncyCastleCryptoProvider(new PublishedRandom(NONCE));

        byte[] wrapped = provider.wrap(keyPair.publicKey(), plain);

        assertThat(wrapped)
                .isEqualTo(Hex.bytes("04"
                        + "04EBFC71 8E8D1798 62043226 8E77FEB6 415E2EDE 0E073C0F 4F640ECD 2E149A73"
                        + "E858F9D8 1E5430A5 7B36DAAB 8F950A3C 64E6EE6A 63094D99 283AFF76 7E124DF0"
                        + "59983C18 F809E262 923C53AE C295D303 83B54E39 D609D160 AFCB1908 D0BD8766"
                        + "21886CA9 89CA9C7D 58087307 CA93092D 651EFA"));
        assertThat(provider.decryptor(keyPair).unwrap(wrapped)).isEqualTo(plain);
    }

    /** GB/T 32907-2016 (GM/T 0002-2012), annex A.1: the block cipher under our GCM. */
    @Test
    void sm4Block() {
        byte[] key = Hex.bytes("0123456789ABCDEFFEDCBA9876543210");
        SM4Engine sm4 = new SM4Engine();
        sm4.init(true, new KeyParameter(key));
        byte[] out = new byte[16];

        sm4.processBlock(key, 0, out, 0);

        assertThat(Hex.text(out)).isEqualTo("681edf34d206965e86b3e94f536e4246");
    }

    /** RFC 8998, appendix A.1. */
    @Test
    void sm4Gcm() {
        byte[] nonce = Hex.bytes("00001234567800000000ABCD");
        byte[] key = Hex.bytes("0123456789ABCDEFFEDCBA9876543210");
        byte[] associated = Hex.bytes("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
        byte[] plain = Hex.bytes("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                + "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        CryptoProvider provider = BouncyCastleCryptoProvider.create();

        byte[] sealed = provider.seal(key, nonce, associated, plain);

        assertThat(sealed)
                .isEqualTo(Hex.bytes("17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
                        + "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
                        + "83DE3541E4C2B58177E065A9BF7B62EC"));
        assertThat(provider.open(key, nonce, associated, sealed)).isEqualTo(plain);
    }
}
