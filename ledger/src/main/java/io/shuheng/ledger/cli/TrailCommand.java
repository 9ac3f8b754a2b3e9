package io.shuheng.ledger.cli;

import io.shuheng.ledger.trail.Trail;
import io.shuheng.ledger.trail.TrailSubject;
import io.shuheng.ledger.trail.Trails;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trail DIR ID}: one trade, product or participant through the six links. */
@Command(
        name = "trail",
        description = "Shows a trade, contract, product or participant through the six links: registration, listing,"
                + " trading, delivery, clearing and settlement, voucher. Shows and does not verify.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the trail was shown; what is missing in it is said in words",
            "1:the files have a fault, or are another operator's; what stands before it was shown",
            "64:wrong usage, something that is not there or cannot be read"
        })
final class TrailCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "trade:N, contract:N, entitlement:N, dispute:N, voucher:N, product:ID or participant:N")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private String id;

    @Option(names = "--csv", paramLabel = "FILE", description = "also write the trail as a table, outside the folder")
    private @Nullable Path csv;

    @Mixin
    private final ArchiveOptions archives = new ArchiveOptions();

    @Mixin
    private final OperatorOptions trust = new OperatorOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        TrailSubject subject = TrailSubject.parse(id);
        output.requireOutside(directory);
        CommandFiles.requireOutside(directory, "--csv", csv);
        trust.requireOperatorOf(directory);
        Trail trail = new Trails(directory, archives.folders()).of(subject);
        new TrailText(output.printer(), output.language()).print(trail);
        output.write(TrailJson.of(trail) + "\n");
        if (csv != null) {
            try (TrailCsv table = new TrailCsv(csv, output)) {
                table.add(trail);
            }
        }
        return ReadingText.end(trail.reading(), output.notes());
    }
}
