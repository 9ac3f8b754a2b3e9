package io.shuheng.ledger.disk;

import java.io.IOException;

/** No room is left on the disk, or for this user. What was written before is whole. */
public final class NoSpaceException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the file and the reason. */
    public NoSpaceException(String message) {
        super(message);
    }

    /** With a cause. */
    public NoSpaceException(String message, Throwable cause) {
        super(message, cause);
    }
}
