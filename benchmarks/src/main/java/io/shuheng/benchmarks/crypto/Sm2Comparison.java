package io.shuheng.benchmarks.crypto;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.KeyTables;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Ours against Bouncy Castle's {@code SM2Signer} on {@code CustomNamedCurves}, initialised once, message of 256 bytes, one thread,
 * as {@link PairedSlices}. {@code java -cp benchmarks/target/shuheng-benchmarks.jar
 * io.shuheng.benchmarks.crypto.Sm2Comparison}
 */
public final class Sm2Comparison {
    private static final int MESSAGE_LENGTH = 256;

    private final byte[] message = new byte[MESSAGE_LENGTH];
    private final BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair key = provider.generateKeyPair();
    private final Signer signer = provider.signer(key);
    private final Sm2Verifier known = provider.verifier(key.publicKey());
    private final Sm2Verifier unknown =
            new Sm2Verifier(key.publicKey(), "1234567812345678".getBytes(StandardCharsets.US_ASCII), new KeyTables(0));
    private final Sm2Signature signature = signer.sign(message);
    private final byte[] der = signature.der();
    private final SM2Signer rivalSigner = new SM2Signer();
    private final SM2Signer rivalVerifier = new SM2Signer();

    Sm2Comparison() {
        X9ECParameters curve = CustomNamedCurves.getByOID(GMNamedCurves.getOID("sm2p256v1"));
        ECDomainParameters domain = new ECDomainParameters(curve);
        rivalSigner.init(
                true,
                new ParametersWithRandom(
                        new ECPrivateKeyParameters(new BigInteger(1, key.privateKey()), domain), new SecureRandom()));
        rivalVerifier.init(
                false,
                new ECPublicKeyParameters(
                        domain.getCurve().decodePoint(key.publicKey().encoded()), domain));
    }

    /**
     * Runs the three comparisons.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Sm2Comparison comparison = new Sm2Comparison();
        PairedSlices.compare("Bouncy Castle", "verify, known key", comparison::verifyKnown, comparison::verifyRival);
        PairedSlices.compare(
                "Bouncy Castle", "verify, unknown key", comparison::verifyUnknown, comparison::verifyRival);
        PairedSlices.compare("Bouncy Castle", "sign", comparison::sign, comparison::signRival);
    }

    boolean verifyKnown() {
        return known.verify(message, signature);
    }

    private boolean verifyUnknown() {
        return unknown.verify(message, signature);
    }

    boolean verifyRival() {
        rivalVerifier.update(message, 0, message.length);
        return rivalVerifier.verifySignature(der);
    }

    boolean sign() {
        return !signer.sign(message).equals(signature);
    }

    boolean signRival() {
        rivalSigner.update(message, 0, message.length);
        try {
            return rivalSigner.generateSignature().length > 0;
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }
}
