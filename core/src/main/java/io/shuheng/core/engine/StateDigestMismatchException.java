package io.shuheng.core.engine;

/** A recorded digest that is not the one of the state to which the records before lead. */
public final class StateDigestMismatchException extends ReplayMismatchException {

    private static final long serialVersionUID = 1L;

    StateDigestMismatchException(long sequence, String message) {
        super(sequence, message);
    }
}
