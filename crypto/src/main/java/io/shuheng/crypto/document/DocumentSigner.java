package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.certificate.Certificate;
import java.util.OptionalLong;

/**
 * Who signs a document, wherever the key lives. Thread-safe if the signer is.
 *
 * @param signer the key, under the default user id 1234567812345678
 * @param certificate of that key
 * @param signingTime when it signs as it says itself, seconds since 1970; proves nothing to others
 */
public record DocumentSigner(Signer signer, Certificate certificate, OptionalLong signingTime) {
    /**
     * Checks that key and certificate go together.
     *
     * @throws CryptoException BAD_SIGNATURE if the key is another
     */
    public DocumentSigner {
        if (!certificate.publicKey().equals(signer.publicKey())) {
            throw new CryptoException(Code.BAD_SIGNATURE, "the signer has another key than " + certificate);
        }
    }

    /**
     * Signs at a time.
     *
     * @param signer the key, under the default user id
     * @param certificate of that key
     * @param signingTimeSeconds when it signs, seconds since 1970
     * @return the signer
     * @throws CryptoException BAD_SIGNATURE if the key is another
     */
    public static DocumentSigner of(Signer signer, Certificate certificate, long signingTimeSeconds) {
        return new DocumentSigner(signer, certificate, OptionalLong.of(signingTimeSeconds));
    }

    /** Signs; a signature that nobody could verify, of another user id for one, does not leave. */
    byte[] sign(byte[] message) {
        Sm2Signature signature = signer.sign(message);
        if (!new Sm2Verifier(certificate.publicKey()).verify(message, signature)) {
            throw new CryptoException(
                    Code.BAD_SIGNATURE,
                    "the signer's signature does not verify under the default user id with " + certificate);
        }
        return signature.der();
    }
}
