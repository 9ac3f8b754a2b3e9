package io.shuheng.ledger.file;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.RecordFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose a ledger is, for those who read it without verifying it: nothing is hashed, and no root compared.
 *
 * @param keys the operator's, as far as was read
 * @param signedSize number of records that the last of the operator's checkpoints names, as far as was read; 0 where there is
 *     none
 */
public record OperatorScan(OperatorKeys keys, long signedSize) {

    /**
     * Reads a ledger's files to their end. Blocks on the disk.
     *
     * @throws LedgerException as {@link #of(Path, Predicate)}
     */
    public static OperatorScan of(Path ledger) {
        return of(ledger, keys -> false);
    }

    /**
     * Reads a ledger's files: the first record, and where that is not enough, all of them. Blocks on the disk.
     *
     * @param enough whether the key of genesis alone is
     * @throws LedgerException CORRUPT where a fault, or a wrong rotation, is in the way; NOT_A_LEDGER where there is no
     *     record; IO_FAILURE
     */
    public static OperatorScan of(Path ledger, Predicate<OperatorKeys> enough) {
        OperatorKeys keys = null;
        long signedSize = 0;
        try (LedgerReader reader = LedgerReader.open(ledger)) {
            LedgerReader.Kind kind = reader.next();
            for (; kind == LedgerReader.Kind.RECORD || kind == LedgerReader.Kind.MARK; kind = reader.next()) {
                if (kind == LedgerReader.Kind.MARK) {
                    signedSize = Math.max(signedSize, signedSize(reader.mark(), keys));
                } else if (keys != null) {
                    OperatorKeys.behind(keys, reader.array(), reader.offset(), reader.length());
                } else {
                    keys = OperatorKeys.behind(null, reader.array(), reader.offset(), reader.length());
                    if (enough.test(keys)) {
                        break;
                    }
                }
            }
            if (kind == LedgerReader.Kind.FAULT) {
                throw new LedgerException(LedgerException.Code.CORRUPT, ledger + ": " + reader.fault());
            }
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, ledger + " cannot be read: " + e, e);
        }
        if (keys == null) {
            throw new LedgerException(LedgerException.Code.NOT_A_LEDGER, ledger + ": it has no record");
        }
        return new OperatorScan(keys, signedSize);
    }

    private static long signedSize(Mark mark, @Nullable OperatorKeys keys) {
        if (keys == null || !(mark instanceof Mark.Checkpointed checkpointed)) {
            return 0;
        }
        try {
            Checkpoint checkpoint = Checkpoint.parse(checkpointed.text());
            return keys.isSigned(checkpoint) ? checkpoint.size() : 0;
        } catch (RecordFormatException e) {
            // No checkpoint: that is for a verifier to say.
            return 0;
        }
    }
}
