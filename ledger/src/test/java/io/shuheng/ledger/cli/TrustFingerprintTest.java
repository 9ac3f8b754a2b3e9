package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator is trusted by the fingerprint of its certificate wherever it is by the certificate itself. */
final class TrustFingerprintTest {

    private static String own;
    private static String another;

    @TempDir
    Path folder;

    @BeforeAll
    static void takeTheFingerprint() throws IOException {
        own = TrustAnchor.ofPem(GoldenDay.operator()).certificate().sm3().hex();
        another = (own.startsWith("0") ? "1" : "0") + own.substring(1);
    }

    @Test
    void writesTheCountsOfAVerificationAsATable() throws IOException {
        Path csv = folder.resolve("counts.csv");
        Said.by("verify", GoldenDay.ledger(), "--trust-fingerprint", own, "--level", "signatures", "--csv", csv);
        assertThat(CsvReading.of(csv))
                .allMatch(row -> row.size() == 3)
                .anyMatch(row -> row.get(0).equals("Records") && Long.parseLong(row.get(1)) > 1_000)
                .anyMatch(row -> row.get(0).equals("UNANCHORED"));
    }

    @Test
    void verifiesTheLedgerWhoseOperatorHasTheFingerprint() {
        Said said = Said.by(
                "verify",
                GoldenDay.ledger(),
                "--trust-fingerprint",
                own,
                "--members-trust",
                GoldenDay.membersAuthority(),
                "--anchor",
                GoldenDay.anchor(),
                "--level",
                "structure");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("given to this verifier as a fingerprint", own)
                .doesNotContain("OPERATOR_NOT_TRUSTED");
    }

    @Test
    void refusesTheLedgerWhoseOperatorHasAnother() {
        Said said = Said.by("verify", GoldenDay.ledger(), "--trust-fingerprint", another, "--level", "structure");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("OPERATOR in segment-00000001");
    }

    @Test
    void provesChecksAndComparesByIt() throws IOException {
        Path proof = folder.resolve("record.proof");
        Path json = folder.resolve("record.json");
        Said proven = Said.by(
                "prove", GoldenDay.ledger(), "--record", 5, "--trust-fingerprint", own, "--out", proof, "--json", json);
        assertThat(proven.code()).as(proven.err()).isZero();
        assertThat(new ObjectMapper().readTree(json.toFile()).get("verdict").asText())
                .isEqualTo("VALID");
        assertThat(Said.by("check", proof, "--trust-fingerprint", own).code()).isZero();
        assertThat(Said.by("check", proof, "--trust-fingerprint", another).code())
                .isEqualTo(1);
        Object[] same = {
            "consistency",
            GoldenDay.anchor(),
            GoldenDay.anchor(),
            "--ledger",
            GoldenDay.ledger(),
            "--trust-fingerprint",
            own
        };
        assertThat(Said.by(same).code()).isZero();
        same[same.length - 1] = another;
        assertThat(Said.by(same).code()).isEqualTo(1);
    }

    @Test
    void takesItAsPeopleCopyItAndRefusesWhatIsNone() {
        String copied = own.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
        assertThat(Said.by("inspect", GoldenDay.ledger(), "--to", 0, "--trust-fingerprint", copied)
                        .code())
                .isZero();
        Said said = Said.by("verify", GoldenDay.ledger(), "--trust-fingerprint", "12:34");
        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err()).contains("--trust-fingerprint");
        assertThat(Said.by("verify", GoldenDay.ledger()).code()).isEqualTo(64);
    }
}
