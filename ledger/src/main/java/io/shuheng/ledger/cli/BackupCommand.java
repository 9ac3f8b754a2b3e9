package io.shuheng.ledger.cli;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.backup.LedgerBackup;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.PruneFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup DIR TO}: a copy of a ledger that may be in use. */
@Command(
        name = "backup",
        description = "Copies a ledger, which may be in use, up to its last checkpoint, and reads the copy again.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the copy is made, and is a closed ledger of its own",
            "1:a fault in the ledger; nothing has that name",
            "2:the ledger has no checkpoint yet; nothing was written",
            "64:wrong usage, or something that cannot be read or written"
        })
final class BackupCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int FAULT = 1;
    private static final int NO_CHECKPOINT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "the ledger's folder; it is only read")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Parameters(index = "1", paramLabel = "TO", description = "the copy's folder; must not exist")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path target;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try {
            output.requireOutside(directory);
            Optional<Checkpoint> copied = LedgerBackup.copy(directory, target);
            int exitCode = copied.isEmpty() ? NO_CHECKPOINT : DONE;
            PruneFile pruned =
                    copied.isEmpty() ? null : LedgerFolder.list(target).pruned();
            print(copied, pruned == null ? 0 : pruned.first());
            output.write(json(exitCode, copied, pruned == null ? 0 : pruned.first()));
            return exitCode;
        } catch (LedgerException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return e.code() == LedgerException.Code.CORRUPT ? FAULT : VerifyCommand.USAGE;
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e instanceof IOException ? e.toString() : e.getMessage());
            return VerifyCommand.USAGE;
        }
    }

    private void print(Optional<Checkpoint> copied, long takenOut) {
        WordPrinter out = output.printer();
        if (copied.isEmpty()) {
            out.say(out.word("backup.none"));
        } else {
            Checkpoint checkpoint = copied.get();
            out.line("ledger", checkpoint.ledgerId().hex());
            out.line(
                    "backup.copied",
                    checkpoint.size() + ", " + checkpoint.root().hex());
            if (takenOut > 0) {
                out.line("reading.pruned", String.valueOf(takenOut));
            }
            out.say(out.word("backup.verify"));
        }
    }

    private static String json(int exitCode, Optional<Checkpoint> copied, long takenOut) {
        JsonFields json = new JsonFields();
        json.field("exitCode", exitCode);
        copied.ifPresent(checkpoint -> {
            json.field("ledgerId", JsonFields.quoted(checkpoint.ledgerId().hex()));
            json.field("size", checkpoint.size());
            json.field("root", JsonFields.quoted(checkpoint.root().hex()));
            json.field("recordsTakenOut", takenOut);
        });
        return json.last("copied", String.valueOf(copied.isPresent()));
    }
}
