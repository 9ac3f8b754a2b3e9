package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that bind terms, contracts that are derived from trades, and the exchange's seals over them. */
final class SealTest {

    private static final Sm3Hash WRONG_ROOT = Sm3Hash.ofContent(new byte[1]);

    @TempDir
    Path folder;

    private SmallExchange found() {
        return SmallExchange.found(folder.resolve("ledger"), TestKeys.MEMBERS_AUTHORITY.certificate());
    }

    private Report verify() throws IOException {
        Path ledger = folder.resolve("ledger");
        Path anchor = Files.copy(StandardLedger.newestCheckpoint(ledger), folder.resolve("kept.checkpoint"));
        return new Verifier(VerifierTest.settings(VerificationLevel.REPLAY, anchor)).verify(ledger);
    }

    private void assertFault(VerifierRule rule, long sequence) throws IOException {
        Report report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).as(report.fault().toString()).isEqualTo(rule.name());
        assertThat(report.fault().sequence()).isEqualTo(sequence);
    }

    @Test
    void recomputesTheRootsOfSealedContracts() throws IOException {
        try (SmallExchange exchange = found()) {
            SmallMarket market = new SmallMarket(exchange);
            market.trade(3);
            market.trade(4);
            market.askForSeal();
            market.seal(1, 2, market.root(1, 2), TestKeys.OPERATOR);
            market.trade(1);
        }
        Report report = verify();
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.seals()).isEqualTo(new Report.Seals(1, 2, 0, 1, 0, 0));
    }

    @Test
    void refusesASealOverAnotherRoot() throws IOException {
        long seal;
        try (SmallExchange exchange = found()) {
            SmallMarket market = new SmallMarket(exchange);
            market.trade(3);
            market.askForSeal();
            seal = market.seal(1, 1, WRONG_ROOT, TestKeys.OPERATOR);
        }
        assertFault(VerifierRule.SEAL, seal);
    }

    @Test
    void refusesASealThatTheOperatorDidNotSign() throws IOException {
        long seal;
        try (SmallExchange exchange = found()) {
            SmallMarket market = new SmallMarket(exchange);
            market.trade(3);
            market.askForSeal();
            seal = market.seal(1, 1, market.root(1, 1), TestKeys.WITNESS);
        }
        assertFault(VerifierRule.SEAL, seal);
    }

    @Test
    void isIncompleteWhereATemplateDoesNotComeWithTheVerifier() throws IOException {
        try (SmallExchange exchange = found()) {
            SmallMarket market = new SmallMarket(exchange, SmallExchange.hash("a template of the provider's own"));
            market.trade(3);
            market.askForSeal();
            market.seal(1, 1, WRONG_ROOT, TestKeys.OPERATOR);
        }
        Report report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.limits()).contains(Report.Limit.NEEDS_TEMPLATE);
        assertThat(report.seals()).isEqualTo(new Report.Seals(1, 1, 1, 0, 0, 0));
    }

    @Test
    void refusesAnOrderWhoseSignatureDoesNotBindItsTerms() throws IOException {
        long order;
        try (SmallExchange exchange = found()) {
            SmallMarket market = new SmallMarket(exchange);
            order = exchange.submitWithoutTerms(market.order(3), SmallMarket.BUYER_KEY, SmallMarket.BUYER)
                    .sequence();
        }
        assertFault(VerifierRule.SIGNATURE, order);
    }
}
