package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.proof.ProofReport.Missing;
import io.shuheng.ledger.verify.Report.Limit;
import io.shuheng.ledger.verify.SoldLedger;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.WrittenLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What proof files of a small market prove, to whom, and what they do not show. */
final class ProofCheckerTest {

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

    private static List<TrustAnchor> trusting(Path... files) throws IOException {
        List<TrustAnchor> anchors = new ArrayList<>();
        for (Path file : files) {
            anchors.add(TrustAnchor.ofPem(file));
        }
        return anchors;
    }

    private static Checkpoint checkpoint(Path file) throws IOException {
        return Checkpoint.parse(Files.readAllBytes(file));
    }

    private static ProofReport check(ProofFile file, Checkpoint... anchors) throws IOException {
        ProofSettings settings =
                new ProofSettings(trusting(sold.operator()), trusting(sold.membersAuthority()), List.of(anchors));
        return new ProofChecker(settings).check(file.encode());
    }

    private static void assertInvalid(ProofRule rule, ProofFile file) throws IOException {
        AlteredProof.assertInvalid(rule, check(file));
    }

    @Test
    void anAuditorSeesBothOrdersAndTheContractDerivedAgain() throws IOException {
        ProofReport report = check(exporter.contract(1, Audience.AUDITOR));
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.limits()).contains(Limit.LATER_HISTORY).doesNotContain(Limit.OTHER_SIDE_BY_HASH);
        ProofReport.Shown shown = report.shown();
        assertThat(shown.closed()).isEmpty();
        assertThat(shown.opened())
                .extracting(ProofReport.Opened::kind)
                .containsExactly(
                        "Genesis",
                        "ApplyForMembership",
                        "ApplyForMembership",
                        "SubmitListing",
                        "OpenInstrument",
                        "OfferFixedPrice",
                        "PlaceOrder",
                        "Trade",
                        "ContractsSealed");
        assertThat(shown.contract().derived()).isTrue();
        assertThat(shown.contract().seal()).isPresent();
        assertThat(shown.contract().consumer().names()).containsExactly("示例企业3", "Example Company 3");
        assertThat(shown.opened().get(6).signature())
                .hasValueSatisfying(signature ->
                        assertThat(signature.certificate().subject().toString()).contains("Example Company 3"));
    }

    @Test
    void aPartyShowsItsOwnOrderAndTheOtherSidesHash() throws IOException {
        ProofFile file = exporter.contract(2, Audience.participant(SoldLedger.BUYER));
        ProofReport report = check(file);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.limits()).contains(Limit.OTHER_SIDE_BY_HASH);
        assertThat(report.shown().contract().derived()).isTrue();
        assertThat(report.shown().closed()).hasSize(1);
        assertThat(file.opened().stream().map(OpenedLeaf::sequence)).contains(sold.order(2));
        byte[] offer = sold.records().get((int) (long) report.shown().closed().get(0));
        assertThat(RecordHeader.type(offer, 0)).isEqualTo(42);
        assertDoesNotHold(file, offer);
    }

    @Test
    void theOtherPartyShowsItsOfferAndTheBuyersHash() throws IOException {
        ProofFile file = exporter.contract(1, Audience.participant(SoldLedger.PROVIDER));
        ProofReport report = check(file);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.shown().closed()).containsExactly(sold.order(1));
        assertDoesNotHold(file, sold.records().get((int) sold.order(1)));
        assertThat(new String(file.encode(), StandardCharsets.UTF_8))
                .as("the buyer's custodian account stands in its application")
                .doesNotContain("6222-3")
                .contains("6222-1");
    }

    private static void assertDoesNotHold(ProofFile file, byte[] record) {
        byte[] bytes = file.encode();
        byte[] part = Arrays.copyOfRange(record, RecordHeader.LENGTH, record.length);
        for (int at = 0; at + part.length <= bytes.length; at++) {
            assertThat(Arrays.equals(bytes, at, at + part.length, part, 0, part.length))
                    .as("at " + at)
                    .isFalse();
        }
    }

    @Test
    void opensNothingForWhoIsNoParty() {
        assertThatThrownBy(() -> exporter.contract(1, Audience.participant(SoldLedger.STRANGER)))
                .isInstanceOfSatisfying(
                        ProofException.class, e -> assertThat(e.code()).isEqualTo(ProofException.Code.NOT_A_PARTY));
        assertThatThrownBy(() -> exporter.record(sold.order(1), Audience.participant(SoldLedger.PROVIDER)))
                .isInstanceOfSatisfying(
                        ProofException.class, e -> assertThat(e.code()).isEqualTo(ProofException.Code.NOT_A_PARTY));
        assertThatThrownBy(() -> exporter.contract(4, Audience.AUDITOR))
                .isInstanceOfSatisfying(
                        ProofException.class,
                        e -> assertThat(e.code()).isEqualTo(ProofException.Code.CONTRACT_UNKNOWN));
        assertThatThrownBy(() -> exporter.record(sold.records().size(), Audience.AUDITOR))
                .isInstanceOfSatisfying(
                        ProofException.class, e -> assertThat(e.code()).isEqualTo(ProofException.Code.RECORD_UNKNOWN));
    }

    @Test
    void everyRecordIsProvenToAnAuditorAndTradesToTheirParties() throws IOException {
        for (long sequence = 0; sequence < sold.records().size(); sequence += 3) {
            ProofReport report = check(exporter.record(sequence, Audience.AUDITOR));
            assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.VALID);
        }
        ProofFile own = exporter.record(sold.order(1), Audience.participant(SoldLedger.BUYER));
        ProofReport report = check(own);
        assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
        ProofReport.Opened order = report.shown().opened().stream()
                .filter(opened -> opened.sequence() == sold.order(1))
                .findFirst()
                .orElseThrow();
        assertThat(order.authentication()).contains(AuthenticationKind.SIGNED);
        assertThat(report.limits()).contains(Limit.KEY_BY_FILE);
        long trade = sold.order(1) + 1;
        assertThat(check(exporter.record(trade, Audience.participant(SoldLedger.PROVIDER)))
                        .verdict())
                .isEqualTo(ProofVerdict.VALID);
    }

    @Test
    void isIncompleteBeforeTheSeal() throws IOException {
        ProofReport report = check(exporter.contract(3, Audience.AUDITOR));
        assertThat(report.verdict()).isEqualTo(ProofVerdict.INCOMPLETE);
        assertThat(report.missing()).containsExactly(Missing.SEAL);
        assertThat(report.shown().contract().derived()).isTrue();
    }

    @Test
    void carriesATemplateThatDoesNotComeWithTheLibrary() throws IOException {
        byte[] template = SoldLedger.otherTemplate();
        SoldLedger other = SoldLedger.under(folder, template);
        assertThatThrownBy(
                        () -> new ProofExporter(other.ledger(), sm3 -> Optional.empty()).contract(1, Audience.AUDITOR))
                .isInstanceOfSatisfying(
                        ProofException.class,
                        e -> assertThat(e.code()).isEqualTo(ProofException.Code.TEMPLATE_UNKNOWN));
        ProofFile file = new ProofExporter(
                        other.ledger(),
                        sm3 -> sm3.equals(Sm3Hash.ofContent(template)) ? Optional.of(template) : Optional.empty())
                .contract(1, Audience.AUDITOR);
        assertThat(check(file).missing()).containsExactly(Missing.SEAL);
        ContractPart part = file.contract().orElseThrow();
        ContractPart without =
                new ContractPart(part.canonicalBytes(), part.path(), new byte[0], part.textZh(), part.textEn());
        assertThat(check(AlteredProof.with(file, without)).missing()).containsExactly(Missing.SEAL, Missing.TEMPLATE);
    }

    @Test
    void refusesAnotherOperatorAndAnotherAuthority() throws IOException {
        byte[] file = exporter.contract(1, Audience.AUDITOR).encode();
        ProofReport operator = new ProofChecker(
                        new ProofSettings(trusting(sold.membersAuthority()), List.of(), List.of()))
                .check(file);
        assertThat(operator.fault().rule()).isEqualTo(ProofRule.OPERATOR);
        ProofReport members = new ProofChecker(
                        new ProofSettings(trusting(sold.operator()), trusting(sold.otherAuthority()), List.of()))
                .check(file);
        assertThat(members.fault().rule()).isEqualTo(ProofRule.CERTIFICATE);
        ProofReport nobody = new ProofChecker(new ProofSettings(List.of(), List.of(), List.of())).check(file);
        assertThat(nobody.verdict()).isEqualTo(ProofVerdict.INCOMPLETE);
        assertThat(nobody.missing()).containsExactly(Missing.OPERATOR_TRUST);
        assertThat(nobody.limits()).contains(Limit.MEMBERS_BY_GENESIS);
    }

    @Test
    void refusesACertificateOfAnotherAuthorityBesideAClosedRegistration() throws IOException {
        byte[] file =
                exporter.contract(1, Audience.participant(SoldLedger.BUYER)).encode();
        ProofReport report = new ProofChecker(
                        new ProofSettings(trusting(sold.operator()), trusting(sold.otherAuthority()), List.of()))
                .check(file);
        assertThat(report.fault().rule()).isEqualTo(ProofRule.CERTIFICATE);
    }

    @Test
    void refusesRecordsOfAnotherLedger() throws IOException {
        WrittenLedger written = WrittenLedger.under(folder);
        ProofFile other = new ProofExporter(written.ledger(), sm3 -> Optional.empty()).record(3, Audience.AUDITOR);
        ProofFile mine = exporter.record(3, Audience.AUDITOR);
        assertInvalid(ProofRule.INCLUSION, AlteredProof.with(mine, other.opened(), List.of()));
        ProofFile swapped = new ProofFile(
                mine.subject(),
                other.checkpoint(),
                Optional.empty(),
                mine.opened(),
                List.of(),
                List.of(),
                Optional.empty());
        assertInvalid(ProofRule.INCLUSION, swapped);
    }

    @Test
    void refusesWhatIsMissingOrTooMuch() throws IOException {
        ProofFile file = exporter.contract(1, Audience.participant(SoldLedger.BUYER));
        List<OpenedLeaf> withoutTrade = file.opened().stream()
                .filter(leaf -> leaf.sequence() != sold.order(1) + 1)
                .toList();
        assertInvalid(ProofRule.CONTRACT, AlteredProof.with(file, withoutTrade, file.closed()));
        assertInvalid(ProofRule.CONTRACT, AlteredProof.with(file, file.opened(), List.of()));
        ProofFile foreign = exporter.contract(2, Audience.participant(SoldLedger.PROVIDER));
        List<ClosedLeaf> closed = new ArrayList<>(file.closed());
        closed.addAll(foreign.closed());
        assertInvalid(ProofRule.SUBJECT, AlteredProof.with(file, file.opened(), closed));
        ProofFile record = exporter.record(sold.order(1), Audience.AUDITOR);
        assertInvalid(
                ProofRule.SUBJECT,
                AlteredProof.with(
                        record,
                        record.opened().stream()
                                .filter(leaf -> leaf.sequence() != sold.order(1))
                                .toList(),
                        List.of()));
    }

    @Test
    void anOrderWhoseTermsOrKeyAreNotOpenedIsIncomplete() throws IOException {
        ProofFile record = exporter.record(sold.order(1), Audience.AUDITOR);
        List<OpenedLeaf> withoutTerms = record.opened().stream()
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) != 40)
                .toList();
        assertThat(withoutTerms).hasSize(record.opened().size() - 1);
        // Whose key signed the terms is then too much: the first application is the provider's.
        assertInvalid(ProofRule.SUBJECT, AlteredProof.with(record, withoutTerms, List.of()));
        List<OpenedLeaf> withoutTheirKey = new ArrayList<>(withoutTerms);
        withoutTheirKey.remove(1);
        assertThat(check(AlteredProof.with(record, withoutTheirKey, List.of())).missing())
                .containsExactly(Missing.SIGNER);
        List<OpenedLeaf> withoutKey = record.opened().stream()
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) != 12)
                .toList();
        assertThat(check(AlteredProof.with(record, withoutKey, List.of())).missing())
                .containsExactly(Missing.SIGNER);
    }

    @Test
    void refusesRecordsKeysAndAuthoritiesThatNothingRestsOn() throws IOException {
        ProofFile file = exporter.contract(1, Audience.participant(SoldLedger.BUYER));
        ProofFile record = exporter.record(sold.order(1), Audience.AUDITOR);
        assertInvalid(
                ProofRule.SUBJECT,
                new ProofFile(
                        new ProofSubject(ProofSubject.Kind.RECORD, 0),
                        record.checkpoint(),
                        Optional.empty(),
                        record.opened(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
        List<KeyCertificates> renumbered = new ArrayList<>(file.certificates());
        KeyCertificates last = renumbered.remove(renumbered.size() - 1);
        renumbered.add(new KeyCertificates(last.key() + 100, last.chain()));
        assertInvalid(ProofRule.CERTIFICATE, AlteredProof.with(file, renumbered));
        Certificate stranger = TrustAnchor.ofPem(sold.otherAuthority()).certificate();
        renumbered.set(renumbered.size() - 1, new KeyCertificates(last.key(), List.of(last.certificate(), stranger)));
        assertInvalid(ProofRule.CERTIFICATE, AlteredProof.with(file, renumbered));
    }

    @Test
    void refusesOtherTextsAnotherContractAndAnotherPath() throws IOException {
        ProofFile file = exporter.contract(1, Audience.AUDITOR);
        ContractPart part = file.contract().orElseThrow();
        byte[] changed = part.textZh();
        changed[changed.length - 2] ^= 1;
        assertInvalid(
                ProofRule.TEXT,
                AlteredProof.with(
                        file,
                        new ContractPart(part.canonicalBytes(), part.path(), part.template(), changed, part.textEn())));
        ContractPart other = exporter.contract(2, Audience.AUDITOR).contract().orElseThrow();
        assertInvalid(ProofRule.SUBJECT, AlteredProof.with(file, other));
        assertInvalid(
                ProofRule.SEAL,
                AlteredProof.with(
                        file,
                        new ContractPart(
                                part.canonicalBytes(), other.path(), part.template(), part.textZh(), part.textEn())));
    }

    @Test
    void joinsACheckpointThatWasKept() throws IOException {
        ProofFile file = exporter.record(sold.order(2), Audience.AUDITOR);
        Checkpoint closing = checkpoint(sold.anchor());
        Checkpoint earlier = checkpoint(sold.earlier());
        assertThat(check(file, closing).shown().anchorsMet()).isEqualTo(1);
        assertThat(check(file, earlier).missing()).containsExactly(Missing.ANCHOR);
        ProofFile continuing = exporter.continuing(earlier, file);
        ProofReport report = check(continuing, earlier, closing);
        assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.shown().anchorsMet()).isEqualTo(2);
        EarlierCheckpoint before = continuing.earlier().orElseThrow();
        List<Sm3Hash> path = new ArrayList<>(before.path());
        path.set(0, Sm3Hash.ZERO);
        assertInvalid(
                ProofRule.CONSISTENCY,
                new ProofFile(
                        file.subject(),
                        file.checkpoint(),
                        Optional.of(new EarlierCheckpoint(before.checkpoint(), path)),
                        file.opened(),
                        file.closed(),
                        file.certificates(),
                        file.contract()));
    }

    @Test
    void showsThatTheOperatorSignedTwoHistories() throws IOException {
        ProofFile file = exporter.record(sold.order(2), Audience.AUDITOR);
        Checkpoint fork = SoldLedger.signed(checkpoint(sold.anchor()), Sm3Hash.ZERO, 1, true);
        ProofReport report = check(file, fork);
        assertThat(report.fault().rule()).isEqualTo(ProofRule.ANCHOR);
        assertThat(report.fault().message()).contains("two histories");
    }

    @Test
    void refusesACheckpointThatTheOperatorDidNotSign() throws IOException {
        ProofFile file = exporter.record(sold.order(2), Audience.AUDITOR);
        Checkpoint stranger =
                SoldLedger.signed(file.checkpoint(), file.checkpoint().root(), 1, false);
        assertInvalid(ProofRule.CHECKPOINT, AlteredProof.with(file, stranger));
        Checkpoint otherRoot = SoldLedger.signed(file.checkpoint(), Sm3Hash.ZERO, 1, true);
        assertInvalid(ProofRule.INCLUSION, AlteredProof.with(file, otherRoot));
    }

    @Test
    void isIncompleteUnderRulesThatThisLibraryLacks() throws IOException {
        ProofFile file = exporter.record(sold.order(2), Audience.AUDITOR);
        Checkpoint later =
                SoldLedger.signed(file.checkpoint(), file.checkpoint().root(), 9, true);
        ProofReport report = check(AlteredProof.with(file, later));
        assertThat(report.verdict()).isEqualTo(ProofVerdict.INCOMPLETE);
        assertThat(report.missing()).containsExactly(Missing.RULES);
        assertThat(report.shown().opened()).isEmpty();
    }

    @Test
    void refusesAnAnchorOfAnotherLedger() throws IOException {
        WrittenLedger written = WrittenLedger.under(folder);
        ProofReport report = check(exporter.record(1, Audience.AUDITOR), checkpoint(written.anchor()));
        assertThat(report.verdict()).isNotEqualTo(ProofVerdict.VALID);
    }
}
