package io.shuheng.benchmarks.exchange;

import io.shuheng.benchmarks.rival.RivalAdapter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * exchange-core 0.5.3 as a whole, its journal included, in a JVM of its own that waits while it is not asked: its adapter says
 * how it is set up. For one thread.
 */
final class RivalExchange implements AutoCloseable {

    private static final String ADAPTER = "ExchangeCorePipeline";

    /** What its old Chronicle parts reach into. */
    private static final List<String> OPENS = List.of(
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED");

    private static final String ANSWER = "= ";
    private static final String FAILURE = "! ";

    private final RivalAdapter adapter;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /** How its threads wait for work: names of its own constants. */
    enum Wait {
        YIELDING,
        BLOCKING
    }

    /**
     * What came of a round.
     *
     * @param elapsedNs from the first order to the last result
     * @param trades orders that took something
     * @param journalBytes length of its journal, compressed as it writes it
     * @param processorNs what its JVM worked meanwhile, the sender included
     */
    record Round(long elapsedNs, long trades, long journalBytes, long processorNs) {}

    private RivalExchange(RivalAdapter adapter, Process process) {
        this.adapter = adapter;
        this.process = process;
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Compiles the adapter and starts the JVM; run from the project's folder. */
    static RivalExchange start() throws IOException {
        RivalAdapter adapter = RivalAdapter.compile(
                ADAPTER,
                Objects.requireNonNull(RivalExchange.class.getResourceAsStream(ADAPTER + ".java")),
                RivalAdapter.EXCHANGE_CORE);
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(OPENS);
            command.addAll(List.of("-Xmx4g", "-cp", adapter.classPath(), ADAPTER));
            RivalExchange rival = new RivalExchange(
                    adapter,
                    new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
            String unused = rival.answer();
            return rival;
        } catch (IOException | RuntimeException e) {
            adapter.close();
            throw e;
        }
    }

    /** Sends a flow as fast as it is taken. Its journal goes to an empty folder. */
    Round round(Wait wait, Path folder, Path flow) throws IOException {
        return ask("round", wait, folder, flow);
    }

    /** Sends a flow as planned, and adds what each order took, but for the first so many, to latencies. */
    Round paced(Wait wait, Path folder, Path flow, long perSecond, int warm, Latencies latencies) throws IOException {
        Path measured = folder.resolveSibling("latencies");
        Round round =
                ask("paced", wait, folder, flow, Long.toString(perSecond), Integer.toString(warm), measured.toString());
        ByteBuffer durations = ByteBuffer.wrap(Files.readAllBytes(measured));
        while (durations.hasRemaining()) {
            latencies.add(durations.getLong());
        }
        Files.delete(measured);
        return round;
    }

    private Round ask(String what, Wait wait, Path folder, Path flow, String... more) throws IOException {
        questions.write(String.join("\t", what, wait.name(), folder.toString(), flow.toString()));
        for (String word : more) {
            questions.write("\t" + word);
        }
        questions.newLine();
        questions.flush();
        String[] numbers = answer().split(" ", -1);
        return new Round(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
            if (line.startsWith(FAILURE)) {
                throw new IllegalStateException("exchange-core: " + line.substring(FAILURE.length()));
            }
        }
        throw new IllegalStateException("exchange-core: its JVM has ended");
    }

    @Override
    public void close() throws IOException {
        try (adapter) {
            process.destroy();
        }
    }
}
