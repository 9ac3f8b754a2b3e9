package io.shuheng.core.listing.policy;

/** A usage policy outside the profile. The message names rule, field, value and what is wrong with it. */
public final class MalformedPolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedPolicyException(String message) {
        super(message);
    }

    MalformedPolicyException(String message, Throwable cause) {
        super(message, cause);
    }
}
