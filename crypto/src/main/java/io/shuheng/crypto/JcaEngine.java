package io.shuheng.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A JCA provider with the names it uses. Thread-safe.
 *
 * @param provider the provider
 * @param names what it calls the algorithms
 * @param random its random source
 */
record JcaEngine(Provider provider, JcaNames names, SecureRandom random) {
    /** A step at the provider that can fail only if the provider does. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws GeneralSecurityException;
    }

    <T> T at(String what, Step<T> step) {
        try {
            return step.run();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JCA provider " + provider.getName() + " failed at " + what, e);
        }
    }

    /** A fresh signature object, under a user id or the provider's default. */
    Signature signature(byte @Nullable [] userId) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(names.signature(), provider);
        if (userId != null) {
            signature.setParameter(names.userId().apply(userId.clone()));
        }
        return signature;
    }
}
