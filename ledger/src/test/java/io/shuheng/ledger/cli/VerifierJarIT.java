package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.verify.WrittenLedger;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that an auditor gets, started as an auditor starts it. */
final class VerifierJarIT {

    private static final Path JAR = Path.of(System.getProperty("verifier.jar"));

    @TempDir
    Path folder;

    /** What a run printed, both streams, and its exit code. */
    private record Run(int code, String printed) {}

    private static Run run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(JAR.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), printed);
    }

    @Test
    void holdsNothingThatWritesALedger() throws IOException {
        List<String> names;
        try (JarFile jar = new JarFile(JAR.toFile())) {
            names = jar.stream().map(ZipEntry::getName).toList();
        }
        assertThat(names).contains("io/shuheng/ledger/verify/Verifier.class", "picocli/CommandLine.class");
        assertThat(names)
                .noneMatch(name -> name.contains("net/openhft"))
                .noneMatch(name -> name.startsWith("com/lmax"))
                .noneMatch(name -> name.startsWith("io/shuheng/ledger/chronicle/"))
                .noneMatch(name -> name.startsWith("META-INF/") && name.endsWith(".SF"));
    }

    @Test
    void helps() throws Exception {
        Run run = run("verify", "--help");
        assertThat(run.code()).as(run.printed()).isZero();
        assertThat(run.printed()).contains("--anchor", "Exit codes");
    }

    @Test
    void verifiesALedger() throws Exception {
        WrittenLedger written = WrittenLedger.under(folder);
        Run run = run("verify", written.ledger(), "--trust", written.operator(), "--anchor", written.anchor());
        assertThat(run.printed()).contains("VERIFIED: ").doesNotContain("WARN", "SLF4J");
        assertThat(run.code()).isZero();
        assertThat(run("verify", written.ledger()).code()).isEqualTo(64);
    }

    @Test
    void startsAgainSideBySideWhereThereIsMuchToHash() throws Exception {
        WrittenLedger written = WrittenLedger.under(folder);
        lengthen(written.ledger());
        String[] verify = {
            "verify", written.ledger().toString(), "--trust", written.operator().toString(), "--level", "structure"
        };
        Run again = run((Object[]) verify);
        assertThat(again.printed()).contains("jdk.incubator.vector, ").contains("INCOMPLETE");
        assertThat(again.code()).isEqualTo(2);
        Run stayed =
                run(Stream.concat(Stream.of(verify), Stream.of("--no-relaunch")).toArray());
        assertThat(stayed.printed()).contains("Bouncy Castle").doesNotContain("incubator");
        assertThat(stayed.code()).isEqualTo(2);
    }

    /** Zeros behind the end carry nothing, and cost no disk. */
    private static void lengthen(Path ledger) throws IOException {
        Path file = LedgerFolder.list(ledger).files().get(0).path();
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(65L << 20);
        }
    }
}
