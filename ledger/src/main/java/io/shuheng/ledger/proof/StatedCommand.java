package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * A command of a session (会话) that a signed statement (会话声明) in the file covers, with the two paths in the session's tree
 * that show it (see {@link io.shuheng.core.session.StatementTree}). Immutable.
 *
 * @param sequence of the command's record
 * @param path from its leaf to the root that the statement signs
 * @param openingPath from leaf 0, the session's opening, to the same root
 */
public record StatedCommand(long sequence, List<Sm3Hash> path, List<Sm3Hash> openingPath) {

    /**
     * Takes copies and checks the range.
     *
     * @throws RecordFormatException where the sequence is negative
     */
    public StatedCommand {
        if (sequence < 0) {
            throw new RecordFormatException("statement.sequence " + sequence + ": not negative");
        }
        path = List.copyOf(path);
        openingPath = List.copyOf(openingPath);
    }
}
