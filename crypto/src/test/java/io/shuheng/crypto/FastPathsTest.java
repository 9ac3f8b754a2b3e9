package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With EXTERNAL_ONLY no fast path of ours is reached: the JVM does not even load its classes, so that no call can have come to them. */
class FastPathsTest {
    /** Every class that is a fast path; whoever adds one adds it here. */
    private static final List<String> FAST_PATHS = List.of(
            FieldElement.class.getName(),
            JacobianPoint.class.getName(),
            PointTable.class.getName(),
            Sm2FastEquation.class.getName(),
            SlicedGcm.class.getName(),
            Sm4Rounds.class.getName(),
            Sm4Slices.class.getName(),
            Sm4Gates.class.getName(),
            "io.shuheng.crypto.VectorSm3Batch");

    /** What a JVM printed that did {@link EverydayWork}, with a line for each class it loaded. */
    private static List<String> run(List<String> arguments, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("--add-modules", Sm3Batch.VECTOR_MODULE));
        command.addAll(List.of("-Xlog:class+load", "-cp", System.getProperty("java.class.path")));
        command.add(EverydayWork.class.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("all good");
        return printed.lines().toList();
    }

    private static Stream<String> loadedFastPaths(List<String> printed) {
        return FAST_PATHS.stream().filter(name -> printed.stream().anyMatch(line -> line.contains(" " + name + " ")));
    }

    @Test
    void externalOnlyReachesNone() throws Exception {
        List<String> printed = run(List.of(), "-D" + FastPaths.PROPERTY + "=" + FastPaths.EXTERNAL_ONLY);

        assertThat(loadedFastPaths(printed)).isEmpty();
        assertThat(printed).anyMatch(line -> line.contains(" " + Sm2Verifier.class.getName() + " "));
    }

    @Test
    void externalOnlyReachesNoneThroughAForeignProviderEither() throws Exception {
        List<String> printed = run(List.of("JCA"), "-D" + FastPaths.PROPERTY + "=" + FastPaths.EXTERNAL_ONLY);

        assertThat(loadedFastPaths(printed)).isEmpty();
        assertThat(printed).anyMatch(line -> line.contains(" " + JcaCryptoProvider.class.getName() + " "));
        assertThat(printed).noneMatch(line -> line.contains(" " + Sm2Signer.class.getName() + " "));
    }

    @Test
    void withoutItAllAreReached() throws Exception {
        assertThat(loadedFastPaths(run(List.of()))).hasSize(FAST_PATHS.size());
    }

    @Test
    void aMisspeltModeIsRefused() {
        assertThat(FastPaths.allowed(null)).isTrue();
        assertThat(FastPaths.allowed("")).isTrue();
        assertThat(FastPaths.allowed("EXTERNAL_ONLY")).isFalse();
        assertThatThrownBy(() -> FastPaths.allowed("external_only"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Dshuheng.crypto=external_only");
    }
}
