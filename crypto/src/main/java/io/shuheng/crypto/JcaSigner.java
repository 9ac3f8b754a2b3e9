package io.shuheng.crypto;

import java.security.PrivateKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/** Signs by the provider, with a fresh object a signature: for all threads. */
final class JcaSigner implements Signer {
    private final JcaEngine engine;
    private final PrivateKey privateKey;
    private final Sm2PublicKey publicKey;
    private final byte @Nullable [] userId;

    JcaSigner(JcaEngine engine, PrivateKey privateKey, Sm2PublicKey publicKey, byte @Nullable [] userId) {
        this.engine = engine;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.userId = userId;
    }

    @Override
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Sm2Signature sign(byte[] message) {
        return engine.at(engine.names().signature(), () -> {
            Signature signature = engine.signature(userId);
            signature.initSign(privateKey, engine.random());
            signature.update(message);
            return Sm2Signature.ofDer(signature.sign());
        });
    }

    @Override
    public String toString() {
        return "JcaSigner[" + engine.provider().getName() + ", publicKey=" + publicKey + "]";
    }
}
