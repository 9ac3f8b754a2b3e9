package io.shuheng.ledger.cli;

import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.ledger.proof.ProofException;
import io.shuheng.ledger.trail.TrailException;
import java.io.IOException;
import picocli.CommandLine;

/**
 * How a command ends that could not do its work: with one line on standard error, 1 where the ledger has a fault, 64
 * where something given cannot be used. Whatever else comes here is a fault of this program and goes on. Stateless.
 */
final class CommandFailures implements CommandLine.IExecutionExceptionHandler {

    private static final int FAULT = 1;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof LedgerException ledger) {
            command.getErr().println(failure.getMessage());
            boolean fault =
                    ledger.code() == LedgerException.Code.CORRUPT || ledger.code() == LedgerException.Code.DATA_LOSS;
            return fault ? FAULT : VerifyCommand.USAGE;
        }
        if (failure instanceof IOException) {
            command.getErr().println(failure);
            return VerifyCommand.USAGE;
        }
        if (failure instanceof CryptoException
                || failure instanceof ProofException
                || failure instanceof TrailException
                || failure instanceof EvidenceException
                || failure instanceof IllegalArgumentException) {
            command.getErr().println(failure.getMessage());
            return VerifyCommand.USAGE;
        }
        throw failure;
    }
}
