package io.shuheng.ledger.cli;

import io.shuheng.ledger.backup.LedgerExport;
import io.shuheng.ledger.file.ExportManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export DIR --out OUT}: files to be handed over. */
@Command(
        name = "export",
        description =
                "Writes files that any tool may copy, with a manifest whose SM3 names them all: the ledger up to a"
                        + " checkpoint, or the finished cycles of some days. The ledger may be in use.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the export is made and was read again",
            "1:a fault in the ledger; nothing has that name",
            "2:no such checkpoint, or no finished cycle of these days; nothing was written",
            "64:wrong usage, or something that cannot be read or written"
        })
final class ExportCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int NOTHING = 2;

    /** How much of the ledger. */
    static final class Part {

        @Option(
                names = "--records",
                paramLabel = "N",
                description = "up to the checkpoint that covers N records (default: the last one)")
        private long records;

        @ArgGroup(exclusive = false)
        private @Nullable Days days;
    }

    /** Cycles by their UTC days. */
    static final class Days {

        @Option(
                names = "--from",
                paramLabel = "DAY",
                required = true,
                description = "the finished cycles from this UTC day on, yyyy-mm-dd")
        private LocalDate from = LocalDate.ofInstant(Instant.EPOCH, ZoneOffset.UTC);

        @Option(names = "--to", paramLabel = "DAY", description = "to this UTC day (default: the same)")
        private @Nullable LocalDate to;
    }

    @Parameters(paramLabel = "DIR", description = "the ledger's folder; it is only read")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Option(names = "--out", paramLabel = "OUT", required = true, description = "the export's folder; must not exist")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path target;

    @ArgGroup
    private @Nullable Part part;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        output.requireOutside(directory);
        WordPrinter out = output.printer();
        Optional<ExportManifest> exported = export();
        if (exported.isEmpty()) {
            out.say(out.word("export.none"));
            return NOTHING;
        }
        ExportManifest manifest = exported.get();
        out.line("ledger", manifest.ledgerId().hex());
        for (ExportManifest.Entry file : manifest.files()) {
            out.item(file.name() + " (" + file.bytes() + " " + out.word("bytes") + ") SM3 "
                    + file.sm3().hex());
        }
        out.line(
                "export.before", manifest.first() + ", " + manifest.rootBefore().hex());
        out.line("export.behind", manifest.size() + ", " + manifest.root().hex());
        out.line("export.sm3", manifest.sm3().hex());
        if (!isCycles() && manifest.first() > 0) {
            out.line("reading.pruned", String.valueOf(manifest.first()));
        }
        out.say(out.word(isCycles() ? "export.cycles" : "export.ledger"));
        output.write(json(manifest));
        return DONE;
    }

    private boolean isCycles() {
        return part != null && part.days != null;
    }

    private Optional<ExportManifest> export() throws IOException {
        Part chosen = part;
        if (chosen == null) {
            return LedgerExport.toLastCheckpoint(directory, target);
        }
        Days days = chosen.days;
        return days == null
                ? LedgerExport.toCheckpoint(directory, target, chosen.records)
                : LedgerExport.cycles(directory, target, days.from, days.to == null ? days.from : days.to);
    }

    private String json(ExportManifest manifest) {
        JsonFields json = new JsonFields();
        json.field("out", JsonFields.quoted(target.toString()));
        json.field("ledgerId", JsonFields.quoted(manifest.ledgerId().hex()));
        json.field("first", manifest.first());
        json.field("rootBefore", JsonFields.quoted(manifest.rootBefore().hex()));
        json.field("size", manifest.size());
        json.field("root", JsonFields.quoted(manifest.root().hex()));
        json.field("manifestSm3", JsonFields.quoted(manifest.sm3().hex()));
        return json.last(
                "files",
                JsonFields.array(
                        manifest.files(),
                        file -> "{\"name\": " + JsonFields.quoted(file.name()) + ", \"bytes\": " + file.bytes()
                                + ", \"sm3\": " + JsonFields.quoted(file.sm3().hex()) + "}"));
    }
}
