package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.verify.AmendedLedger;
import io.shuheng.ledger.verify.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract files of contracts that both sides have amended, and ended by agreement. */
final class AmendedProofTest {

    private static final int PROPOSAL = 124;
    private static final int ACCEPTANCE = 125;
    private static final int FINALIZED = 127;

    @TempDir
    static Path shared;

    private static AmendedLedger amended;
    private static ProofExporter exporter;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeTheLedger() throws IOException {
        amended = AmendedLedger.under(shared);
        exporter = new ProofExporter(amended.ledger(), sm3 -> Optional.empty());
    }

    private static ProofReport check(byte[] file) {
        return new ProofChecker(
                        new ProofSettings(List.of(amended.operator()), List.of(amended.membersAuthority()), List.of()))
                .check(file);
    }

    private static ProofReport check(ProofFile file) {
        return check(file.encode());
    }

    private static List<OpenedLeaf> without(ProofFile file, int type, int place) {
        List<OpenedLeaf> left = new ArrayList<>(file.opened());
        left.remove(left.stream()
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) == type)
                .skip(place)
                .findFirst()
                .orElseThrow());
        return left;
    }

    @Test
    void showsEachSideAndAnAuditorHowTheContractWasAmendedAndEnded() {
        for (Audience audience : List.of(
                Audience.AUDITOR,
                Audience.participant(AmendedLedger.PROVIDER),
                Audience.participant(AmendedLedger.CONSUMER))) {
            ProofReport report = check(exporter.contract(AmendedLedger.ENDED, audience));
            assertThat(report.fault()).isNull();
            assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
            assertThat(report.limits())
                    .contains(Report.Limit.LATER_HISTORY)
                    .doesNotContain(Report.Limit.CONTRACT_END_NOT_SHOWN);
            List<ProofReport.AmendmentShown> amendments =
                    report.shown().contract().amendments();
            assertThat(amendments)
                    .extracting(ProofReport.AmendmentShown::number)
                    .containsExactly(1, 2);
            assertThat(amendments)
                    .extracting(ProofReport.AmendmentShown::terminates)
                    .containsExactly(false, true);
            assertThat(report.shown().contract().end())
                    .hasValueSatisfying(end -> assertThat(end.cause()).isEqualTo(ContractEndCause.AGREEMENT));
            assertThat(amendments.get(0).textZh()).contains("甲方每季度更新一次数据");
            assertThat(amendments.get(1).textEn()).contains("the parties end the contract by agreement", "CNY 6.00");
        }
    }

    @Test
    void saysOfAContractThatGoesOnThatItsEndIsNotShown() {
        ProofReport report = check(exporter.contract(AmendedLedger.AMENDED, Audience.AUDITOR));
        assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.shown().contract().amendments()).hasSize(1);
        assertThat(report.limits()).contains(Report.Limit.CONTRACT_END_NOT_SHOWN);
    }

    @Test
    void refusesAnAmendmentThatLacksWhatASideSigned() {
        ProofFile file = exporter.contract(AmendedLedger.ENDED, Audience.AUDITOR);
        for (int type : List.of(PROPOSAL, ACCEPTANCE)) {
            AlteredProof.assertInvalid(
                    ProofRule.AMENDMENT, check(AlteredProof.with(file, file.subject(), without(file, type, 0))));
        }
    }

    @Test
    void refusesAFileThatLeavesAnAmendmentBetweenOut() {
        ProofFile file = exporter.contract(AmendedLedger.ENDED, Audience.AUDITOR);
        AlteredProof.assertInvalid(
                ProofRule.AMENDMENT, check(AlteredProof.with(file, file.subject(), without(file, FINALIZED, 0))));
    }

    @Test
    void refusesWhatIsSignedForAnAmendmentThatIsNotInTheFile() {
        ProofFile file = exporter.contract(AmendedLedger.ENDED, Audience.AUDITOR);
        AlteredProof.assertInvalid(
                ProofRule.SUBJECT, check(AlteredProof.with(file, file.subject(), without(file, FINALIZED, 1))));
    }

    @Test
    void refusesAnEndByAgreementThatIsNotInTheFile() {
        ProofFile file = exporter.contract(AmendedLedger.ENDED, Audience.AUDITOR);
        List<OpenedLeaf> left = new ArrayList<>(file.opened());
        Set<Integer> second = new HashSet<>(Set.of(PROPOSAL, ACCEPTANCE, FINALIZED));
        for (int i = left.size() - 1; !second.isEmpty(); i--) {
            if (second.remove(RecordHeader.type(left.get(i).record(), 0))) {
                left.remove(i);
            }
        }
        AlteredProof.assertInvalid(ProofRule.CONTRACT_END, check(AlteredProof.with(file, file.subject(), left)));
    }

    @Test
    void refusesTheAmendmentOfAnotherContract() {
        ProofFile ended = exporter.contract(AmendedLedger.ENDED, Audience.AUDITOR);
        ProofFile other = exporter.contract(AmendedLedger.AMENDED, Audience.AUDITOR);
        List<OpenedLeaf> mixed = new ArrayList<>(other.opened());
        ended.opened().stream()
                .filter(leaf -> mixed.stream().noneMatch(one -> one.sequence() == leaf.sequence()))
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) >= PROPOSAL)
                .forEach(mixed::add);
        mixed.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
        ProofReport report = check(AlteredProof.with(other, other.subject(), mixed));
        assertThat(report.verdict()).isEqualTo(ProofVerdict.INVALID);
    }

    @Test
    void refusesAmendmentsThatTheOperatorMadeUpOrDidNotCountersign() throws IOException {
        AmendedLedger lying = AmendedLedger.lying(
                Files.createDirectory(folder.resolve("lying")),
                terms -> terms.put("exchangeNameEn", "Another Exchange"));
        AlteredProof.assertInvalid(ProofRule.AMENDMENT, check(file(lying)));
        AmendedLedger other = AmendedLedger.countersignedByAnother(Files.createDirectory(folder.resolve("other")));
        AlteredProof.assertInvalid(ProofRule.COUNTERSIGNATURE, check(file(other)));
    }

    private static ProofFile file(AmendedLedger ledger) {
        return new ProofExporter(ledger.ledger(), sm3 -> Optional.empty())
                .contract(AmendedLedger.ENDED, Audience.AUDITOR);
    }

    @Test
    void bindsEveryByteOfAnAmendedContractsFile() {
        byte[] file = exporter.contract(AmendedLedger.ENDED, Audience.participant(AmendedLedger.CONSUMER))
                .encode();
        for (int at = 0; at < file.length; at += 97) {
            byte[] forged = file.clone();
            forged[at] ^= 0x01;
            assertThat(check(forged).verdict()).as("byte %d", at).isEqualTo(ProofVerdict.INVALID);
        }
    }

    @Test
    void opensAnAmendmentForItsSidesAloneWhereItsRecordIsAskedFor() {
        ProofFile file = exporter.contract(AmendedLedger.ENDED, Audience.AUDITOR);
        long record = file.opened().stream()
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) == FINALIZED)
                .findFirst()
                .orElseThrow()
                .sequence();
        assertThat(check(exporter.record(record, Audience.participant(AmendedLedger.CONSUMER)))
                        .verdict())
                .isEqualTo(ProofVerdict.VALID);
        assertThatThrownBy(() -> exporter.record(record, Audience.participant(AmendedLedger.STRANGER)))
                .isInstanceOf(ProofException.class)
                .hasMessageContaining("NOT_A_PARTY");
    }
}
