package io.shuheng.ledger.cli;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.ledger.proof.ContractPart;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import io.shuheng.ledger.proof.byhand.ByHandPage;
import io.shuheng.ledger.proof.byhand.ProofPieces;
import io.shuheng.ledger.proof.page.ContractPage;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check FILE}: a proof file, offline and without the ledger. */
@Command(
        name = "check",
        description = "Checks a proof file, offline and without the ledger.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:VALID: all that the file says holds",
            "1:INVALID: something in it is wrong, and is named",
            "2:INCOMPLETE: nothing is wrong, but something is missing to be sure",
            "64:wrong usage, or something that cannot be read"
        })
final class CheckCommand implements Callable<Integer> {

    private static final String BY_HAND = "by-hand.html";

    @Parameters(paramLabel = "FILE", description = "the proof file")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path file;

    @Mixin
    private final OperatorOptions trust = new OperatorOptions();

    @Mixin
    private final MemberOptions membersTrust = new MemberOptions();

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "checkpoint that was kept elsewhere: of the same size as the file's, or the one it continues")
    private final List<Path> anchors = new ArrayList<>();

    @Option(
            names = "--time-stamp",
            paramLabel = "FILE",
            description = "time stamp (RFC 3161 response) over the file's checkpoint: checkpoints/*.tsr of its size")
    private final List<Path> timeStamps = new ArrayList<>();

    @Mixin
    private final TimeOptions timeTrust = new TimeOptions();

    @Option(names = "--texts", paramLabel = "DIR", description = "also write the contract's texts there")
    private @Nullable Path texts;

    @Option(
            names = "--pieces",
            paramLabel = "DIR",
            description = "also write there what OpenSSL needs, and the page that says how: by-hand.txt, by-hand.html")
    private @Nullable Path pieces;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description =
                    "also write the contract there as a page in Chinese and English, with what speaks for its signatures")
    private @Nullable Path page;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        trust.require();
        ProofSettings settings = new ProofSettings(
                        trust.certificates(),
                        trust.fingerprints(),
                        membersTrust.certificates(),
                        CommandFiles.checkpoints(anchors))
                .withTimeStamps(CommandFiles.timeStamps(timeStamps), timeTrust.authorities());
        byte[] bytes = CommandFiles.proof(file);
        ProofReport report = new ProofChecker(settings).check(bytes, file);
        new ProofText(output.printer()).print(report);
        output.write(ProofJson.of(report));
        if (report.verdict() != ProofVerdict.INVALID) {
            writeParts(ProofFile.parse(bytes), report);
        }
        return report.verdict().exitCode();
    }

    /** Only of a file in which nothing is wrong. */
    private void writeParts(ProofFile proof, ProofReport report) throws IOException {
        if (texts != null) {
            writeTexts(texts, proof);
        }
        if (pieces != null) {
            writePieces(pieces, ProofPieces.of(proof, report));
        }
        if (page != null) {
            writePage(page, ContractPage.of(proof, report));
        }
    }

    private void writePage(Path target, ContractPage contract) throws IOException {
        Path folder = target.toAbsolutePath().normalize().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        String html = folder == null || pieces == null
                ? contract.html()
                : contract.html(relativeAddress(
                        folder, pieces.toAbsolutePath().normalize().resolve(BY_HAND)));
        CommandFiles.write(target, html.getBytes(StandardCharsets.UTF_8));
    }

    /** A name may hold what an address may not. */
    private static String relativeAddress(Path folder, Path target) {
        StringBuilder address = new StringBuilder(".");
        for (Path name : folder.relativize(target)) {
            address.append('/')
                    .append(URLEncoder.encode(name.toString(), StandardCharsets.UTF_8)
                            .replace("+", "%20"));
        }
        return address.toString();
    }

    private static void writeTexts(Path folder, ProofFile proof) throws IOException {
        ContractPart contract = proof.contract()
                .orElseThrow(() -> new IllegalArgumentException("--texts " + folder + ": the file holds no contract"));
        Files.createDirectories(folder);
        CommandFiles.write(folder.resolve("contract-zh.txt"), contract.textZh());
        CommandFiles.write(folder.resolve("contract-en.txt"), contract.textEn());
    }

    private void writePieces(Path folder, ProofPieces parts) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> part : parts.files().entrySet()) {
            CommandFiles.write(folder.resolve(part.getKey()), part.getValue());
        }
        ByHandPage page = ByHandPage.of(
                parts, output.language() == WordPrinter.Language.ZH ? ContractLanguage.ZH : ContractLanguage.EN);
        CommandFiles.write(folder.resolve("by-hand.txt"), page.text().getBytes(StandardCharsets.UTF_8));
        CommandFiles.write(folder.resolve(BY_HAND), page.html().getBytes(StandardCharsets.UTF_8));
    }
}
