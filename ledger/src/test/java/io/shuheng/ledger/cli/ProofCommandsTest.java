package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.ledger.evidence.DirectoryEvidenceStore;
import io.shuheng.ledger.verify.AgreedLedger;
import io.shuheng.ledger.verify.AmendedLedger;
import io.shuheng.ledger.verify.SoldLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prove} and {@code check} as they are typed. */
final class ProofCommandsTest {

    @TempDir
    static Path shared;

    private static SoldLedger sold;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeTheLedger() throws IOException {
        sold = SoldLedger.under(shared);
    }

    private int run(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return VerifierMain.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    private Path proven(Object... what) {
        Path file = folder.resolve("file.proof");
        Object[] arguments = new Object[what.length + 6];
        System.arraycopy(
                new Object[] {"prove", sold.ledger(), "--trust", sold.operator(), "--out", file}, 0, arguments, 0, 6);
        System.arraycopy(what, 0, arguments, 6, what.length);
        assertThat(run(arguments)).as(err.toString()).isZero();
        return file;
    }

    @Test
    void aContractFileIsMadeAndCheckedAlone() throws IOException {
        Path file = proven("--contract", 1, "--for", SoldLedger.BUYER);
        assertThat(out.toString()).contains("VALID: ", "OTHER_SIDE_BY_HASH");
        Path texts = folder.resolve("texts");
        int code = run(
                "check",
                file,
                "--trust",
                sold.operator(),
                "--members-trust",
                sold.membersAuthority(),
                "--anchor",
                sold.anchor(),
                "--texts",
                texts);
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("Proves contract: 1", "Example Company 3", "PlaceOrder, SIGNED", "by its hash alone")
                .contains("Derived again from the opened records: yes", "LATER_HISTORY");
        assertThat(texts.resolve("contract-zh.txt")).content().contains("示例企业3", "逐时气温");
        assertThat(texts.resolve("contract-en.txt")).content().contains("Example Company 1");
    }

    @Test
    void aReceiptShowsThatTheRecordIsInTheLedgerAndSaysThatItShowsNoMore() throws IOException {
        long order = sold.order(1);
        Path file = proven("--receipt", order, "--for", SoldLedger.BUYER);
        Object[] check = {"check", file, "--trust", sold.operator(), "--anchor", sold.anchor()};
        assertThat(run(check)).isZero();
        assertThat(out.toString())
                .contains("Receipt for record: " + order, "PlaceOrder, SIGNED", "[RECEIPT_ALONE]", "VALID: ");
        assertThat(Files.size(file)).isLessThan(6000).isLessThan(Files.size(proven("--record", order)));
        Path genesis = proven("--receipt", 0);
        assertThat(run("check", genesis, "--trust", sold.operator(), "--lang", "zh"))
                .isZero();
        assertThat(out.toString()).contains("存证回执");
        assertThat(run("check", genesis, "--trust", sold.membersAuthority())).isEqualTo(1);
        Path pieces = folder.resolve("receipt");
        assertThat(run("check", genesis, "--trust", sold.operator(), "--pieces", pieces))
                .isZero();
        assertThat(pieces.resolve("by-hand.txt")).content().contains("receipt of record 0");
        assertThat(run(
                        "prove",
                        sold.ledger(),
                        "--receipt",
                        order,
                        "--for",
                        SoldLedger.PROVIDER,
                        "--trust",
                        sold.operator(),
                        "--out",
                        folder.resolve("other.proof")))
                .isEqualTo(64);
        assertThat(err.toString()).contains("NOT_A_PARTY");
    }

    @Test
    void aNegotiatedContractIsProvenByTheNumberOfItsTrade() throws IOException {
        AgreedLedger agreed = AgreedLedger.under(folder);
        Path file = folder.resolve("negotiated.proof");
        Object[] prove = {
            "prove",
            agreed.ledger(),
            "--contract",
            AgreedLedger.CONTRACT,
            "--trust",
            agreed.operatorFile(),
            "--out",
            file
        };
        assertThat(run(with(prove, "--for", AgreedLedger.PROVIDER))).isZero();
        Path pieces = folder.resolve("pieces");
        Path json = folder.resolve("check.json");
        assertThat(run("check", file, "--trust", agreed.operatorFile(), "--pieces", pieces, "--json", json))
                .isZero();
        assertThat(out.toString())
                .contains("Proves negotiated contract: 2", "countersigned by the exchange: yes")
                .contains("SignAgreement, SIGNED", "Derived again from the opened records: yes", "VALID: ")
                .doesNotContain("Sealed by");
        assertThat(pieces.resolve("countersignature.sig")).exists();
        assertThat(pieces.resolve("by-hand.txt")).content().contains("Check negotiated contract 2 by hand");
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("subject").asText()).isEqualTo("NEGOTIATED_CONTRACT");
        assertThat(report.get("countersigned").asBoolean()).isTrue();
        assertThat(run(with(prove, "--for", AgreedLedger.STRANGER))).isEqualTo(64);
        assertThat(err.toString()).contains("NOT_A_PARTY");
    }

    @Test
    void saysOfAContractHowOftenItWasAmendedAndThatItWasEndedByAgreement() throws IOException {
        AmendedLedger amended = AmendedLedger.under(folder);
        Path file = folder.resolve("amended.proof");
        Object[] prove = {
            "prove",
            amended.ledger(),
            "--contract",
            AmendedLedger.ENDED,
            "--trust",
            amended.operatorFile(),
            "--out",
            file
        };
        assertThat(run(with(prove, "--for", AmendedLedger.PROVIDER))).isZero();
        Path json = folder.resolve("check.json");
        Path page = folder.resolve("page.html");
        assertThat(run("check", file, "--trust", amended.operatorFile(), "--json", json, "--page", page))
                .isZero();
        assertThat(out.toString())
                .contains("Times amended, signed by both sides and countersigned: 2")
                .contains("Ended by agreement, amendment: 2, ")
                .contains("VALID: ")
                .doesNotContain("CONTRACT_END_NOT_SHOWN");
        JsonNode amendments = new ObjectMapper().readTree(json.toFile()).get("amendments");
        assertThat(amendments).hasSize(2);
        assertThat(amendments.get(1).get("terminates").asBoolean()).isTrue();
        assertThat(page)
                .content()
                .contains("合同变更", "双方协议解除", "甲方每季度更新一次数据", "Ended by agreement", "Text of amendment 2")
                .doesNotContain("{0}", "{5}");
        assertThat(run("check", file, "--trust", amended.operatorFile(), "--lang", "zh"))
                .isZero();
        assertThat(out.toString()).contains("已协议解除，依变更协议: 2, ");
    }

    @Test
    void writesThePiecesAndThePageInItsLanguage() throws IOException {
        Path file = proven("--contract", 1, "--for", SoldLedger.PROVIDER);
        Path pieces = folder.resolve("pieces");
        assertThat(run("check", file, "--trust", sold.operator(), "--pieces", pieces, "--lang", "zh"))
                .isZero();
        assertThat(pieces.resolve("by-hand.txt")).content().contains("手工核验", "-signature seal.sig seal.signed");
        assertThat(pieces.resolve("by-hand.html")).content().contains("lang=\"zh\">");
        assertThat(pieces.resolve("operator.pem")).content().contains("BEGIN CERTIFICATE");
        assertThat(pieces.resolve("record-" + sold.order(1) + ".leaf")).hasSize(32);
        assertThat(pieces.resolve("record-" + sold.order(1) + ".bin")).doesNotExist();
    }

    @Test
    void writesThePageOfTheContractAndALinkToTheOneThatChecksItByHand() throws IOException {
        Path file = proven("--contract", 1, "--for", SoldLedger.PROVIDER);
        Path page = folder.resolve("page").resolve("contract.html");
        Path pieces = folder.resolve("pieces of 1");
        Object[] check = {"check", file, "--trust", sold.operator(), "--page", page};
        assertThat(run(check)).isZero();
        assertThat(page)
                .content()
                .contains("第 1 号合同 / Contract 1", "--pieces DIR")
                .doesNotContain("href");
        assertThat(run(with(check, "--pieces", pieces))).isZero();
        assertThat(page).content().contains("<a href=\"./../pieces%20of%201/by-hand.html\">");
        assertThat(run("check", proven("--record", 1), "--trust", sold.operator(), "--page", page))
                .isEqualTo(64);
        assertThat(err.toString()).contains("shows no contract");
    }

    @Test
    void aRecordIsProvenToAnAuditorWhereNobodyElseIsNamed() {
        Path file = proven("--record", sold.order(2), "--continuing", sold.earlier());
        assertThat(run("check", file, "--trust", sold.operator(), "--anchor", sold.earlier()))
                .isZero();
        assertThat(out.toString()).contains("Proves record: " + sold.order(2));
    }

    @Test
    void endsInOneWhereTheFileIsNotWhatItSays() throws IOException {
        Path file = proven("--record", 1);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(run("check", file, "--trust", sold.operator())).isEqualTo(1);
        assertThat(out.toString()).contains("FORMAT", "INVALID: ");
        assertThat(run("check", proven("--record", 1), "--trust", sold.membersAuthority()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("OPERATOR, record 0");
    }

    @Test
    void endsInTwoWhereSomethingIsMissing() {
        Path file = folder.resolve("unsealed.proof");
        int proved =
                run("prove", sold.ledger(), "--contract", 3, "--trust", sold.operator(), "--out", file, "--lang", "zh");
        assertThat(proved).isEqualTo(2);
        assertThat(out.toString()).contains("合同尚未封签", "不完整");
        assertThat(run("check", file, "--trust", sold.operator())).isEqualTo(2);
        assertThat(run("check", proven("--record", 1), "--trust", sold.operator(), "--anchor", sold.earlier()))
                .isEqualTo(2);
    }

    @Test
    void endsInSixtyFourOnWrongUsage() throws IOException {
        Path file = proven("--record", 1);
        Path other = folder.resolve("other.proof");
        assertThat(run("check", file)).isEqualTo(64);
        assertThat(run("check", folder.resolve("absent"), "--trust", sold.operator()))
                .isEqualTo(64);
        assertThat(run("check", file, "--trust", sold.anchor())).isEqualTo(64);
        assertThat(run("check", file, "--trust", sold.operator(), "--anchor", sold.operator()))
                .isEqualTo(64);
        assertThat(run("check", file, "--trust", sold.operator(), "--texts", folder))
                .isEqualTo(64);
        Object[] prove = {"prove", sold.ledger(), "--trust", sold.operator(), "--out", other};
        assertThat(run(prove)).isEqualTo(64);
        assertThat(run(with(prove, "--record", 1, "--contract", 1))).isEqualTo(64);
        assertThat(run(with(prove, "--record", 1, "--for", "nobody"))).isEqualTo(64);
        assertThat(run(with(prove, "--contract", 1, "--for", SoldLedger.STRANGER)))
                .isEqualTo(64);
        assertThat(err.toString()).contains("NOT_A_PARTY").doesNotContain("\tat ");
        assertThat(run(with(prove, "--contract", 9))).isEqualTo(64);
        assertThat(other).doesNotExist();
        Path inside = sold.ledger().resolve("file.proof");
        assertThat(run("prove", sold.ledger(), "--record", 1, "--trust", sold.operator(), "--out", inside))
                .isEqualTo(64);
        assertThat(inside).doesNotExist();
    }

    private static Object[] with(Object[] first, Object... more) {
        Object[] all = new Object[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @Test
    void writesNothingForAnOperatorWhoIsNotTrusted() {
        Path file = folder.resolve("refused.proof");
        assertThat(run("prove", sold.ledger(), "--record", 1, "--trust", sold.membersAuthority(), "--out", file))
                .isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void takesATemplateOutOfTheEvidence() throws IOException {
        byte[] template = SoldLedger.otherTemplate();
        SoldLedger other = SoldLedger.under(folder, template);
        Path evidence = folder.resolve("evidence");
        DirectoryEvidenceStore.open(evidence).put(template);
        Path file = folder.resolve("file.proof");
        Object[] prove = {"prove", other.ledger(), "--contract", 1, "--trust", other.operator(), "--out", file};
        assertThat(run(prove)).isEqualTo(64);
        assertThat(err.toString()).contains("TEMPLATE_UNKNOWN");
        assertThat(run(with(prove, "--evidence", evidence))).isEqualTo(2);
        assertThat(out.toString()).contains("Derived again from the opened records: yes");
    }

    @Test
    void writesJsonThatParses() throws IOException {
        Path json = folder.resolve("check.json");
        Path file = proven("--contract", 2, "--for", "auditor");
        assertThat(run("check", file, "--trust", sold.operator(), "--json", json))
                .isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("verdict").asText()).isEqualTo("VALID");
        assertThat(report.get("number").asLong()).isEqualTo(2);
        assertThat(report.get("opened").get(0).get("kind").asText()).isEqualTo("Genesis");
        assertThat(report.get("sealed").asBoolean()).isTrue();
        assertThat(report.get("fault").isNull()).isTrue();
        run("check", file, "--trust", sold.membersAuthority(), "--json", json);
        assertThat(new ObjectMapper()
                        .readTree(json.toFile())
                        .get("fault")
                        .get("rule")
                        .asText())
                .isEqualTo("OPERATOR");
    }
}
