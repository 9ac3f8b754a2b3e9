package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.proof.page.ContractPage;
import io.shuheng.ledger.verify.EndedLedger;
import io.shuheng.ledger.verify.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract files of contracts that ended without an agreement: by one side, by a ruling, by the passing of time. */
final class EndedProofTest {

    private static final int REJECT_DELIVERY = 64;
    private static final int OPEN_DISPUTE = 80;
    private static final int PROPOSE_COMPROMISE = 84;
    private static final int ENTITLEMENT = 132;
    private static final int DISPUTE_RULING = 134;
    private static final int CONTRACT_END = 140;

    private static final Audience PROVIDER = Audience.participant(EndedLedger.PROVIDER);
    private static final Audience CONSUMER = Audience.participant(EndedLedger.CONSUMER);

    private static final Map<Long, ContractEndCause> CAUSES = Map.of(
            EndedLedger.REJECTED, ContractEndCause.REJECTED_DELIVERY,
            EndedLedger.REJECTED_IN_SILENCE, ContractEndCause.REJECTED_DELIVERY,
            EndedLedger.RULED, ContractEndCause.RULING,
            EndedLedger.COMPROMISED, ContractEndCause.RULING,
            EndedLedger.TERM_OVER, ContractEndCause.TERM_OVER,
            EndedLedger.RESCINDED, ContractEndCause.RESCINDED);

    @TempDir
    static Path shared;

    private static EndedLedger ended;
    private static ProofExporter exporter;

    @BeforeAll
    static void writeTheLedger() throws IOException {
        ended = EndedLedger.under(shared);
        exporter = new ProofExporter(ended.ledger(), sm3 -> Optional.empty());
    }

    private static ProofReport check(byte[] file) {
        return new ProofChecker(
                        new ProofSettings(List.of(ended.operator()), List.of(ended.membersAuthority()), List.of()))
                .check(file);
    }

    private static ProofReport.EndShown end(long contract, Audience audience) {
        ProofReport report = check(exporter.contract(contract, audience).encode());
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.limits()).doesNotContain(Report.Limit.CONTRACT_END_NOT_SHOWN);
        return report.shown().contract().end().orElseThrow();
    }

    private static ProofReport without(ProofFile file, int type) {
        return altered(file, leaf -> RecordHeader.type(leaf.record(), 0) == type);
    }

    private static ProofReport altered(ProofFile file, Predicate<OpenedLeaf> out) {
        List<OpenedLeaf> left = new ArrayList<>(file.opened());
        assertThat(left.removeIf(out)).isTrue();
        return check(AlteredProof.with(file, file.subject(), left).encode());
    }

    @Test
    void showsEachSideAndAnAuditorByWhatTheContractEnded() {
        CAUSES.forEach((contract, cause) -> {
            for (Audience audience : List.of(Audience.AUDITOR, PROVIDER, CONSUMER)) {
                ProofReport.EndShown end = end(contract, audience);
                assertThat(end.cause()).isEqualTo(cause);
                assertThat(end.state()).isEqualTo(ContractState.after(cause));
            }
        });
    }

    @Test
    void saysWhoseActItWas() {
        assertThat(end(EndedLedger.REJECTED, CONSUMER).by()).isEqualTo(EndedLedger.PROVIDER);
        assertThat(end(EndedLedger.REJECTED_IN_SILENCE, CONSUMER).by()).isZero();
        assertThat(end(EndedLedger.RULED, CONSUMER).by()).isEqualTo(EndedLedger.ARBITRATOR);
        assertThat(end(EndedLedger.RESCINDED, CONSUMER).by()).isEqualTo(EndedLedger.CONSUMER);
    }

    @Test
    void opensToTheSidesWhatSomebodyDidAndToAuditorsWhatATimerDidAsWell() {
        for (long somebodys :
                List.of(EndedLedger.REJECTED, EndedLedger.RULED, EndedLedger.COMPROMISED, EndedLedger.RESCINDED)) {
            assertThat(end(somebodys, PROVIDER).act()).isPresent();
        }
        for (long timers : List.of(EndedLedger.TERM_OVER, EndedLedger.REJECTED_IN_SILENCE)) {
            assertThat(end(timers, PROVIDER).act()).isEmpty();
            assertThat(end(timers, Audience.AUDITOR).act()).isPresent();
        }
    }

    @Test
    void saysOfAContractThatGoesOnThatItsEndIsNotShown() {
        ProofReport report =
                check(exporter.contract(EndedLedger.RESCINDED + 1, CONSUMER).encode());
        assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.shown().contract().end()).isEmpty();
        assertThat(report.limits()).contains(Report.Limit.CONTRACT_END_NOT_SHOWN);
    }

    @Test
    void refusesAnEndThatLacksTheActOrWhatItRestsOn() {
        ProofFile rejected = exporter.contract(EndedLedger.REJECTED, CONSUMER);
        ProofFile ruled = exporter.contract(EndedLedger.COMPROMISED, CONSUMER);
        AlteredProof.assertInvalid(ProofRule.CONTRACT_END, without(rejected, REJECT_DELIVERY));
        AlteredProof.assertInvalid(ProofRule.CONTRACT_END, without(ruled, OPEN_DISPUTE));
        AlteredProof.assertInvalid(ProofRule.CONTRACT_END, without(ruled, PROPOSE_COMPROMISE));
        AlteredProof.assertInvalid(ProofRule.CONTRACT_END, without(ruled, DISPUTE_RULING));
        AlteredProof.assertInvalid(
                ProofRule.CONTRACT_END, without(exporter.contract(EndedLedger.TERM_OVER, PROVIDER), ENTITLEMENT));
        for (long contract : List.of(EndedLedger.REJECTED, EndedLedger.COMPROMISED, EndedLedger.RESCINDED)) {
            long act = end(contract, CONSUMER).act().orElseThrow();
            AlteredProof.assertInvalid(
                    ProofRule.CONTRACT_END,
                    altered(exporter.contract(contract, CONSUMER), leaf -> leaf.sequence() == act));
        }
    }

    @Test
    void refusesActsThatEndNothingInTheFile() {
        for (long contract : CAUSES.keySet()) {
            AlteredProof.assertInvalid(
                    ProofRule.SUBJECT, without(exporter.contract(contract, Audience.AUDITOR), CONTRACT_END));
        }
    }

    @Test
    void refusesTheEndOfAnotherContract() {
        ProofFile file = exporter.contract(EndedLedger.RESCINDED + 1, CONSUMER);
        ProofFile other = exporter.contract(EndedLedger.RESCINDED, CONSUMER);
        List<OpenedLeaf> mixed = new ArrayList<>(file.opened());
        other.opened().stream()
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) == CONTRACT_END)
                .forEach(mixed::add);
        mixed.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
        AlteredProof.assertInvalid(
                ProofRule.SUBJECT,
                check(AlteredProof.with(file, file.subject(), mixed).encode()));
    }

    @Test
    void bindsEveryByteOfAnEndedContractsFile() {
        byte[] file = exporter.contract(EndedLedger.RULED, PROVIDER).encode();
        for (int at = 0; at < file.length; at += 131) {
            byte[] forged = file.clone();
            forged[at] ^= 0x01;
            assertThat(check(forged).verdict()).as("byte %d", at).isEqualTo(ProofVerdict.INVALID);
        }
    }

    @Test
    void opensTheRecordOfAnEndToTheSidesAlone() {
        long record = end(EndedLedger.TERM_OVER, CONSUMER).record();
        assertThat(check(exporter.record(record, PROVIDER).encode()).verdict()).isEqualTo(ProofVerdict.VALID);
        assertThatThrownBy(() -> exporter.record(record, Audience.participant(EndedLedger.STRANGER)))
                .isInstanceOf(ProofException.class)
                .hasMessageContaining("NOT_A_PARTY");
    }

    @Test
    void showsWhatAnAuthoritysResponderSaysOfACertificate() {
        for (Audience audience : List.of(Audience.AUDITOR, PROVIDER, CONSUMER)) {
            ProofFile file = exporter.contract(EndedLedger.RESCINDED, audience);
            ProofReport report = check(file.encode());
            assertThat(report.shown().statuses()).hasSize(1);
            ProofReport.StatusShown status = report.shown().statuses().get(0);
            assertThat(status.revoked()).isFalse();
            assertThat(status.certificate().subject().toString()).contains("Example Company 3");
            assertThat(status.nextUpdateNs()).isGreaterThan(status.thisUpdateNs());
            assertThat(ContractPage.of(file, report).html().contains("未被吊销"))
                    .as("the consumer's order is opened")
                    .isEqualTo(!audience.equals(PROVIDER));
        }
    }

    @Test
    void saysItOnTheContractsPageInBothLanguages() {
        for (long contract : CAUSES.keySet()) {
            ProofFile file = exporter.contract(contract, CONSUMER);
            assertThat(ContractPage.of(file, check(file.encode())).html())
                    .contains("合同终止", "End of the contract")
                    .doesNotContain("{0}", "{3}", "end.cause");
        }
        ProofFile ruled = exporter.contract(EndedLedger.RULED, CONSUMER);
        assertThat(ContractPage.of(ruled, check(ruled.encode())).html())
                .contains("争议经裁决或者调解支持需方", "RuleDispute", "Example Company 5", "OpenDispute ");
    }
}
