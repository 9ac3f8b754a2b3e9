package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amendments of contracts: stored whole, derived again, of the sealed contract, signed by both sides and countersigned. */
final class AmendmentSealTest {

    @TempDir
    Path folder;

    @Test
    void derivesEachAmendmentAgainFromTheRecords() throws IOException {
        Report report = verify(AmendedLedger.under(folder));
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.seals()).isEqualTo(new Report.Seals(1, 2, 0, 1, 0, 3));
    }

    @Test
    void refusesAnAmendmentThatBindsAnotherTextThoughAllThreeSignedIt() throws IOException {
        assertRefused(
                AmendedLedger.lying(
                        folder, terms -> terms.getText().put("textZhSm3", SmallExchange.hash("another text"))),
                "amendment 1 of contract 1: not what the records give");
    }

    @Test
    void refusesAnAmendmentThatNamesAnotherExchangeThoughAllThreeSignedIt() throws IOException {
        assertRefused(
                AmendedLedger.lying(folder, terms -> terms.put("exchangeNameEn", "Another Exchange")),
                "amendment 1 of contract 1: not what the records give");
    }

    @Test
    void refusesACountersignatureThatIsNotTheOperators() throws IOException {
        assertRefused(
                AmendedLedger.countersignedByAnother(folder),
                "amendment 1 of contract 1: not countersigned with the operator's key 1");
    }

    private void assertRefused(AmendedLedger amended, String message) throws IOException {
        Report report = verify(amended);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo(VerifierRule.COUNTERSIGNATURE.name());
        assertThat(report.fault().message()).contains(message);
    }

    private Report verify(AmendedLedger amended) throws IOException {
        Path anchor = Files.copy(StandardLedger.newestCheckpoint(amended.ledger()), folder.resolve("kept.checkpoint"));
        return new Verifier(VerifierTest.settings(VerificationLevel.REPLAY, anchor)).verify(amended.ledger());
    }
}
