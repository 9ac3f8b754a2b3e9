package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the vectors that {@code src/test/interop/sm-crypto.js} checks with other tools: run by hand. */
final class SmCryptoVectors {
    private static final int COUNT = 12;
    private static final int[] LENGTHS = {1, 15, 16, 31, 32, 33, 48, 63, 64, 16, 16, 32};

    private SmCryptoVectors() {}

    public static void main(String[] arguments) throws Exception {
        CryptoProvider provider = BouncyCastleCryptoProvider.create();
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("madeWith", "Shuheng 0.1.0-SNAPSHOT");
        root.put("script", "SmCryptoVectors");
        ArrayNode signatures = root.putArray("signatures");
        ArrayNode ciphertexts = root.putArray("ciphertexts");
        for (int i = 0; i < COUNT; i++) {
            Sm2KeyPair keyPair = provider.generateKeyPair();
            sign(signatures.addObject(), provider, keyPair, i);
            byte[] plain = random(provider, LENGTHS[i]);
            byte[] wrapped = provider.wrap(keyPair.publicKey(), plain);
            ciphertexts
                    .addObject()
                    .put("privateKey", Hex.text(keyPair.privateKey()))
                    .put("plain", Hex.text(plain))
                    .put("c1c3c2", Hex.text(Arrays.copyOfRange(wrapped, 1, wrapped.length)));
        }
        ArrayNode hashes = root.putArray("hashes");
        for (int length : new int[] {0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000}) {
            byte[] message = random(provider, length);
            byte[] key = random(provider, 1 + length % 80);
            hashes.addObject()
                    .put("message", Hex.text(message))
                    .put("sm3", Hex.text(provider.sm3(message)))
                    .put("key", Hex.text(key))
                    .put("hmac", Hex.text(provider.hmacSm3(key, message)));
        }
        ArrayNode gcm = root.putArray("gcm");
        for (int length : new int[] {0, 1, 16, 100}) {
            byte[] key = random(provider, 16);
            byte[] nonce = random(provider, 12);
            byte[] associated = random(provider, length % 21);
            byte[] plain = random(provider, length);
            gcm.addObject()
                    .put("key", Hex.text(key))
                    .put("nonce", Hex.text(nonce))
                    .put("associated", Hex.text(associated))
                    .put("plain", Hex.text(plain))
                    .put("sealed", Hex.text(provider.seal(key, nonce, associated, plain)));
        }
        System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    private static void sign(ObjectNode vector, CryptoProvider provider, Sm2KeyPair keyPair, int i) {
        String userId = i % 3 == 0 ? null : "user " + i;
        String message = "数据 data ".repeat(i);
        Signer signer = signer(provider, keyPair, userId);
        vector.put("privateKey", Hex.text(keyPair.privateKey()))
                .put("publicKey", keyPair.publicKey().toString())
                .put("userId", userId)
                .put("message", message)
                .put("der", Hex.text(signer.sign(message.getBytes(UTF_8)).der()))
                .put("raw", signer.sign(message.getBytes(UTF_8)).toString());
    }

    private static Signer signer(CryptoProvider provider, Sm2KeyPair keyPair, @Nullable String userId) {
        return userId == null ? provider.signer(keyPair) : provider.signer(keyPair, userId.getBytes(UTF_8));
    }

    private static byte[] random(CryptoProvider provider, int length) {
        byte[] bytes = new byte[length];
        provider.randomBytes(bytes);
        return bytes;
    }
}
