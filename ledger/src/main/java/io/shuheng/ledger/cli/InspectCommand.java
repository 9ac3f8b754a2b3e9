package io.shuheng.ledger.cli;

import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.inspect.Endorsements;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.Reading;
import io.shuheng.ledger.inspect.RecordSelection;
import io.shuheng.ledger.inspect.RecordSelector;
import io.shuheng.ledger.inspect.RecordStream;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.VerifierRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect DIR}: records as lines of JSON, as they are read. */
@Command(
        name = "inspect",
        description = "Shows records as lines of JSON. Shows and does not verify: use verify for that.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the records were shown",
            "1:the files have a fault, or are another operator's; what stands before it was shown",
            "2:the ledger follows a rules version that this program lacks",
            "64:wrong usage, or something that cannot be read"
        })
final class InspectCommand implements Callable<Integer> {

    /** How often it is asked whether anybody still listens, in records shown. */
    private static final int LISTENING_EVERY = 64;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Option(names = "--from", paramLabel = "N", description = "lowest sequence (default: 0)")
    private long from;

    @Option(names = "--to", paramLabel = "N", description = "highest sequence (default: the last)")
    private long to = Long.MAX_VALUE;

    @Option(names = "--type", paramLabel = "NAME", description = "only records of that kind, such as PlaceOrder")
    private @Nullable String type;

    @Option(
            names = "--participant",
            paramLabel = "P",
            description = "only records that the participant of that number sent, or that name it")
    private @Nullable Long participant;

    @Option(
            names = "--product",
            paramLabel = "ID",
            description = "only records about the product of that id, its instruments, and what was traded in them")
    private @Nullable String product;

    @Option(names = "--operator", description = "only what officers and the operator did")
    private boolean operator;

    @Option(names = "--csv", paramLabel = "FILE", description = "also write the records as a table, outside the folder")
    private @Nullable Path csv;

    @Mixin
    private final ArchiveOptions archives = new ArchiveOptions();

    @Mixin
    private final OperatorOptions trust = new OperatorOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private long shown;

    @Override
    public Integer call() throws IOException {
        RecordSelection selection = selection();
        output.requireOutside(directory);
        CommandFiles.requireOutside(directory, "--csv", csv);
        output.notes().say(output.notes().word("inspect.note"));
        try (RecordStream records = RecordStream.open(directory, archives.folders())) {
            Finding stranger = null;
            if (records.advance()) {
                stranger = stranger(records);
                if (stranger == null) {
                    show(records, new RecordSelector(selection));
                }
            }
            Reading reading = stranger == null
                    ? records.reading()
                    : new Reading(
                            Reading.End.FAULT,
                            records.reading().records(),
                            records.reading().pruned(),
                            stranger);
            output.write(ReadingText.json(reading, shown));
            return ReadingText.end(reading, output.notes());
        }
    }

    private RecordSelection selection() {
        if (type != null
                && RulesVersions.current().kinds().stream()
                        .noneMatch(kind -> kind.schema().getName().equalsIgnoreCase(type))) {
            throw new IllegalArgumentException("--type " + type + ": there are no records of that name");
        }
        return new RecordSelection(
                from,
                to,
                Optional.ofNullable(type),
                participant == null ? OptionalLong.empty() : OptionalLong.of(participant),
                Optional.ofNullable(product),
                operator);
    }

    /** Whose ledger it is, where that was asked for. */
    private @Nullable Finding stranger(RecordStream records) throws IOException {
        return trust.refusal(directory, records.genesis())
                .map(why -> new Finding(VerifierRule.OPERATOR.name(), directory.toString(), 0, 0, why))
                .orElse(null);
    }

    private void show(RecordStream records, RecordSelector selector) throws IOException {
        LedgerTime time = LedgerTime.of(records.genesis().getTimeOffsetMinutes());
        RecordJson json = new RecordJson(time);
        Endorsements endorsements = new Endorsements();
        PrintWriter out = spec.commandLine().getOut();
        try (RecordCsv table = csv == null ? null : new RecordCsv(csv, output, time)) {
            do {
                InspectedRecord record = records.record();
                if (selector.isBehind(record)) {
                    return;
                }
                Optional<InspectedRecord> endorsed = endorsements.observe(record);
                if (selector.wants(record)) {
                    Sm3Hash leaf = records.leaf();
                    out.println(json.of(record, leaf, endorsed));
                    if (table != null) {
                        table.add(record, leaf, endorsed);
                    }
                    shown++;
                    if (shown % LISTENING_EVERY == 0 && out.checkError()) {
                        return;
                    }
                }
            } while (records.advance());
        }
    }
}
