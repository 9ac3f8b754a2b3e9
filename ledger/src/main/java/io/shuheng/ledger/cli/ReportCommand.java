package io.shuheng.ledger.cli;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.ledger.report.FileDigest;
import io.shuheng.ledger.report.ReportPage;
import io.shuheng.ledger.report.WorkingPapers;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.Verifier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code report DIR}: verifies, and writes what was found as one page for people. */
@Command(
        name = "report",
        description = "Verifies a ledger and writes one page for people who would rather look.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes, as of verify:%n",
        exitCodeList = {
            "0:everything checks, and a checkpoint from outside the folder, or a quorum of witnesses, is met",
            "1:a fault; the page was written and says so",
            "2:no fault found, but something is missing to be sure; the page was written and says what",
            "64:wrong usage, or something that cannot be read"
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Mixin
    private final VerificationOptions options = new VerificationOptions();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the page, outside the folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path page;

    @Option(
            names = "--art33",
            description = "with each trade's source statement, identity reviews and records (Data Security Law, 33)")
    private boolean article33;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private VerifierMain main;

    @Option(
            names = "--no-relaunch",
            description =
                    "stay in this JVM: do not start again with the vector module, which hashes large ledgers faster")
    private boolean noRelaunch;

    @Override
    public Integer call() throws IOException {
        options.require();
        Relaunch relaunch = main.relaunch();
        if (relaunch != null && !noRelaunch && relaunch.pays(directory)) {
            OptionalInt exitCode = relaunch.run();
            if (exitCode.isPresent()) {
                return exitCode.getAsInt();
            }
        }
        return report();
    }

    private int report() throws IOException {
        output.requireOutside(directory);
        CommandFiles.requireOutside(directory, "--out", page);
        WorkingPapers papers = papers();
        Report report = new Verifier(options.settings()).verify(directory);
        ReportPage made = ReportPage.of(directory, report, papers, article33);
        ContractLanguage language =
                output.language() == WordPrinter.Language.ZH ? ContractLanguage.ZH : ContractLanguage.EN;
        CommandFiles.write(page, made.html(language).getBytes(StandardCharsets.UTF_8));
        output.write(ReportJson.of(report));
        WordPrinter out = output.printer();
        if (report.fault() != null) {
            out.line("fault", report.fault().toString());
        }
        out.say(out.word("verdict." + report.verdict().name()));
        out.line("report.page", page.toString());
        return report.verdict().exitCode();
    }

    private WorkingPapers papers() throws IOException {
        List<FileDigest> given = new ArrayList<>();
        for (Map.Entry<Path, String> file : options.files().entrySet()) {
            CommandFiles.requireNoFolder(file.getKey());
            given.add(FileDigest.of(file.getValue() + " " + file.getKey(), file.getKey()));
        }
        List<String> arguments = new ArrayList<>(List.of(spec.root().name()));
        arguments.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return new WorkingPapers(String.join(" ", spec.root().version()), build(), arguments, given);
    }

    /** The file that this program was started from, where it was started from one. */
    private static Optional<FileDigest> build() throws IOException {
        CodeSource source = ReportCommand.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(file)
                    ? Optional.of(FileDigest.of(String.valueOf(file.getFileName()), file))
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Not from a file of the usual kind: then there is none to name.
            return Optional.empty();
        }
    }
}
