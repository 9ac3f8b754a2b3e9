package io.shuheng.examples.exchangeday.stage;

/** Something did not happen as it must. The message says what, for the reader of the story; no trace is needed. */
public final class StoryBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message. */
    public StoryBrokenException(String message) {
        super(message);
    }
}
