package io.shuheng.examples.witness;

import io.shuheng.ledger.witness.Cosigner;
import io.shuheng.ledger.witness.WitnessAnswer;
import io.shuheng.ledger.witness.WitnessMemory;
import io.shuheng.ledger.witness.WitnessPost;
import io.shuheng.ledger.witness.WitnessRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run HOME}: answers requests. */
@Command(
        name = "run",
        description = "Answers the requests in a folder, until it is stopped.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing spoke of a second history",
            "1:the witness could not read or write; what it did not answer it has not signed",
            "3:with --once: a checkpoint does not continue what was seen; see HOME/evidence",
            "64:wrong usage"
        })
final class RunCommand implements Callable<Integer> {

    /** A second history was shown, or one that nothing joins to the first. */
    static final int FORK = 3;

    private static final Set<WitnessRefusal> ALARMS = EnumSet.of(WitnessRefusal.FORK, WitnessRefusal.NOT_CONTINUED);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "HOME", description = "the witness's own folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path home;

    @Option(names = "--requests", paramLabel = "DIR", required = true, description = "folder that requests come in")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path requests;

    @Option(names = "--answers", paramLabel = "DIR", required = true, description = "folder that answers go to")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path answers;

    @Option(names = "--once", description = "look once, and end")
    private boolean once;

    @Option(names = "--every-ms", paramLabel = "N", description = "look so often, 10..3600000 ms (default: 1000)")
    private long everyMs = 1000;

    @Override
    public Integer call() throws IOException {
        if (everyMs < 10 || everyMs > 3_600_000) {
            throw new IllegalArgumentException("--every-ms " + everyMs + ": not in 10..3600000");
        }
        WitnessHome witness = new WitnessHome(home);
        Clock clock = Clock.systemUTC();
        try (WitnessMemory memory = WitnessMemory.open(home)) {
            Cosigner cosigner = new Cosigner(
                    witness.name(),
                    witness.signer(),
                    memory,
                    () -> clock.instant().getEpochSecond());
            WitnessPost post = new WitnessPost(cosigner, requests, answers);
            int code = look(post);
            while (!once && pause()) {
                look(post);
            }
            return code;
        }
    }

    private int look(WitnessPost post) throws IOException {
        int code = 0;
        for (WitnessAnswer answer : post.serve()) {
            String said = "cosigned";
            if (answer instanceof WitnessAnswer.Refused refused) {
                said = "refused " + refused.reason() + ", has seen " + refused.seenSize();
                code = ALARMS.contains(refused.reason()) ? FORK : code;
            }
            spec.commandLine().getOut().println(answer.ledgerId().hex() + " " + answer.size() + ": " + said);
        }
        return code;
    }

    private boolean pause() {
        try {
            Thread.sleep(everyMs);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
