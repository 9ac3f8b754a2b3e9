package io.shuheng.benchmarks.crypto;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Signing and verifying 256 bytes with one known key, ours beside Bouncy Castle's own signer on its faster curve, initialised
 * once as its best users do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class Sm2Benchmark {
    private static final int MESSAGE_LENGTH = 256;

    private final BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final byte[] message = new byte[MESSAGE_LENGTH];
    private final Sm2KeyPair key = provider.generateKeyPair();
    private final Signer signer = provider.signer(key);
    private final Sm2Verifier verifier = provider.verifier(key.publicKey());
    private final Sm2Signature signature = signer.sign(message);
    private final byte[] signatureDer = signature.der();
    private final SM2Signer rivalSigner = new SM2Signer();
    private final SM2Signer rivalVerifier = new SM2Signer();

    /** Gives the rival the same key. */
    @Setup
    public void prepareRival() {
        X9ECParameters curve = CustomNamedCurves.getByOID(GMNamedCurves.getOID("sm2p256v1"));
        ECDomainParameters domain = new ECDomainParameters(curve);
        rivalSigner.init(true, new ECPrivateKeyParameters(new BigInteger(1, key.privateKey()), domain));
        rivalVerifier.init(
                false,
                new ECPublicKeyParameters(
                        domain.getCurve().decodePoint(key.publicKey().encoded()), domain));
    }

    /** Ours, one signature a call. */
    @Benchmark
    public Sm2Signature sign() {
        return signer.sign(message);
    }

    /** Ours, one signature a call; a refusal would be a fault of the benchmark. */
    @Benchmark
    public void verify(Blackhole hole) {
        hole.consume(verifier.verify(message, signature));
    }

    /** Bouncy Castle's. */
    @Benchmark
    public byte[] signBouncyCastle() throws CryptoException {
        rivalSigner.update(message, 0, message.length);
        return rivalSigner.generateSignature();
    }

    /** Bouncy Castle's. */
    @Benchmark
    public boolean verifyBouncyCastle() {
        rivalVerifier.update(message, 0, message.length);
        return rivalVerifier.verifySignature(signatureDer);
    }
}
