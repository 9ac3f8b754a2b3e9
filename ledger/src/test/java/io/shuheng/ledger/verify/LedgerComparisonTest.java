package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.runtime.Exchange;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of a ledger that part where an epoch begins in one of them. */
final class LedgerComparisonTest {

    @TempDir
    Path folder;

    private final StandbyOffice office = new StandbyOffice(SmallExchange.START_NS);

    private LedgerComparison.Verdict verdict(UnaryOperator<Sm3Hash> named) throws IOException {
        Path primary = folder.resolve("primary");
        office.found(primary);
        LedgerAudit before = LedgerAudit.of(primary);
        Path standby = folder.resolve("standby");
        StandardLedger.copy(primary, standby);
        office.promote(standby, before.records().size(), named.apply(before.root()));
        try (Exchange exchange = Exchange.open(
                office.running(), ChronicleLedger.open(StandbyOffice.SETTINGS, primary, TestKeys.OPERATOR))) {
            exchange.submitAndAwait(office.command(exchange), StandbyOffice.PATIENCE_NS);
        }
        LedgerComparison comparison = LedgerComparison.of(primary, standby);
        assertThat(comparison.commonRecords()).isEqualTo(before.records().size());
        assertThat(LedgerComparison.of(standby, primary).verdict()).isEqualTo(comparison.verdict());
        return comparison.verdict();
    }

    @Test
    void theOneThatNamesTheCommonRootSupersedesTheOther() throws IOException {
        assertThat(verdict(root -> root)).isEqualTo(LedgerComparison.Verdict.SUPERSEDED);
    }

    @Test
    void anEpochThatNamesAnotherRootSaysNothing() throws IOException {
        assertThat(verdict(root -> Sm3Hash.ofContent())).isEqualTo(LedgerComparison.Verdict.FORK);
    }
}
