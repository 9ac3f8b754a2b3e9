package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.proof.ProofReport.Missing;
import io.shuheng.ledger.verify.AgreedLedger;
import io.shuheng.ledger.verify.Report.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract file of a negotiated contract proves, to whom, and what is refused. */
final class NegotiatedProofTest {

    private static final int APPLICATION = 12;
    private static final int LISTING = 30;
    private static final int INSTRUMENT = 40;
    private static final int REQUEST = 51;
    private static final int OFFER = 52;
    private static final int ACCEPTANCE = 53;
    private static final int SIGNATURE = 54;
    private static final int COUNTERSIGNATURE = 56;

    @TempDir
    static Path shared;

    private static AgreedLedger agreed;
    private static ProofExporter exporter;
    private static ProofFile auditors;
    private static ProofFile consumers;
    private static ProofFile providers;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeTheLedger() throws IOException {
        agreed = AgreedLedger.under(shared);
        exporter = exporter(agreed);
        auditors = exporter.contract(AgreedLedger.CONTRACT, Audience.AUDITOR);
        consumers = exporter.contract(AgreedLedger.CONTRACT, Audience.participant(AgreedLedger.CONSUMER));
        providers = exporter.contract(AgreedLedger.CONTRACT, Audience.participant(AgreedLedger.PROVIDER));
    }

    private static ProofExporter exporter(AgreedLedger ledger) {
        return new ProofExporter(ledger.ledger(), sm3 -> Optional.empty());
    }

    private static ProofReport check(byte[] file) {
        return new ProofChecker(
                        new ProofSettings(List.of(agreed.operator()), List.of(agreed.membersAuthority()), List.of()))
                .check(file);
    }

    private static ProofReport check(ProofFile file) {
        return check(file.encode());
    }

    private static void assertInvalid(ProofRule rule, ProofFile file) {
        AlteredProof.assertInvalid(rule, check(file));
    }

    private static ProofFile without(ProofFile file, int type) {
        List<OpenedLeaf> left = new ArrayList<>(file.opened());
        OpenedLeaf last = left.stream()
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) == type)
                .reduce((first, second) -> second)
                .orElseThrow();
        left.remove(last);
        return AlteredProof.with(file, file.subject(), left);
    }

    @Test
    void anAuditorSeesAllThatMadeTheContract() {
        ProofReport report = check(auditors);
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
        ProofReport.Shown shown = report.shown();
        assertThat(shown.subject())
                .isEqualTo(new ProofSubject(ProofSubject.Kind.NEGOTIATED_CONTRACT, AgreedLedger.CONTRACT));
        assertThat(shown.closed()).isEmpty();
        assertThat(shown.opened())
                .extracting(ProofReport.Opened::kind)
                .containsExactly(
                        "Genesis",
                        "ApplyForMembership",
                        "ApplyForMembership",
                        "SubmitListing",
                        "OpenInstrument",
                        "RequestTerms",
                        "OfferTerms",
                        "AcceptTerms",
                        "SignAgreement",
                        "SignAgreement",
                        "ContractFinalized");
        assertThat(shown.opened()).allMatch(opened -> opened.signature().isPresent());
        ProofReport.ContractShown contract = shown.contract();
        assertThat(contract.derived()).isTrue();
        assertThat(contract.seal()).isEmpty();
        assertThat(contract.countersignature())
                .hasValueSatisfying(countersignature ->
                        assertThat(countersignature.negotiation()).isEqualTo(1));
        assertThat(contract.consumer().names()).containsExactly("示例企业3", "Example Company 3");
    }

    @Test
    void theConsumerShowsWhatWasSentToItAndNoApplicationOfTheProvider() {
        ProofReport report = check(consumers);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.shown().closed()).isEmpty();
        assertThat(report.limits()).doesNotContain(Limit.OTHER_SIDE_BY_HASH);
        assertHoldsAccountOf("6222-3", "6222-1", consumers);
    }

    @Test
    void theProviderShowsTheAcceptanceByItsHashForItTellsWhatTheConsumerPays() {
        ProofReport report = check(providers);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.limits()).contains(Limit.OTHER_SIDE_BY_HASH);
        assertThat(report.shown().contract().derived()).isTrue();
        assertThat(report.shown().closed()).hasSize(1);
        long acceptance = report.shown().closed().get(0);
        assertThat(RecordHeader.type(agreed.records().get((int) acceptance), 0)).isEqualTo(ACCEPTANCE);
        assertHoldsAccountOf("6222-1", "6222-3", providers);
    }

    private static void assertHoldsAccountOf(String own, String others, ProofFile file) {
        assertThat(new String(file.encode(), StandardCharsets.UTF_8))
                .as("custodian accounts stand in applications")
                .contains(own)
                .doesNotContain(others);
    }

    @Test
    void opensNothingForWhoIsNoParty() {
        assertThatThrownBy(() -> exporter.contract(AgreedLedger.CONTRACT, Audience.participant(AgreedLedger.STRANGER)))
                .isInstanceOfSatisfying(
                        ProofException.class, e -> assertThat(e.code()).isEqualTo(ProofException.Code.NOT_A_PARTY));
    }

    @Test
    void aMatchedContractBesideItIsProvenAsOne() {
        ProofReport report = check(exporter.contract(1, Audience.AUDITOR));
        assertThat(report.missing()).containsExactly(Missing.SEAL);
        assertThat(report.shown().subject().kind()).isEqualTo(ProofSubject.Kind.MATCHED_CONTRACT);
    }

    @Test
    void everyRecordThatMadeItIsNeeded() {
        assertInvalid(ProofRule.AGREEMENT, without(auditors, SIGNATURE));
        assertInvalid(ProofRule.AGREEMENT, without(consumers, SIGNATURE));
        assertInvalid(ProofRule.SUBJECT, without(auditors, COUNTERSIGNATURE));
        for (int type : new int[] {LISTING, INSTRUMENT, REQUEST, OFFER, ACCEPTANCE}) {
            assertInvalid(ProofRule.CONTRACT, without(auditors, type));
        }
    }

    @Test
    void isIncompleteWithoutWhoseKeySigned() {
        ProofReport closed = check(without(auditors, APPLICATION));
        assertThat(closed.verdict()).isEqualTo(ProofVerdict.INCOMPLETE);
        assertThat(closed.missing()).containsExactly(Missing.SIGNER);
        ProofReport unnamed = check(new ProofFile(
                consumers.subject(),
                consumers.checkpoint(),
                consumers.earlier(),
                consumers.opened(),
                consumers.closed(),
                List.of(),
                consumers.contract()));
        assertThat(unnamed.missing()).containsExactly(Missing.SIGNER);
    }

    @Test
    void refusesWhatItDoesNotRestOn() {
        List<OpenedLeaf> more = new ArrayList<>(auditors.opened());
        ProofFile matched = exporter.contract(1, Audience.AUDITOR);
        for (OpenedLeaf leaf : matched.opened()) {
            if (more.stream().noneMatch(known -> known.sequence() == leaf.sequence())) {
                more.add(leaf);
            }
        }
        more.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
        assertThat(more).hasSizeGreaterThan(auditors.opened().size());
        assertInvalid(ProofRule.SUBJECT, AlteredProof.with(auditors, auditors.subject(), more));
    }

    @Test
    void refusesAnotherNumberAndAnotherKind() {
        for (long number : new long[] {1, 3}) {
            assertInvalid(
                    ProofRule.SUBJECT,
                    AlteredProof.with(
                            auditors,
                            new ProofSubject(ProofSubject.Kind.NEGOTIATED_CONTRACT, number),
                            auditors.opened()));
        }
        for (long number : new long[] {1, 2}) {
            assertInvalid(
                    ProofRule.SUBJECT,
                    AlteredProof.with(
                            auditors, new ProofSubject(ProofSubject.Kind.MATCHED_CONTRACT, number), auditors.opened()));
        }
        ContractPart matched = exporter.contract(1, Audience.AUDITOR).contract().orElseThrow();
        assertInvalid(ProofRule.SUBJECT, AlteredProof.with(auditors, matched));
    }

    @Test
    void refusesOtherTexts() {
        ContractPart part = auditors.contract().orElseThrow();
        byte[] changed = part.textEn();
        changed[changed.length - 2] ^= 1;
        assertInvalid(
                ProofRule.TEXT,
                AlteredProof.with(
                        auditors,
                        new ContractPart(part.canonicalBytes(), part.path(), part.template(), part.textZh(), changed)));
    }

    @Test
    void refusesAContractThatDoesNotFollowFromTheRecordsThoughAllThreeSignedIt() throws IOException {
        ProofExporter lying = exporter(AgreedLedger.lying(
                folder,
                contract -> contract.getClauses()
                        .put(
                                contract.getClauses()
                                        .getSchema()
                                        .getField("cureDays")
                                        .pos(),
                                1)));
        ProofFile derived = lying.contract(AgreedLedger.CONTRACT, Audience.AUDITOR);
        assertInvalid(ProofRule.AGREEMENT, derived);
        ContractPart part = derived.contract().orElseThrow();
        byte[] signed = signedContract(derived);
        assertInvalid(
                ProofRule.CONTRACT,
                AlteredProof.with(
                        derived, new ContractPart(signed, part.path(), part.template(), part.textZh(), part.textEn())));
    }

    private static byte[] signedContract(ProofFile file) {
        byte[] record = file.opened().get(file.opened().size() - 1).record();
        CommandBody body = CommandBody.read(
                RulesVersions.current().kindOf(ContractFinalized.class).checker(), record, 0, record.length);
        return AvroBytes.encode(
                AvroBytes.decode(ContractFinalized.class, body.command()).getContract());
    }

    @Test
    void refusesACountersignatureThatIsNotTheOperators() throws IOException {
        ProofExporter other = exporter(AgreedLedger.countersignedByAnother(folder));
        assertInvalid(ProofRule.COUNTERSIGNATURE, other.contract(AgreedLedger.CONTRACT, Audience.AUDITOR));
    }

    @Test
    void refusesSignaturesThatAreSaidToBeTheOtherSides() throws IOException {
        ProofExporter swapped = exporter(AgreedLedger.withSidesSwapped(folder));
        for (Audience audience : List.of(
                Audience.AUDITOR,
                Audience.participant(AgreedLedger.CONSUMER),
                Audience.participant(AgreedLedger.PROVIDER))) {
            ProofFile file = swapped.contract(AgreedLedger.CONTRACT, audience);
            assertInvalid(ProofRule.AGREEMENT, file);
            assertThat(check(file).fault().message()).contains("which is another's");
        }
    }

    /** A stride that is a prime; each byte is changed in a bit of its own number. */
    @Test
    void refusesAFileForgedAnywhere() {
        for (ProofFile file : List.of(auditors, consumers, providers)) {
            byte[] bytes = file.encode();
            int end = bytes.length - ProofFormatTest.END_LENGTH;
            int stride = Boolean.getBoolean("shuheng.long") ? 1 : 211;
            IntStream.concat(
                            ProofFormatTest.numbers(bytes).stream().mapToInt(at -> at),
                            IntStream.iterate(stride / 2, at -> at < end, at -> at + stride))
                    .parallel()
                    .forEach(at -> {
                        byte[] forged = bytes.clone();
                        forged[at] ^= (byte) (1 << at % Byte.SIZE);
                        assertThat(check(ProofFormatTest.ended(forged)).verdict())
                                .as("byte " + at)
                                .isEqualTo(ProofVerdict.INVALID);
                    });
        }
    }

    @Test
    void noSectionCanBeLeftOutButTheTemplate() throws IOException {
        for (ProofFile file : List.of(auditors, consumers, providers)) {
            List<byte[]> sections = ProofFormatTest.sections(file.encode());
            for (int at = 0; at < sections.size() - 1; at++) {
                List<byte[]> left = new ArrayList<>(sections);
                int type = left.remove(at)[0];
                boolean valid = check(ProofFormatTest.joined(left)).verdict() == ProofVerdict.VALID;
                assertThat(valid).as("without section " + at).isEqualTo(type == ProofSection.TEMPLATE.type());
            }
        }
    }
}
