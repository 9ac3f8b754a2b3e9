package io.shuheng.crypto;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A foreign JCA provider that throws where a signature does not fit: Bouncy Castle's own otherwise. Never registered. */
final class ThrowingProvider extends Provider {
    private static final long serialVersionUID = 1L;

    private final transient Provider inner = new BouncyCastleProvider();

    ThrowingProvider() {
        super("Throwing", "1", "Bouncy Castle, which throws at bad signatures");
    }

    @Override
    public Service getService(String type, String algorithm) {
        Service service = inner.getService(type, algorithm);
        return service == null || !type.equals("Signature") ? service : throwing(algorithm);
    }

    private Service throwing(String algorithm) {
        return new Service(this, "Signature", algorithm, Throwing.class.getName(), List.of(), null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return new Throwing(Signature.getInstance(algorithm, inner));
            }
        };
    }

    private static final class Throwing extends Signature {
        private final Signature inner;

        Throwing(Signature inner) {
            super(inner.getAlgorithm());
            this.inner = inner;
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            inner.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            inner.initSign(key);
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            inner.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
            inner.update(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return inner.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            if (!inner.verify(signature)) {
                throw new SignatureException("does not fit");
            }
            return true;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec parameters) throws InvalidAlgorithmParameterException {
            inner.setParameter(parameters);
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
