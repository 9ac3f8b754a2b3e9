package io.shuheng.benchmarks.ledger;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Processor time of another program, as the shell that ran it knows it. Takes a POSIX shell. */
final class ChildTime {

    /** Runs its arguments, then prints two lines: the shell's own user and system time, and its children's. */
    private static final String SCRIPT = "\"$@\" > /dev/null || exit 1; times";

    private static final Pattern TIMES = Pattern.compile("(\\d+)m(\\d+(?:\\.\\d+)?)s (\\d+)m(\\d+(?:\\.\\d+)?)s");
    private static final double NS = 1e9;
    private static final int SECONDS = 60;

    private ChildTime() {}

    /** Nanoseconds that a command took; it must end with 0. */
    static long ofRunning(List<String> command) throws IOException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
        shell.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shell).redirectError(Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.get(0) + ": ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command.get(0) + ": interrupted", e);
        }
        return childrenNs(printed);
    }

    /** User and system time in the second line. */
    static long childrenNs(String printed) {
        MatchResult times = TIMES.matcher(printed)
                .results()
                .skip(1)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("times: '" + printed + "' has not two lines of two times"));
        return Math.round(NS
                * (SECONDS * (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(3)))
                        + Double.parseDouble(times.group(2))
                        + Double.parseDouble(times.group(4))));
    }
}
