package io.shuheng.ledger.cli;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.verify.LedgerComparison;
import io.shuheng.ledger.verify.LedgerComparison.OwnCommand;
import io.shuheng.ledger.verify.LedgerComparison.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare A B}: where two copies of one ledger part. */
@Command(
        name = "compare",
        description = "Says where two copies of one ledger part, and names what only one of them has.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:SAME or CONTINUED: one is the other, or its beginning",
            "1:SUPERSEDED, FORK or OTHER_LEDGER: they part; or one of them has a fault",
            "64:wrong usage, or something that cannot be read"
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "2", description = "the two folders")
    private final List<Path> folders = new ArrayList<>();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try {
            output.requireOutside(folders.get(0));
            output.requireOutside(folders.get(1));
            LedgerComparison comparison = LedgerComparison.of(folders.get(0), folders.get(1));
            print(comparison);
            output.write(json(comparison));
            return comparison.verdict().exitCode();
        } catch (LedgerException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return e.code() == LedgerException.Code.CORRUPT
                    ? LedgerComparison.Verdict.FORK.exitCode()
                    : VerifyCommand.USAGE;
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e instanceof IOException ? e.toString() : e.getMessage());
            return VerifyCommand.USAGE;
        }
    }

    private void print(LedgerComparison comparison) {
        WordPrinter out = output.printer();
        out.line(
                "compare.common",
                comparison.commonRecords() + ", " + comparison.commonRoot().hex());
        print(out, String.valueOf(folders.get(0)), comparison.first());
        print(out, String.valueOf(folders.get(1)), comparison.second());
        out.gap();
        out.say(out.word("compare.verdict." + comparison.verdict().name()));
    }

    private static void print(WordPrinter out, String folder, Side side) {
        out.line("compare.records", side.records() + " (" + folder + ")");
        for (BegunEpochs.Epoch epoch : side.epochs()) {
            out.line("epoch", ReportText.epoch(epoch));
        }
        out.line("compare.own", String.valueOf(side.ownCommands()));
        for (OwnCommand command : side.own()) {
            out.item(command.sequence() + " " + command.type() + " " + command.timeNs() + " "
                    + command.leaf().hex());
        }
    }

    private static String json(LedgerComparison comparison) {
        JsonFields json = new JsonFields();
        json.field("verdict", JsonFields.quoted(comparison.verdict().name()));
        json.field("exitCode", comparison.verdict().exitCode());
        json.field("commonRecords", comparison.commonRecords());
        json.field("commonRoot", JsonFields.quoted(comparison.commonRoot().hex()));
        json.field("first", json(comparison.first()));
        return json.last("second", json(comparison.second()));
    }

    private static String json(Side side) {
        return "{\"records\": " + side.records() + ", \"epochs\": "
                + JsonFields.array(side.epochs(), ReportJson::epoch) + ", \"ownCommands\": " + side.ownCommands()
                + ", \"own\": " + JsonFields.array(side.own(), CompareCommand::json) + "}";
    }

    private static String json(OwnCommand command) {
        return "{\"sequence\": " + command.sequence() + ", \"type\": " + command.type() + ", \"timeNs\": "
                + command.timeNs() + ", \"leaf\": "
                + JsonFields.quoted(command.leaf().hex()) + "}";
    }
}
