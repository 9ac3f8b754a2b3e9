package io.shuheng.ledger.cli;

import io.shuheng.ledger.prune.LedgerPruning;
import io.shuheng.ledger.prune.PruningException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prune DIR --archive OUT}: takes the first records out, as two officers have allowed. */
@Command(
        name = "prune",
        description =
                "Takes the first records out of a closed ledger's folder, as two officers have allowed by a record in it,"
                        + " and archives them first. The only command that deletes something.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done; the archive was read again before anything was deleted",
            "1:the ledger has a fault",
            "2:not done: not allowed, overtaken by a freeze or dispute, or no whole file lies before the cut",
            "64:wrong usage, or something that cannot be read or written"
        })
final class PruneCommand implements Callable<Integer> {

    private static final int NOT_DONE = 2;

    @Parameters(paramLabel = "DIR", description = "the ledger's folder; nobody may have it open for writing")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Option(
            names = "--archive",
            paramLabel = "OUT",
            required = true,
            description =
                    "folder that gets the files; must not exist, or hold exactly these from an interrupted pruning")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path archive;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        output.requireOutside(directory);
        WordPrinter out = output.printer();
        LedgerPruning.Outcome done;
        try {
            done = LedgerPruning.prune(directory, archive);
        } catch (PruningException e) {
            out.line("prune.refused", e.getMessage() == null ? e.code().name() : e.getMessage());
            out.say(out.word("prune.refused." + e.code().name()));
            return NOT_DONE;
        }
        out.line("ledger", done.pruned().ledgerId().hex());
        out.line(
                "prune.before",
                done.pruned().first() + ", " + done.pruned().root().hex());
        out.line(
                "prune.state",
                done.pruned().records() + ", " + done.pruned().stateSm3().hex());
        out.line("prune.deleted", done.deletedFiles() + " (" + done.deletedBytes() + " " + out.word("bytes") + ")");
        out.line("export.sm3", done.archive().sm3().hex());
        out.say(out.word("prune.done"));
        output.write(json(done));
        return 0;
    }

    private static String json(LedgerPruning.Outcome done) {
        JsonFields json = new JsonFields();
        json.field("ledgerId", JsonFields.quoted(done.pruned().ledgerId().hex()));
        json.field("firstFile", JsonFields.quoted(done.pruned().file()));
        json.field("recordsTakenOut", done.pruned().first());
        json.field("rootBefore", JsonFields.quoted(done.pruned().root().hex()));
        json.field("stateRecords", done.pruned().records());
        json.field("stateSm3", JsonFields.quoted(done.pruned().stateSm3().hex()));
        json.field("deletedFiles", done.deletedFiles());
        json.field("deletedBytes", done.deletedBytes());
        return json.last("manifestSm3", JsonFields.quoted(done.archive().sm3().hex()));
    }
}
