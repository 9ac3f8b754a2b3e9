package io.shuheng.ledger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.snapshot.SnapshotFuzz;
import io.shuheng.ledger.standby.StandbyBlockFuzz;
import io.shuheng.ledger.verify.RecordFuzz;
import io.shuheng.ledger.verify.RotationFuzz;
import io.shuheng.ledger.verify.SubmissionFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, what reads them ends with a value or with a refusal of its own: 60 s of Jazzer over all readers in every build,
 * 60 s for each with {@code -Plong}, and {@code -Dshuheng.fuzz.seconds=N} on demand. An input that was found once lies in the resources, under
 * {@code fuzz/} and its target's name, and is read in every build.
 */
final class FuzzTest {

    private static final boolean LONG = Boolean.getBoolean("shuheng.long");
    private static final int SECONDS = Integer.getInteger("shuheng.fuzz.seconds", 60);

    /** Of one input; within the first all targets are made, and what they are made of is loaded and instrumented. */
    private static final int TIMEOUT_SECONDS = 120;

    @TempDir
    Path folder;

    private static List<Class<? extends FuzzTarget>> targets() {
        return List.of(
                LedgerFileFuzz.class,
                RecordFuzz.class,
                RotationFuzz.class,
                SubmissionFuzz.class,
                TextFuzz.class,
                ProofFuzz.class,
                SnapshotFuzz.class,
                PrunedFuzz.class,
                StandbyBlockFuzz.class,
                CertificateFuzz.class,
                DocumentFuzz.class,
                EnvelopeFuzz.class);
    }

    private static List<byte[]> foundBefore(Class<? extends FuzzTarget> target) throws Exception {
        List<byte[]> inputs = new ArrayList<>();
        URL found = FuzzTest.class.getResource("/fuzz/" + target.getSimpleName());
        if (found != null) {
            try (Stream<Path> files = Files.list(Path.of(found.toURI()))) {
                for (Path file : files.sorted().toList()) {
                    inputs.add(Files.readAllBytes(file));
                }
            }
        }
        return inputs;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void readsWhatItsOwnSideWroteAndWhatWasFoundBefore(Class<? extends FuzzTarget> target) throws Exception {
        FuzzTarget reader = FuzzTarget.named(target.getName());
        assertThat(reader.seeds()).isNotEmpty();
        for (byte[] seed : reader.seeds()) {
            reader.read(seed);
        }
        for (byte[] input : foundBefore(target)) {
            reader.read(input);
        }
    }

    /** All in one process, for a JVM that fuzzes takes its time to start; on demand each in its own. */
    @Test
    void allEndWithAValueOrARefusalWhateverTheBytes() throws Exception {
        if (LONG) {
            for (Class<? extends FuzzTarget> target : targets()) {
                fuzz(List.of(target));
            }
        } else {
            fuzz(targets());
        }
    }

    private void fuzz(List<Class<? extends FuzzTarget>> targets) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+EnableDynamicAgentLoading",
                        "-D" + FuzzDriver.TARGETS + "="
                                + targets.stream().map(Class::getName).collect(Collectors.joining(",")),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzDriver.class.getName(),
                        "--instrumentation_includes=io.shuheng.**",
                        "--custom_hook_includes=io.shuheng.**",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-max_total_time=" + SECONDS,
                        "-timeout=" + TIMEOUT_SECONDS,
                        corpus(targets).toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = said(process);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("Done [0-9]+ runs");
    }

    private Path corpus(List<Class<? extends FuzzTarget>> targets) throws Exception {
        Path corpus = Files.createTempDirectory(folder, "corpus-");
        for (int i = 0; i < targets.size(); i++) {
            Class<? extends FuzzTarget> target = targets.get(i);
            List<byte[]> seeds =
                    new ArrayList<>(FuzzTarget.named(target.getName()).seeds());
            seeds.addAll(foundBefore(target));
            for (int seed = 0; seed < seeds.size(); seed++) {
                ByteArrayOutputStream input = new ByteArrayOutputStream();
                if (targets.size() > 1) {
                    input.write(i);
                }
                input.writeBytes(seeds.get(seed));
                Files.write(corpus.resolve(i + "-" + seed), input.toByteArray());
            }
        }
        return corpus;
    }

    /** Without what it says of each class and of each new path. */
    private static String said(Process process) throws IOException {
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("INFO: ") && !line.startsWith("#"))
                    .collect(Collectors.joining("\n"));
        }
    }
}
