package io.shuheng.examples.exchangeday.stage;

/** A directory that this program will not write into, because it would have to remove what is not its own. */
public final class DirectoryInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the directory and what lies there. */
    public DirectoryInUseException(String message) {
        super(message);
    }
}
