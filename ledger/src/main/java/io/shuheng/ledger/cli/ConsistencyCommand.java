package io.shuheng.ledger.cli;

import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.ConsistencyCheck;
import io.shuheng.ledger.proof.ConsistencyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(paramLabel = "CHECKPOINT", arity = "2", description = "the two checkpoints, in any order")
    private final List<Path> checkpoints = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Against against;

    @Mixin
    private final OperatorOptions trust = new OperatorOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        trust.require();
        ConsistencyReport report = check();
        new ConsistencyText(output.printer()).print(report);
        output.write(ConsistencyText.json(report));
        return report.verdict().exitCode();
    }

    private ConsistencyReport check() throws IOException {
        List<Checkpoint> two = CommandFiles.checkpoints(checkpoints);
        ConsistencyCheck check =
                new ConsistencyCheck(trust.certificates(), trust.fingerprints(), two.get(0), two.get(1));
        if (against.proof != null) {
            return check.inProofFile(CommandFiles.proof(against.proof), against.proof);
        }
        Path ledger = against.ledger == null ? Path.of("") : against.ledger;
        output.requireOutside(ledger);
        return check.inLedger(ledger);
    }
}
