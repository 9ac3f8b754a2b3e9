package io.shuheng.ledger.proof.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.page.PageWords;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import io.shuheng.ledger.verify.AgreedLedger;
import io.shuheng.ledger.verify.AmendedLedger;
import io.shuheng.ledger.verify.EndedLedger;
import io.shuheng.ledger.verify.SessionLedger;
import io.shuheng.ledger.verify.SoldLedger;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.TwiceRotatedLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line that the page prints, run as printed by a shell with OpenSSL 3 where it is installed, one shell for a page. */
final class ByHandPageTest {

    @TempDir
    static Path shared;

    private static SoldLedger sold;
    private static ProofExporter exporter;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeTheLedger() throws IOException {
        sold = SoldLedger.under(shared);
        exporter = new ProofExporter(sold.ledger(), sm3 -> Optional.empty());
    }

    private static ProofPieces negotiated(Path parent, Audience audience) throws IOException {
        AgreedLedger agreed = AgreedLedger.under(parent);
        ProofFile file =
                new ProofExporter(agreed.ledger(), sm3 -> Optional.empty()).contract(AgreedLedger.CONTRACT, audience);
        return pieces(file, agreed.operatorFile());
    }

    private static ProofPieces pieces(ProofFile file, Path operator) throws IOException {
        ProofReport report = new ProofChecker(new ProofSettings(
                        List.of(TrustAnchor.ofPem(operator)),
                        List.of(TrustAnchor.ofPem(sold.membersAuthority())),
                        List.of()))
                .check(file.encode());
        assertThat(report.verdict()).as(report.toString()).isNotEqualTo(ProofVerdict.INVALID);
        return ProofPieces.of(file, report);
    }

    private static String run(Path folder, String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.strip();
    }

    private static void needsOpenSsl3() throws IOException, InterruptedException {
        assumeTrue(run(Path.of("."), "openssl version").startsWith("OpenSSL 3"), "openssl 3 is not on the path");
    }

    private void write(ProofPieces pieces) throws IOException {
        for (Map.Entry<String, byte[]> piece : pieces.files().entrySet()) {
            Files.write(folder.resolve(piece.getKey()), piece.getValue());
        }
    }

    private void assertEachLinePrintsWhatThePageSays(ProofPieces pieces) throws IOException, InterruptedException {
        needsOpenSsl3();
        write(pieces);
        assertThat(firstThatFails(pieces)).isEmpty();
        assertThat(ByHandPage.of(pieces, ContractLanguage.EN).steps().stream()
                        .mapToInt(step -> step.lines().size())
                        .sum())
                .isGreaterThan(10);
    }

    /** The first line that prints something else than it must, and what it prints; empty where there is none. */
    private String firstThatFails(ProofPieces pieces) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (ByHandStep step : ByHandPage.of(pieces, ContractLanguage.EN).steps()) {
            for (ByHandStep.Line line : step.lines()) {
                script.append("printed=$({ ").append(line.command()).append("; } 2>&1)\n");
                script.append("if [ \"$printed\" != ").append(quoted(line.expected()));
                script.append(" ]; then printf '%s\\n' ").append(quoted(line.command()));
                script.append(" \"$printed\"; exit; fi\n");
            }
        }
        return run(folder, script.toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    @Test
    void everyLineOfAnAuditorsContractHolds() throws Exception {
        assertEachLinePrintsWhatThePageSays(pieces(exporter.contract(2, Audience.AUDITOR), sold.operator()));
    }

    @Test
    void everyLineOfAPartysContractHolds() throws Exception {
        assertEachLinePrintsWhatThePageSays(
                pieces(exporter.contract(1, Audience.participant(SoldLedger.BUYER)), sold.otherAuthority()));
    }

    @Test
    void everyLineOfANegotiatedContractHoldsAndNoneThatIsChanged() throws Exception {
        ProofPieces pieces = negotiated(folder, Audience.participant(AgreedLedger.PROVIDER));
        assertEachLinePrintsWhatThePageSays(pieces);
        assertThat(ByHandPage.of(pieces, ContractLanguage.ZH).text())
                .startsWith("手工核验第 2 号协商合同\n")
                .contains("-signature countersignature.sig countersignature.signed")
                .doesNotContain("{0}", "{1}");
        for (String changed : List.of("countersignature.signed", "countersignature.sig", "contract.bin")) {
            assertNoticed(pieces, changed);
        }
    }

    @Test
    void everyLineOfAnAmendedAndEndedContractHoldsAndNoneThatIsChanged() throws Exception {
        AmendedLedger amended = AmendedLedger.under(folder);
        ProofFile file = new ProofExporter(amended.ledger(), sm3 -> Optional.empty())
                .contract(AmendedLedger.ENDED, Audience.participant(AmendedLedger.CONSUMER));
        ProofPieces pieces = pieces(file, amended.operatorFile());
        assertEachLinePrintsWhatThePageSays(pieces);
        assertThat(ByHandPage.of(pieces, ContractLanguage.ZH).text())
                .contains("合同的第 1 号变更协议", "第 2 号变更协议：协议解除合同")
                .doesNotContain("{0}", "{3}");
        for (String changed : List.of("amendment-1.bin", "amendment-2-zh.txt", "amendment-2.sig")) {
            assertNoticed(pieces, changed);
        }
    }

    @Test
    void everyLineOfARescindedContractHoldsAndNoneThatIsChanged() throws Exception {
        EndedLedger ended = EndedLedger.under(folder);
        ProofFile file = new ProofExporter(ended.ledger(), sm3 -> Optional.empty())
                .contract(EndedLedger.RESCINDED, Audience.participant(EndedLedger.CONSUMER));
        ProofPieces pieces = pieces(file, ended.operatorFile());
        assertEachLinePrintsWhatThePageSays(pieces);
        assertThat(ByHandPage.of(pieces, ContractLanguage.ZH).text())
                .contains("合同终止（一方解除）")
                .doesNotContain("{0}", "{3}");
        long end = file.opened().get(file.opened().size() - 1).sequence();
        assertNoticed(pieces, ProofPieces.name(end) + ".bin");
    }

    @Test
    void everyLineOfAStatementHoldsAndNoneThatIsChanged() throws Exception {
        try (SessionLedger sessions = SessionLedger.found(folder, AuthenticationKind.ATTESTED)) {
            long session = sessions.open();
            sessions.order(session);
            long order = sessions.order(session);
            sessions.order(session);
            sessions.state(session, 3);
            sessions.seal(3);
            sessions.checkpoint();
            ProofExporter ofSessions = new ProofExporter(sessions.ledger(), sm3 -> Optional.empty());
            assertEachLinePrintsWhatThePageSays(
                    pieces(ofSessions.record(order, Audience.participant(SoldLedger.BUYER)), sessions.operator()));
            ProofPieces pieces = pieces(ofSessions.contract(2, Audience.AUDITOR), sessions.operator());
            assertEachLinePrintsWhatThePageSays(pieces);
            assertThat(ByHandPage.of(pieces, ContractLanguage.ZH).text())
                    .contains("第 " + order + " 号记录：由第", "opening-" + order + ".bytes")
                    .doesNotContain("{2}", "{3}", "{4}");
            for (String changed : List.of(
                    "statement-" + order + ".bytes",
                    "statement-" + order + ".path2",
                    "opening-" + order + ".bytes",
                    "opening-" + order + ".path1")) {
                assertNoticed(pieces, changed);
            }
        }
    }

    @Test
    void everyLineHoldsBehindChangesOfTheOperatorsKeyAndNoneThatIsChanged() throws Exception {
        TwiceRotatedLedger rotated = TwiceRotatedLedger.write(folder.resolve("rotated"));
        ProofExporter ofRotated = new ProofExporter(rotated.ledger(), sm3 -> Optional.empty());
        for (Certificate trusted : TwiceRotatedLedger.OPERATORS) {
            for (int contract = 1; contract <= 2; contract++) {
                ProofFile file = ofRotated.contract(contract, Audience.AUDITOR);
                ProofReport report = new ProofChecker(new ProofSettings(
                                List.of(TrustAnchor.of(trusted)),
                                List.of(TrustAnchor.of(TwiceRotatedLedger.membersAuthority())),
                                List.of()))
                        .check(file.encode());
                assertEachLinePrintsWhatThePageSays(ProofPieces.of(file, report));
            }
        }
        ProofFile file = ofRotated.receipt(rotated.appointment(), Audience.AUDITOR);
        ProofReport report = new ProofChecker(new ProofSettings(
                        List.of(TrustAnchor.of(TwiceRotatedLedger.OPERATORS.get(0))), List.of(), List.of()))
                .check(file.encode());
        ProofPieces pieces = ProofPieces.of(file, report);
        assertEachLinePrintsWhatThePageSays(pieces);
        for (long rotation : rotated.rotations()) {
            for (String changed : List.of(
                    "record-" + rotation + ".signed",
                    "record-" + rotation + ".sig",
                    "succession-" + rotation + ".signed",
                    "succession-" + rotation + ".sig",
                    "record-" + rotation + ".bin")) {
                assertNoticed(pieces, changed);
            }
        }
    }

    @Test
    void everyLineOfARecordHolds() throws Exception {
        assertEachLinePrintsWhatThePageSays(pieces(exporter.record(5, Audience.AUDITOR), sold.operator()));
        assertEachLinePrintsWhatThePageSays(
                pieces(exporter.record(sold.order(3) + 1, Audience.AUDITOR), sold.operator()));
    }

    @Test
    void aPieceWithAByteChangedFails() throws Exception {
        needsOpenSsl3();
        ProofPieces pieces = pieces(exporter.contract(1, Audience.AUDITOR), sold.operator());
        for (String changed : List.of(
                "contract.bin",
                "contract-zh.txt",
                "contract-en.txt",
                "contract.path1",
                "seal.signed",
                "checkpoint.signed",
                "record-" + sold.order(1) + ".signed",
                "record-" + (sold.order(1) + 1) + ".path1")) {
            assertNoticed(pieces, changed);
        }
    }

    private void assertNoticed(ProofPieces pieces, String changed) throws IOException, InterruptedException {
        write(pieces);
        byte[] bytes = pieces.files().get(changed).clone();
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve(changed), bytes);
        assertThat(firstThatFails(pieces)).as(changed).isNotEmpty();
    }

    @Test
    void rendersTheLinesInBothLanguagesAndBothForms() throws IOException {
        ProofPieces pieces = pieces(exporter.contract(1, Audience.AUDITOR), sold.operator());
        for (ContractLanguage language : ContractLanguage.values()) {
            ByHandPage page = ByHandPage.of(pieces, language);
            for (ByHandStep step : page.steps()) {
                for (ByHandStep.Line line : step.lines()) {
                    assertThat(page.text()).contains("  $ " + line.command() + "\n");
                    assertThat(page.html())
                            .contains("<kbd>"
                                    + line.command().replace("&", "&amp;").replace(">", "&gt;")
                                    + "</kbd>");
                }
            }
            assertThat(page.text()).doesNotContain("{0}", "{1}", "{2}", "{3}");
            assertThat(page.html())
                    .startsWith("<!DOCTYPE html>")
                    .doesNotContain("src=", "href=", "url(", "<script", "https:");
        }
        assertThat(ByHandPage.of(pieces, ContractLanguage.ZH).text()).startsWith("手工核验第 1 号合同\n");
        assertThat(PageWords.of(ByHandPage.class, "byhand", ContractLanguage.ZH)
                        .all()
                        .stringPropertyNames())
                .isEqualTo(PageWords.of(ByHandPage.class, "byhand", ContractLanguage.EN)
                        .all()
                        .stringPropertyNames());
    }

    @Test
    void makesNoPiecesOfAnInvalidFile() {
        ProofFile file = exporter.record(5, Audience.AUDITOR);
        ProofReport invalid = new ProofReport(
                ProofVerdict.INVALID, null, List.of(), List.of(), Sm3Hash.ofContent(file.encode()), null);
        assertThatThrownBy(() -> ProofPieces.of(file, invalid)).isInstanceOf(IllegalArgumentException.class);
    }
}
