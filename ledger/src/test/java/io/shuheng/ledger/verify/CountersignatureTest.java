package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractTemplate;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Negotiated contracts: stored whole, derived again, countersigned by the operator. */
final class CountersignatureTest {

    @TempDir
    Path folder;

    @Test
    void recomputesANegotiatedContractFromTheRecords() throws IOException {
        try (SmallExchange exchange = found()) {
            SmallMarket market = new SmallMarket(exchange);
            market.trade(3);
            SmallNegotiation negotiation = new SmallNegotiation(exchange);
            ContractTerms contract = negotiation.derived().terms();
            negotiation.sign(contract);
            negotiation.countersign(contract, TestKeys.OPERATOR);
            market.askForSeal();
            market.seal(1, 2, market.root(1, 2), TestKeys.OPERATOR);
        }
        Report report = verify();
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.seals()).isEqualTo(new Report.Seals(1, 2, 0, 0, 1, 0));
    }

    @Test
    void refusesAContractWhoseClausesAreNotThoseOfItsTemplateThoughAllThreeSignedIt() throws IOException {
        assertRefused(TestKeys.OPERATOR, contract -> set(contract.getClauses(), "cureDays", 1));
    }

    @Test
    void refusesAContractThatBindsAnotherTextThoughAllThreeSignedIt() throws IOException {
        assertRefused(
                TestKeys.OPERATOR,
                contract -> set(contract.getText(), "textZhSm3", SmallExchange.hash("another text")));
    }

    @Test
    void refusesACountersignatureThatIsNotTheOperators() throws IOException {
        assertRefused(TestKeys.WITNESS, contract -> {});
    }

    @Test
    void isIncompleteWhereATemplateDoesNotComeWithTheVerifier() throws IOException {
        try (SmallExchange exchange = found()) {
            byte[] own = new String(ContractTemplate.bundledDataProvision(), StandardCharsets.UTF_8)
                    .replace("cureDays: 15", "cureDays: 16")
                    .getBytes(StandardCharsets.UTF_8);
            new SmallMarket(exchange, new Hash32(Sm3.hash(own)));
            SmallNegotiation negotiation = new SmallNegotiation(exchange);
            ContractTerms contract = negotiation
                    .derived(new ContractTemplates(sm3 -> Optional.of(own)))
                    .terms();
            negotiation.sign(contract);
            negotiation.countersign(contract, TestKeys.OPERATOR);
        }
        Report report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.limits()).contains(Report.Limit.NEEDS_TEMPLATE);
    }

    private interface Lie {
        void into(ContractTerms contract);
    }

    private void assertRefused(Signer countersigner, Lie lie) throws IOException {
        long record;
        try (SmallExchange exchange = found()) {
            new SmallMarket(exchange);
            SmallNegotiation negotiation = new SmallNegotiation(exchange);
            ContractTerms contract =
                    AvroBytes.decode(ContractTerms.class, negotiation.derived().canonicalBytes());
            lie.into(contract);
            negotiation.sign(contract);
            record = negotiation.countersign(contract, countersigner);
        }
        Report report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).as(report.fault().toString()).isEqualTo(VerifierRule.COUNTERSIGNATURE.name());
        assertThat(report.fault().sequence()).isEqualTo(record);
    }

    private static void set(SpecificRecord record, String field, Object value) {
        record.put(record.getSchema().getField(field).pos(), value);
    }

    private SmallExchange found() {
        return SmallExchange.found(folder.resolve("ledger"), TestKeys.MEMBERS_AUTHORITY.certificate());
    }

    private Report verify() throws IOException {
        Path ledger = folder.resolve("ledger");
        Path anchor = Files.copy(StandardLedger.newestCheckpoint(ledger), folder.resolve("kept.checkpoint"));
        return new Verifier(VerifierTest.settings(VerificationLevel.REPLAY, anchor)).verify(ledger);
    }
}
