package io.shuheng.core.service;

/** An answer that cannot be signed for now: nobody gave the signer of the operator's key in force. */
final class SignerMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SignerMissingException(String message) {
        super(message);
    }
}
