package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** SM2 keys between their own form and a JCA provider's. Thread-safe. */
final class JcaKeys {
    private final Provider provider;
    private final JcaNames names;
    private final ECParameterSpec curve;

    JcaKeys(Provider provider, JcaNames names) throws GeneralSecurityException {
        this.provider = provider;
        this.names = names;
        AlgorithmParameters parameters = AlgorithmParameters.getInstance(names.keys(), provider);
        parameters.init(new ECGenParameterSpec(names.curve()));
        this.curve = parameters.getParameterSpec(ECParameterSpec.class);
        if (!curve.getOrder().equals(Sm2Curve.N)) {
            throw new CryptoException(
                    Code.UNSUPPORTED,
                    provider.getName() + ": " + names.curve() + " is not the curve of GB/T 32918.5-2017");
        }
    }

    PublicKey of(Sm2PublicKey key) throws GeneralSecurityException {
        return KeyFactory.getInstance(names.keys(), provider)
                .generatePublic(new X509EncodedKeySpec(key.subjectPublicKeyInfo()));
    }

    PrivateKey of(Sm2KeyPair key) throws GeneralSecurityException {
        byte[] d = key.privateKey();
        try {
            return KeyFactory.getInstance(names.keys(), provider)
                    .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, d), curve));
        } finally {
            Arrays.fill(d, (byte) 0);
        }
    }

    Sm2KeyPair generate(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(names.keys(), provider);
        generator.initialize(new ECGenParameterSpec(names.curve()), random);
        KeyPair made = generator.generateKeyPair();
        byte[] d = BigIntegers.asUnsignedByteArray(
                Sm2KeyPair.PRIVATE_KEY_LENGTH, ((ECPrivateKey) made.getPrivate()).getS());
        try {
            Sm2KeyPair keyPair = Sm2KeyPair.ofPrivateKey(d);
            requireSame(keyPair.publicKey(), (ECPublicKey) made.getPublic());
            return keyPair;
        } finally {
            Arrays.fill(d, (byte) 0);
        }
    }

    private void requireSame(Sm2PublicKey computed, ECPublicKey stated) {
        BigInteger x = new BigInteger(1, computed.encoded(), 1, Sm2Curve.SCALAR_LENGTH);
        if (!x.equals(stated.getW().getAffineX())) {
            throw new IllegalStateException(provider.getName() + " made a key pair that is none");
        }
    }
}
