package io.shuheng.benchmarks.guard;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Guards the paired ratios: measures each row in several JVMs and compares it with the committed baseline, a line a row. Run
 * from the project's folder, after a build:
 *
 * <pre>
 * java -cp benchmarks/target/shuheng-benchmarks.jar io.shuheng.benchmarks.guard.Guard [--self-test | --write-baseline | --list]
 *     [--baseline FILE] [--launches N] [ROW ...]
 * </pre>
 *
 * <p>Exit codes: 0 every row held (or was written, or the guard proved that it sees); 1 a ratio fell, twice in a row, by more
 * than the noise, or the guard failed its own test; 2 the call or the baseline is wrong, or a row could not be measured; 3 no row fell, but one was too noisy
 * to tell or has no baseline for this JDK and machine, which is no pass.
 */
public final class Guard {

    static final int PASSED = 0;
    static final int FAILED = 1;
    static final int NOT_MEASURED = 2;
    static final int CANNOT_TELL = 3;

    private final GuardOptions options;
    private final RowMeasure measure;
    private final PrintStream out;

    Guard(GuardOptions options, RowMeasure measure, PrintStream out) {
        this.options = options;
        this.measure = measure;
        this.out = out;
    }

    /** See the class. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            GuardOptions options = GuardOptions.parse(arguments);
            return new Guard(options, new Launches(options.launches()), System.out).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return NOT_MEASURED;
        } catch (IllegalStateException | UncheckedIOException | IOException e) {
            // A row that could not be measured has not fallen.
            System.err.println(e);
            return NOT_MEASURED;
        }
    }

    /** Does what the options say; the exit code. */
    int run() throws IOException {
        return switch (options.task()) {
            case COMPARE -> compare();
            case WRITE_BASELINE -> write();
            case SELF_TEST -> test();
            case LIST -> list();
        };
    }

    private int compare() throws IOException {
        Baseline baseline = Baseline.parse(Files.readString(options.baseline()));
        int worst = PASSED;
        for (GuardedRow row : options.rows()) {
            Comparison comparison = Comparison.settle(() -> {
                RowMeasure.Measured measured = measure.measure(row, false);
                return Comparison.of(row.name(), measured.sample(), baseline.find(row.name(), measured.machine()));
            });
            out.println(comparison.line());
            worst = worse(worst, code(comparison.verdict()));
        }
        return worst;
    }

    /** What is too noisy for a comparison is none to compare with, and is left as it was. */
    private int write() throws IOException {
        Path file = options.baseline();
        Baseline baseline = Files.exists(file) ? Baseline.parse(Files.readString(file)) : new Baseline(List.of());
        int worst = PASSED;
        for (GuardedRow row : options.rows()) {
            RowMeasure.Measured measured = measure.measure(row, false);
            Sample sample = measured.sample();
            boolean written = sample.spread() <= Comparison.MOST_TOLERANCE / 2;
            if (written) {
                baseline = baseline.with(row.name(), measured.machine(), sample);
                Files.writeString(file, baseline.json());
            }
            out.printf(
                    Locale.ROOT,
                    "%-14s %6.3f (+/- %4.1f %%)  JDK %s  %s%n",
                    row.name(),
                    sample.ratio(),
                    100 * sample.spread(),
                    measured.machine(),
                    written ? "WRITTEN" : Verdict.TOO_NOISY);
            worst = worse(worst, written ? PASSED : CANNOT_TELL);
        }
        return worst;
    }

    private int test() {
        SelfTest selfTest = new SelfTest(measure);
        int worst = PASSED;
        for (GuardedRow row : options.rows()) {
            SelfTest.Result result = selfTest.test(row);
            out.println("unchanged  " + result.unchanged().line());
            out.println("slowed     " + result.slowed().line());
            out.printf(
                    Locale.ROOT,
                    "           %-14s 1.5 times the work leaves %.3f of the ratio, measured %.3f: %s%n",
                    row.name(),
                    SlowedSide.REMAINING,
                    result.slowed().sample().ratio()
                            / result.unchanged().sample().ratio(),
                    result.outcome());
            worst = worse(worst, code(result.outcome()));
        }
        return worst;
    }

    private int list() {
        for (GuardedRow row : options.rows()) {
            out.printf(Locale.ROOT, "%-14s %s%n", row.name(), row.what());
        }
        return PASSED;
    }

    private static int code(Verdict verdict) {
        return switch (verdict) {
            case HELD -> PASSED;
            case FELL -> FAILED;
            case TOO_NOISY, NO_BASELINE -> CANNOT_TELL;
        };
    }

    private static int code(SelfTest.Outcome outcome) {
        return switch (outcome) {
            case SEES -> PASSED;
            case BLIND, FALSE_ALARM -> FAILED;
            case TOO_NOISY -> CANNOT_TELL;
        };
    }

    /** A failure counts before what cannot be told. */
    private static int worse(int one, int other) {
        if (one == FAILED || other == FAILED) {
            return FAILED;
        }
        return Math.max(one, other);
    }
}
