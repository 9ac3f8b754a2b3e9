package io.shuheng.crypto;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException.Code;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The national profile; its entrances are tested where they are: key files, key containers, OCSP responses, and here for time stamps. */
class AlgorithmPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.156.10197.1.104.2",
                "1.2.156.10197.1.104.8",
                "1.2.156.10197.1.301",
                "1.2.156.10197.1.401",
                "1.2.156.10197.1.401.2",
                "1.2.156.10197.1.501"
            })
    void nationalAlgorithmsAreAllowed(String oid) {
        AlgorithmPolicy.NATIONAL.require(oid, "test");
        assertThat(AlgorithmPolicy.SUPPORTED.allows(oid)).isTrue();
    }

    /** SHA-256, AES-256-CBC, HMAC-SHA-256, ECDSA with SHA-256, P-256, and under the national arc: SM2 with SHA-256, RSA with SM3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.16.840.1.101.3.4.2.1",
                "2.16.840.1.101.3.4.1.42",
                "1.2.840.113549.2.9",
                "1.2.840.10045.4.3.2",
                "1.2.840.10045.3.1.7",
                "1.2.156.10197.1.503",
                "1.2.156.10197.1.504",
                "1.2.156.10197.1.4011",
                ""
            })
    void everythingElseIsRefusedAndNamed(String oid) {
        assertCode(Code.ALGORITHM_REFUSED, () -> AlgorithmPolicy.NATIONAL.require(oid, "the digest of a test"));
        assertThatThrownBy(() -> AlgorithmPolicy.NATIONAL.require(oid, "the digest of a test"))
                .hasMessageContaining(oid)
                .hasMessageContaining("the digest of a test");
        AlgorithmPolicy.SUPPORTED.require(oid, "test");
    }

    @Test
    void aMisspeltPolicyIsRefused() {
        assertThat(AlgorithmPolicy.of(null)).isEqualTo(AlgorithmPolicy.SUPPORTED);
        assertThat(AlgorithmPolicy.of("NATIONAL")).isEqualTo(AlgorithmPolicy.NATIONAL);
        assertThatThrownBy(() -> AlgorithmPolicy.of("national"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Dshuheng.algorithms=national");
    }

    /** Where a JVM is told so, whatever names no policy is held to it. */
    @Test
    void aNationalJvmRefusesAtEveryEntranceWithoutBeingAsked() throws Exception {
        assertThat(printed("io.shuheng.crypto.certificate.NationalWork")
                        .filter(line -> line.startsWith("key file") || line.startsWith("container")))
                .containsExactly(
                        "key file national: read",
                        "key file AES: ALGORITHM_REFUSED",
                        "container national: read",
                        "container AES: ALGORITHM_REFUSED",
                        "container SHA-256: ALGORITHM_REFUSED");
    }

    /** Signed data too: hashes that are not SM3, of a certificate as well, and signatures that are not SM2. */
    @Test
    void aNationalJvmReadsNoSignedDataOfOtherAlgorithms() throws Exception {
        assertThat(printed("io.shuheng.crypto.document.NationalStamps").filter(line -> line.contains(": ")))
                .containsExactly(
                        "SM2 over SM3: true",
                        "rsa-sm3.tsr: ALGORITHM_REFUSED",
                        "rsa-sha256.tsr: ALGORITHM_REFUSED",
                        "ecdsa-sha256.tsr: ALGORITHM_REFUSED",
                        "RSA over SM3: ALGORITHM_REFUSED");
    }

    private static Stream<String> printed(String program) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + AlgorithmPolicy.PROPERTY + "=NATIONAL",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines();
    }
}
