package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.disk.NoSpaceException;
import java.nio.file.Path;

/** Names a failure of writing with its stable code. */
final class LedgerFailures {

    private static final String NO_SPACE = "No space left";

    private LedgerFailures() {}

    /* A full disk under a mapped file arrives as an InternalError, so nothing that is thrown may pass by unnamed. */
    static LedgerException of(Path directory, Throwable failure) {
        if (failure instanceof LedgerException named) {
            return named;
        }
        boolean full = failure instanceof NoSpaceException
                || String.valueOf(failure.getMessage()).contains(NO_SPACE);
        return new LedgerException(full ? Code.DISK_FULL : Code.IO_FAILURE, directory + ": " + failure, failure);
    }
}
