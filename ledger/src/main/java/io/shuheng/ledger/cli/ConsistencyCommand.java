package io.shuheng.ledger.cli;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.ConsistencyCheck;
import io.shuheng.ledger.proof.ConsistencyReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code consistency A B}: whether two checkpoints are of one history. */
@Command(
        name = "consistency",
        description = "Says whether two checkpoints are of one history, by a ledger or by a proof file.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:CONSISTENT: the later checkpoint continues the earlier one",
            "1:INCONSISTENT: it does not, or one of them is not this operator's; or the ledger has a fault",
            "2:UNJOINED: the proof file does not join the two",
            "64:wrong usage, or something that cannot be read"
        })
final class ConsistencyCommand implements Callable<Integer> {

    /** What the checkpoints are held against. */
    static final class Against {

        @Option(names = "--ledger", paramLabel = "DIR", description = "the ledger's folder")
        private @Nullable Path ledger;

        @Option(
                names = "--proof",
                paramLabel = "FILE",
                description = "a proof file, made with 'prove --continuing' from the earlier checkpoint")
        private @Nullable Path proof;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "CHECKPOINT", arity = "2", description = "the two checkpoints, in any order")
    private final List<Path> checkpoints = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Against against;

    @Option(
            names = "--trust",
            paramLabel = "CERT",
            required = true,
            description = "certificate (PEM) of the operator, or of an authority that issues it")
    private final List<Path> trust = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "also write the result as JSON, outside the folder")
    private @Nullable Path json;

    @Option(names = "--lang", paramLabel = "LANG", description = "zh or en (default: en)")
    private WordPrinter.Language language = WordPrinter.Language.EN;

    @Override
    public Integer call() {
        try {
            ConsistencyReport report = check();
            new ConsistencyText(new WordPrinter(language, spec.commandLine().getOut())).print(report);
            if (json != null) {
                Files.writeString(json, ConsistencyText.json(report), StandardCharsets.UTF_8);
            }
            return report.verdict().exitCode();
        } catch (LedgerException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return e.code() == LedgerException.Code.CORRUPT
                    ? ConsistencyReport.Verdict.INCONSISTENT.exitCode()
                    : VerifyCommand.USAGE;
        } catch (IOException | CryptoException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e instanceof IOException ? e.toString() : e.getMessage());
            return VerifyCommand.USAGE;
        }
    }

    private ConsistencyReport check() throws IOException {
        List<Checkpoint> two = CommandFiles.checkpoints(checkpoints);
        ConsistencyCheck check = new ConsistencyCheck(CommandFiles.certificates(trust), two.get(0), two.get(1));
        if (against.proof != null) {
            return check.inProofFile(CommandFiles.proof(against.proof), against.proof);
        }
        Path ledger = against.ledger == null ? Path.of("") : against.ledger;
        CommandFiles.requireOutside(ledger, "--json", json);
        return check.inLedger(ledger);
    }
}
