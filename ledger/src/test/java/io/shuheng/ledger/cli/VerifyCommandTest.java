package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSubject;
import io.shuheng.ledger.proof.ProofVerdict;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.Verdict;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.WrittenLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {

    @TempDir
    static Path shared;

    private static WrittenLedger written;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeTheLedger() throws IOException {
        written = WrittenLedger.under(shared);
    }

    private int run(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return VerifierMain.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    @Test
    void endsInZeroAndSaysWhomItTrusted() {
        int code = run("verify", written.ledger(), "--trust", written.operator(), "--anchor", written.anchor());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains(
                        "VERIFIED",
                        "Example Data Exchange",
                        "given from a file beside the ledger or proof file",
                        "MEMBERS_BY_GENESIS")
                .contains("SM3 " + written.operatorSm3());
    }

    @Test
    void endsInTwoWithoutAnchor() {
        assertThat(run("verify", written.ledger(), "--trust", written.operator()))
                .isEqualTo(2);
        assertThat(out.toString()).contains("INCOMPLETE", "UNANCHORED");
    }

    @Test
    void endsInOneWithTheFaultNamed() {
        int code = run("verify", written.ledger(), "--trust", written.membersAuthority(), "--anchor", written.anchor());
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("REFUSED", "OPERATOR in segment-00000001", "sequence 0");
    }

    @Test
    void endsInSixtyFourOnWrongUsage() throws IOException {
        assertThat(run()).isEqualTo(64);
        assertThat(run("check")).isEqualTo(64);
        assertThat(run("verify")).isEqualTo(64);
        assertThat(run("verify", written.ledger())).isEqualTo(64);
        assertThat(run("verify", written.ledger(), "--trust", folder.resolve("absent.pem")))
                .isEqualTo(64);
        assertThat(run("verify", written.ledger(), "--trust", written.anchor())).isEqualTo(64);
        assertThat(run("verify", written.ledger(), "--trust", written.operator(), "--threads", 0))
                .isEqualTo(64);
        assertThat(run("verify", written.ledger(), "--trust", written.operator(), "--level", "all"))
                .isEqualTo(64);
        assertThat(run("verify", folder.resolve("absent"), "--trust", written.operator()))
                .isEqualTo(64);
        Path absent = folder.resolve("absent.checkpoint");
        assertThat(run("verify", written.ledger(), "--trust", written.operator(), "--anchor", absent))
                .isEqualTo(64);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void writesJsonThatParses() throws IOException {
        Path json = folder.resolve("report.json");
        int code = run(
                "verify",
                written.ledger(),
                "--trust",
                written.operator(),
                "--members-trust",
                written.membersAuthority(),
                "--witness",
                written.operator(),
                "--anchor",
                written.anchor(),
                "--level",
                "signatures",
                "--threads",
                1,
                "--json",
                json);
        assertThat(code).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("verdict").asText()).isEqualTo("VERIFIED");
        assertThat(report.get("exitCode").asInt()).isZero();
        assertThat(report.get("level").asText()).isEqualTo("SIGNATURES");
        assertThat(report.get("commandsSigned").asLong()).isEqualTo(11);
        assertThat(report.get("trust").get(0).get("origin").asText()).isEqualTo("BESIDE_LEDGER");
        assertThat(report.get("witnesses").get(0).get("checkpoints").asInt())
                .as("the operator is no witness of itself")
                .isZero();
        assertThat(report.get("fault").isNull()).isTrue();
    }

    @Test
    void writesTheFaultIntoJson() throws IOException {
        Path json = folder.resolve("report.json");
        run("verify", written.ledger(), "--trust", written.membersAuthority(), "--json", json);
        JsonNode fault = new ObjectMapper().readTree(json.toFile()).get("fault");
        assertThat(fault.get("rule").asText()).isEqualTo("OPERATOR");
        assertThat(fault.get("offset").asLong()).isPositive();
        assertThat(fault.get("message").asText()).contains("none of the trusted ones");
    }

    @Test
    void neverWritesIntoTheLedgersFolder() {
        Path json = written.ledger().resolve("report.json");
        assertThat(run("verify", written.ledger(), "--trust", written.operator(), "--json", json))
                .isEqualTo(64);
        assertThat(Files.exists(json)).isFalse();
        assertThat(err.toString()).contains("never written to");
    }

    @Test
    void speaksChinese() {
        run("verify", written.ledger(), "--trust", written.operator(), "--lang", "zh");
        assertThat(out.toString()).contains("示例数据交易所", "不完整：未发现错误");
    }

    @Test
    void helpsWithEveryOption() {
        assertThat(run("verify", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--trust",
                        "--members-trust",
                        "--anchor",
                        "--witness",
                        "--level",
                        "--json",
                        "--threads",
                        "--lang")
                .contains("Exit codes");
    }

    @Test
    void hasAllWordsInBothLanguages() {
        Properties en = WordPrinter.Language.EN.words();
        Properties zh = WordPrinter.Language.ZH.words();
        assertThat(zh.stringPropertyNames()).isEqualTo(en.stringPropertyNames());
        assertThat(en.values()).allSatisfy(value -> assertThat((String) value).isNotBlank());
        assertThat(zh.values()).allSatisfy(value -> assertThat((String) value).isNotBlank());
        assertHas(en, "limit.", Report.Limit.values());
        assertHas(en, "level.", VerificationLevel.values());
        assertHas(en, "verdict.", Verdict.values());
        assertHas(en, "trust.", Report.Role.values());
        assertHas(en, "trust.", Report.Origin.values());
        assertHas(en, "commands.", AuthenticationKind.values());
        assertHas(en, "missing.", ProofReport.Missing.values());
        assertHas(en, "proof.subject.", ProofSubject.Kind.values());
        assertHas(en, "proof.verdict.", ProofVerdict.values());
    }

    private static void assertHas(Properties words, String prefix, Enum<?>... values) {
        for (Enum<?> value : values) {
            assertThat(words.getProperty(prefix + value.name()))
                    .as(prefix + value)
                    .isNotNull();
        }
    }
}
