package io.shuheng.ledger.cli;

import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.sample.Sample;
import io.shuheng.ledger.sample.Sampler;
import io.shuheng.ledger.trail.Trail;
import io.shuheng.ledger.trail.TrailSubject;
import io.shuheng.ledger.trail.Trails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sample DIR}: trades that anybody draws again, each with its trail and proof file. */
@Command(
        name = "sample",
        description = "Draws a sample of trades that anybody can draw again, with trails and proof files.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the sample is written, and each proof file is VALID",
            "1:the ledger has a fault, or a proof file would be INVALID",
            "2:the sample is written; some proof file is INCOMPLETE or could not be made, or its records were taken out",
            "64:wrong usage, or something that cannot be read"
        })
final class SampleCommand implements Callable<Integer> {

    private static final String AMOUNT = "amount";

    @Parameters(paramLabel = "DIR", description = "the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Option(names = "--n", paramLabel = "N", required = true, description = "how many trades, 1..1000")
    private int wanted;

    @Option(
            names = "--seed",
            paramLabel = "S",
            required = true,
            description = "a text that was agreed before anybody looked, at most 256 characters")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private String seed;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "amount: every fen alike, so that large trades are likelier (default: every trade alike)")
    private @Nullable String by;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "folder for the sample, outside the ledger's")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path out;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description = "folder of documents by their SM3, for contract templates that do not come with the library")
    private @Nullable Path evidence;

    @Mixin
    private final ArchiveOptions archives = new ArchiveOptions();

    @Mixin
    private final OperatorOptions trust = new OperatorOptions();

    @Mixin
    private final MemberOptions membersTrust = new MemberOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        trust.require();
        output.requireOutside(directory);
        CommandFiles.requireFolderOutside(directory, "--out", out);
        trust.requireOperatorOf(directory);
        Sample sample = draw();
        Map<Long, Trail> trails = trails(sample);
        trails.values().stream().findFirst().ifPresent(trail -> ReadingText.sayPruned(trail.reading(), output.notes()));
        Files.createDirectories(out);
        ProofChecker checker = new ProofChecker(
                new ProofSettings(trust.certificates(), trust.fingerprints(), membersTrust.certificates(), List.of()));
        ProofExporter exporter = new ProofExporter(directory, archives.folders(), CommandFiles.documents(evidence));
        return new SampleFolder(out, output, exporter, checker).write(sample, trails);
    }

    /** By their numbers those of the drawn trades that are here. */
    private Map<Long, Trail> trails(Sample sample) {
        List<Long> numbers = sample.drawn().stream()
                .filter(drawn -> !drawn.isPruned())
                .map(Sample.Drawn::trade)
                .toList();
        Map<Long, Trail> trails = new LinkedHashMap<>();
        if (!numbers.isEmpty()) {
            List<Trail> found = new Trails(directory, archives.folders())
                    .of(numbers.stream().map(TrailSubject::trade).toList());
            for (int i = 0; i < numbers.size(); i++) {
                trails.put(numbers.get(i), found.get(i));
            }
        }
        return trails;
    }

    private Sample draw() {
        Sampler sampler = new Sampler(directory, archives.folders());
        if (by == null) {
            return sampler.uniform(wanted, seed);
        }
        if (!by.toLowerCase(Locale.ROOT).equals(AMOUNT)) {
            throw new IllegalArgumentException("--by " + by + ": only " + AMOUNT);
        }
        return sampler.byAmount(wanted, seed);
    }
}
