package io.shuheng.benchmarks.crypto;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;

/**
 * Ours against Tencent Kona, its pure Java and its native provider, message of 256 bytes, one thread, as {@link PairedSlices}. Kona's jar
 * is no part of this project and is named on the command line; it is loaded by a class loader of its own, and its providers are
 * used without being registered. {@code java -cp benchmarks/target/shuheng-benchmarks.jar
 * io.shuheng.benchmarks.crypto.Sm2KonaComparison kona-crypto-1.0.19.jar}
 */
public final class Sm2KonaComparison {
    private static final int MESSAGE_LENGTH = 256;

    private final byte[] message = new byte[MESSAGE_LENGTH];
    private final BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair key = provider.generateKeyPair();
    private final Signer signer = provider.signer(key);
    private final Sm2Verifier verifier = provider.verifier(key.publicKey());
    private final Sm2Signature signature = signer.sign(message);

    private Sm2KonaComparison() {}

    /**
     * Runs the comparisons.
     *
     * @param arguments the path of Kona's jar
     * @throws Exception if the jar is not there, or has no such provider for this machine
     */
    public static void main(String[] arguments) throws Exception {
        URL jar = Path.of(arguments[0]).toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
            Sm2KonaComparison comparison = new Sm2KonaComparison();
            comparison.against("Kona", instance(loader, "KonaCryptoProvider"));
            comparison.against("Kona native", instance(loader, "KonaCryptoNativeProvider"));
        }
    }

    private static Provider instance(ClassLoader loader, String name) throws ReflectiveOperationException {
        return (Provider) loader.loadClass("com.tencent.kona.crypto." + name)
                .getConstructor()
                .newInstance();
    }

    private void against(String name, Provider kona) throws GeneralSecurityException {
        KeyPair theirs = KeyPairGenerator.getInstance("SM2", kona).generateKeyPair();
        Signature theirSigner = Signature.getInstance("SM2", kona);
        theirSigner.initSign(theirs.getPrivate());
        Signature theirVerifier = Signature.getInstance("SM2", kona);
        theirVerifier.initVerify(theirs.getPublic());
        theirSigner.update(message);
        byte[] theirSignature = theirSigner.sign();
        PairedSlices.compare(
                name,
                "verify, known key",
                () -> verifier.verify(message, signature),
                () -> verify(theirVerifier, theirSignature));
        PairedSlices.compare(name, "sign", () -> !signer.sign(message).equals(signature), () -> sign(theirSigner));
    }

    private boolean verify(Signature verifier, byte[] theirSignature) {
        try {
            verifier.update(message);
            return verifier.verify(theirSignature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean sign(Signature theirSigner) {
        try {
            theirSigner.update(message);
            return theirSigner.sign().length > 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
