package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the npm packages sm-crypto and sm-crypto-v2 made, which many web front ends sign with, is taken here; what we made for them is still what
 * we make. That they take ours was checked by {@code src/test/interop/sm-crypto.js}.
 */
class SmCryptoTest {
    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();

    private static JsonNode vectors(String name) throws IOException {
        try (InputStream in = SmCryptoTest.class.getResourceAsStream("interop/" + name + ".json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static byte[] hex(JsonNode vector, String field) {
        return Hex.bytes(vector.get(field).asText());
    }

    private static Sm2Verifier verifier(JsonNode vector, Sm2PublicKey key) {
        return vector.get("userId").isNull()
                ? new Sm2Verifier(key)
                : new Sm2Verifier(key, vector.get("userId").asText().getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm-crypto", "sm-crypto-v2", "shuheng"})
    void signaturesWithAndWithoutAUserIdVerify(String name) throws IOException {
        JsonNode signatures = vectors(name).get("signatures");
        for (JsonNode vector : signatures) {
            Sm2KeyPair keyPair = Sm2KeyPair.ofPrivateKey(hex(vector, "privateKey"));
            byte[] message = vector.get("message").asText().getBytes(UTF_8);

            assertThat(keyPair.publicKey().encoded()).isEqualTo(hex(vector, "publicKey"));
            Sm2Verifier verifier = verifier(vector, keyPair.publicKey());
            assertThat(verifier.verify(message, Sm2Signature.ofDer(hex(vector, "der"))))
                    .isTrue();
            assertThat(verifier.verify(message, Sm2Signature.ofRaw(hex(vector, "raw"))))
                    .isTrue();
            assertThat(verifier.verify(new byte[] {1}, Sm2Signature.ofRaw(hex(vector, "raw"))))
                    .isFalse();
        }
        assertThat(signatures).hasSize(12);
    }

    /** The packages leave the 04 of C1 out. */
    @ParameterizedTest
    @ValueSource(strings = {"sm-crypto", "sm-crypto-v2", "shuheng"})
    void ciphertextsOpen(String name) throws IOException {
        JsonNode ciphertexts = vectors(name).get("ciphertexts");
        for (JsonNode vector : ciphertexts) {
            Decryptor decryptor = provider.decryptor(Sm2KeyPair.ofPrivateKey(hex(vector, "privateKey")));
            byte[] wrapped = Hex.bytes("04" + vector.get("c1c3c2").asText());

            assertThat(decryptor.unwrap(wrapped)).isEqualTo(hex(vector, "plain"));
        }
        assertThat(ciphertexts).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm-crypto", "sm-crypto-v2", "shuheng"})
    void hashesAndMacsAgree(String name) throws IOException {
        JsonNode hashes = vectors(name).get("hashes");
        for (JsonNode vector : hashes) {
            assertThat(provider.sm3(hex(vector, "message"))).isEqualTo(hex(vector, "sm3"));
            assertThat(provider.hmacSm3(hex(vector, "key"), hex(vector, "message")))
                    .isEqualTo(hex(vector, "hmac"));
        }
        assertThat(hashes).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm-crypto", "sm-crypto-v2"})
    void blocksAgree(String name) throws IOException {
        for (JsonNode vector : vectors(name).get("ecb")) {
            SM4Engine engine = new SM4Engine();
            engine.init(true, new KeyParameter(hex(vector, "key")));
            byte[] plain = hex(vector, "plain");
            byte[] out = new byte[plain.length];
            for (int at = 0; at < plain.length; at += 16) {
                engine.processBlock(plain, at, out, at);
            }
            assertThat(out).isEqualTo(hex(vector, "cipher"));
        }
    }

    @Test
    void sealedBytesAgree() throws IOException {
        for (String name : new String[] {"sm-crypto-v2", "shuheng"}) {
            JsonNode sealed = vectors(name).get("gcm");
            for (JsonNode vector : sealed) {
                assertThat(provider.seal(
                                hex(vector, "key"),
                                hex(vector, "nonce"),
                                hex(vector, "associated"),
                                hex(vector, "plain")))
                        .isEqualTo(hex(vector, "sealed"));
            }
            assertThat(sealed).hasSize(4);
        }
    }

    @Test
    void everyFileSaysWhatMadeIt() throws IOException {
        assertThat(vectors("sm-crypto").get("madeWith").asText()).isEqualTo("sm-crypto 0.5.8");
        assertThat(vectors("sm-crypto-v2").get("madeWith").asText()).isEqualTo("sm-crypto-v2 1.15.1");
        assertThat(vectors("shuheng").get("madeWith").asText()).startsWith("Shuheng");
    }
}
