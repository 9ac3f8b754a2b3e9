package io.shuheng.crypto;

/**
 * Input from outside that cannot be used: a malformed key, signature, certificate or envelope, or a secret that does not
 * fit. The {@link #code()} is stable and meant for programs; the message names what failed, the value's size or position,
 * and the rule. Messages never contain key material or plaintext.
 */
public final class CryptoException extends RuntimeException {
    /** What went wrong; names are stable across versions. */
    public enum Code {
        /** A value has another number of bytes than its format demands. */
        WRONG_LENGTH(RejectionReason.FORMAT),
        /** Bytes or text are not in the form demanded: DER, PEM, hexadecimal, a header's magic. */
        MALFORMED(RejectionReason.FORMAT),
        /** A public key is not a point of the SM2 curve, or is the point at infinity. */
        NOT_ON_CURVE(RejectionReason.CURVE),
        /** A number lies outside its range: a scalar, an index, a size. */
        OUT_OF_RANGE(RejectionReason.RANGE),
        /** Something well formed names an algorithm, curve or version that is not supported. */
        UNSUPPORTED(RejectionReason.FORMAT),
        /** Something that is supported names an algorithm that the {@link AlgorithmPolicy} does not allow. */
        ALGORITHM_REFUSED(RejectionReason.FORMAT),
        /** Input is larger than the limit its reader states. */
        LIMIT_EXCEEDED(RejectionReason.RANGE),
        /** A signature that the structure carries itself does not verify (a certificate request's proof of possession). */
        BAD_SIGNATURE(RejectionReason.MISMATCH),
        /** A certificate or request names a natural person by given name, surname or the like. */
        CERT_PERSONAL_NAME(RejectionReason.IDENTITY),
        /** A password is wrong, or the encrypted key was altered: the two cannot be told apart. */
        WRONG_PASSWORD(RejectionReason.MISMATCH),
        /** A wrapped key does not open with this private key, or was altered: the two cannot be told apart. */
        WRONG_RECIPIENT(RejectionReason.MISMATCH),
        /** Authenticated decryption failed: the ciphertext, its order or its associated data was altered. */
        AUTHENTICATION_FAILED(RejectionReason.MISMATCH),
        /** Two certificates are not one subject's pair to sign and to encrypt, or a key is not the one a certificate names. */
        NOT_A_PAIR(RejectionReason.IDENTITY),
        /** An envelope was made for another contract or another recipient. */
        WRONG_CONTEXT(RejectionReason.IDENTITY),
        /** A stream ends before the length its header states. */
        TRUNCATED(RejectionReason.FORMAT),
        /** Bytes follow the end of a structure. */
        TRAILING_BYTES(RejectionReason.FORMAT);

        private final RejectionReason reason;

        Code(RejectionReason reason) {
            this.reason = reason;
        }

        /**
         * The kind of fault.
         *
         * @return the reason, one for each code
         */
        public RejectionReason reason() {
            return reason;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Code code;

    /**
     * Makes an exception.
     *
     * @param code the stable code
     * @param message what failed, and by which rule
     */
    public CryptoException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /**
     * Makes an exception with the fault that led to it.
     *
     * @param code the stable code
     * @param message what failed, and by which rule
     * @param cause the fault found below
     */
    public CryptoException(Code code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /**
     * The stable code.
     *
     * @return the code, never null
     */
    public Code code() {
        return code;
    }
}
