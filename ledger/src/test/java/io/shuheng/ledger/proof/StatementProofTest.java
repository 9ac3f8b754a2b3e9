package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractOrder;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.PartyAuthentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.proof.ProofReport.Missing;
import io.shuheng.ledger.verify.Report.Limit;
import io.shuheng.ledger.verify.SessionLedger;
import io.shuheng.ledger.verify.SoldLedger;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What proof files show of orders of sessions: that a signed statement covers them, whose it is, and nothing that is not so. */
final class StatementProofTest {

    private static final Audience BUYER = Audience.participant(SoldLedger.BUYER);
    private static final int OPEN_SESSION_TYPE = 20;
    private static final int INSTRUMENT_TYPE = 40;

    @TempDir
    static Path shared;

    private static Path ledger;
    private static Path operator;
    private static Path membersAuthority;
    private static List<Long> orders;
    private static long otherSessionsOrder;
    private static long statement;
    private static long laterStatement;
    private static long refusedStatement;
    private static long otherSessionsStatement;

    @TempDir
    Path folder;

    /** Three orders and a statement over them, a fourth and a refused and an accepted one, a fifth without; another session. */
    @BeforeAll
    static void writeTheLedger() throws IOException {
        try (SessionLedger sessions = SessionLedger.found(shared, AuthenticationKind.ATTESTED)) {
            long session = sessions.open();
            long other = sessions.open();
            List<Long> placed = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                placed.add(sessions.order(session));
            }
            statement = sessions.state(session, 3);
            placed.add(sessions.order(session));
            refusedStatement = sessions.refused(session, 4);
            laterStatement = sessions.state(session, 4);
            placed.add(sessions.order(session));
            orders = List.copyOf(placed);
            otherSessionsOrder = sessions.order(other);
            otherSessionsStatement = sessions.state(other, 1);
            sessions.seal(6);
            ledger = sessions.ledger();
            operator = sessions.operator();
            membersAuthority = sessions.membersAuthority();
        }
    }

    private static ProofExporter exporter(Path folder) {
        return new ProofExporter(folder, sm3 -> Optional.empty());
    }

    private static ProofReport check(ProofFile file) throws IOException {
        ProofSettings settings = new ProofSettings(
                List.of(TrustAnchor.ofPem(operator)), List.of(TrustAnchor.ofPem(membersAuthority)), List.of());
        assertThat(ProofFile.parse(file.encode()).encode()).isEqualTo(file.encode());
        return new ProofChecker(settings).check(file.encode());
    }

    private static ProofReport valid(ProofFile file) throws IOException {
        ProofReport report = check(file);
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(ProofVerdict.VALID);
        return report;
    }

    private static void assertInvalid(ProofRule rule, String message, ProofFile file) throws IOException {
        ProofReport report = check(file);
        assertThat(report.fault()).as(report.toString()).isNotNull();
        assertThat(report.fault().rule()).as(report.fault().message()).isEqualTo(rule);
        assertThat(report.fault().message()).contains(message);
    }

    private static ProofFile with(ProofFile file, List<OpenedLeaf> opened, List<StatedCommand> statements) {
        return new ProofFile(
                file.subject(),
                file.checkpoint(),
                file.earlier(),
                opened.stream()
                        .sorted(Comparator.comparing(OpenedLeaf::sequence))
                        .toList(),
                file.closed(),
                file.certificates(),
                file.contract(),
                statements,
                List.of());
    }

    private static ProofFile with(ProofFile file, List<StatedCommand> statements) {
        return with(file, file.opened(), statements);
    }

    private static OpenedLeaf leaf(long sequence) {
        return exporter(ledger).receipt(sequence, Audience.AUDITOR).opened().get(1);
    }

    private static List<OpenedLeaf> without(ProofFile file, long sequence) {
        return file.opened().stream()
                .filter(leaf -> leaf.sequence() != sequence)
                .toList();
    }

    private static List<OpenedLeaf> replaced(ProofFile file, long sequence, long by) {
        List<OpenedLeaf> leaves = new ArrayList<>(without(file, sequence));
        leaves.add(leaf(by));
        return leaves;
    }

    private static StatedCommand stated(ProofFile file) {
        assertThat(file.statements()).hasSize(1);
        return file.statements().get(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"ATTESTED", "ASSERTED"})
    void aStatementSignsForAnOrderOfAContractToAuditorsAndToItsParty(AuthenticationKind kind) throws IOException {
        Path sessions = SessionLedger.under(folder, kind);
        for (Audience audience : List.of(Audience.AUDITOR, BUYER)) {
            ProofReport report = valid(exporter(sessions).contract(1, audience));
            assertThat(report.limits()).doesNotContain(Limit.ATTESTED_COMMANDS, Limit.ASSERTED_COMMANDS);
            ProofReport.ContractShown contract = report.shown().contract();
            assertThat(contract.derived()).isTrue();
            assertThat(contract.consumer().authentication()).isEqualTo(PartyAuthentication.valueOf(kind.name()));
            assertThat(contract.consumer().statement()).isPresent();
            assertThat(contract.provider().authentication()).isEqualTo(PartyAuthentication.SIGNED);
            assertThat(contract.provider().opened()).isEqualTo(audience.isAuditor());
            assertThat(report.shown().opened())
                    .filteredOn(
                            opened -> opened.sequence() == contract.consumer().order())
                    .singleElement()
                    .satisfies(order -> {
                        assertThat(order.authentication()).contains(kind);
                        assertThat(order.signature()).isEmpty();
                        assertThat(order.statement()).hasValueSatisfying(covering -> {
                            assertThat(covering.counter()).isOne();
                            assertThat(covering.size()).isEqualTo(2);
                        });
                    });
        }
        ProofFile providers = exporter(sessions).contract(1, Audience.participant(SoldLedger.PROVIDER));
        assertThat(providers.statements()).isEmpty();
        ProofReport report = valid(providers);
        assertThat(report.limits())
                .contains(
                        kind == AuthenticationKind.ATTESTED ? Limit.ATTESTED_COMMANDS : Limit.ASSERTED_COMMANDS,
                        Limit.OTHER_SIDE_BY_HASH);
        assertThat(report.shown().contract().consumer().statement()).isEmpty();
    }

    @Test
    void aStatementSignsForTheRecordOfAnOrderItself() throws IOException {
        for (Audience audience : List.of(Audience.AUDITOR, BUYER)) {
            ProofReport report = valid(exporter(ledger).record(orders.get(1), audience));
            assertThat(report.limits()).doesNotContain(Limit.ATTESTED_COMMANDS);
            assertThat(report.shown().opened())
                    .filteredOn(opened -> opened.sequence() == orders.get(1))
                    .singleElement()
                    .satisfies(order -> assertThat(order.statement()).hasValueSatisfying(covering -> {
                        assertThat(covering.counter()).isEqualTo(2);
                        assertThat(covering.statement()).isEqualTo(statement);
                        assertThat(covering.size()).isEqualTo(4);
                    }));
            assertThat(report.shown().opened())
                    .filteredOn(opened -> opened.sequence() == statement)
                    .singleElement()
                    .satisfies(signed -> assertThat(signed.signature())
                            .hasValueSatisfying(signature -> assertThat(
                                            signature.certificate().subject().toString())
                                    .contains("Example Company 3")));
        }
        assertThatThrownBy(() -> exporter(ledger).record(orders.get(1), Audience.participant(SoldLedger.STRANGER)))
                .isInstanceOfSatisfying(
                        ProofException.class, e -> assertThat(e.code()).isEqualTo(ProofException.Code.NOT_A_PARTY));
        assertThat(exporter(ledger).receipt(orders.get(1), BUYER).statements()).isEmpty();
    }

    @Test
    void takesTheFirstStatementThatCoversTheOrder() throws IOException {
        long[] first = {statement, statement, statement, laterStatement};
        for (int i = 0; i < first.length; i++) {
            ProofReport report = valid(exporter(ledger).contract(i + 1, BUYER));
            assertThat(report.shown().contract().consumer().statement()).isEqualTo(OptionalLong.of(first[i]));
        }
    }

    @Test
    void saysThatNoStatementCoversAnOrderYet() throws IOException {
        for (Audience audience : List.of(Audience.AUDITOR, BUYER)) {
            ProofFile file = exporter(ledger).contract(5, audience);
            assertThat(file.statements()).isEmpty();
            ProofReport report = valid(file);
            assertThat(report.limits()).contains(Limit.ATTESTED_COMMANDS);
            assertThat(report.shown().contract().consumer().statement()).isEmpty();
            assertThat(report.shown().contract().consumer().opened()).isTrue();
        }
        assertThat(valid(exporter(ledger).record(orders.get(4), BUYER)).limits())
                .contains(Limit.ATTESTED_COMMANDS);
    }

    @Test
    void leavesOutAStatementBehindTheNewestCheckpoint() throws IOException {
        try (SessionLedger sessions = SessionLedger.found(folder, AuthenticationKind.ATTESTED)) {
            long session = sessions.open();
            long order = sessions.order(session);
            sessions.checkpoint();
            sessions.state(session, 1);
            ProofFile before = exporter(sessions.ledger()).record(order, Audience.AUDITOR);
            assertThat(before.statements()).isEmpty();
            assertThat(valid(before).limits()).contains(Limit.ATTESTED_COMMANDS);
            sessions.checkpoint();
            ProofFile behind = exporter(sessions.ledger()).record(order, Audience.AUDITOR);
            assertThat(valid(behind).limits()).doesNotContain(Limit.ATTESTED_COMMANDS);
        }
    }

    @Test
    void continuingAnEarlierCheckpointKeepsTheStatement() throws IOException {
        ProofFile file = exporter(ledger).contract(1, BUYER);
        ProofFile continuing = exporter(ledger).continuing(file.checkpoint(), file);
        assertThat(continuing.statements()).isEqualTo(file.statements());
        valid(continuing);
    }

    @Test
    void refusesAStatementThatAnotherMemberSignedAndTheOperatorCallsAccepted() throws IOException {
        try (SessionLedger sessions = SessionLedger.found(folder, AuthenticationKind.ATTESTED)) {
            long session = sessions.open();
            long order = sessions.order(session);
            sessions.forged(session, 1);
            sessions.checkpoint();
            ProofExporter exporter = exporter(sessions.ledger());
            assertInvalid(
                    ProofRule.STATEMENT,
                    "not of the member that opened the session",
                    exporter.record(order, Audience.AUDITOR));
            assertInvalid(
                    ProofRule.STATEMENT,
                    "not of the member that opened the session",
                    exporter.contract(1, Audience.AUDITOR));
            ProofReport partys = check(exporter.record(order, BUYER));
            assertThat(partys.verdict()).isEqualTo(ProofVerdict.INCOMPLETE);
            assertThat(partys.missing()).containsExactly(Missing.SIGNER);
            assertThat(partys.limits()).contains(Limit.ATTESTED_COMMANDS);
        }
    }

    @Test
    void refusesARefusedStatement() throws IOException {
        ProofFile file = exporter(ledger).record(orders.get(3), Audience.AUDITOR);
        assertInvalid(
                ProofRule.STATEMENT,
                "no accepted statement",
                with(file, replaced(file, laterStatement, refusedStatement), file.statements()));
    }

    @Test
    void refusesAStatementOrAnOpeningOfAnotherSessionWithTheSameCommandAtTheSameCounter() throws IOException {
        ProofFile file = exporter(ledger).record(orders.get(0), BUYER);
        ProofFile others = exporter(ledger).record(otherSessionsOrder, BUYER);
        StatedCommand borrowed = new StatedCommand(
                orders.get(0), stated(others).path(), stated(others).openingPath());
        assertInvalid(
                ProofRule.STATEMENT,
                "no accepted statement",
                with(file, replaced(file, statement, otherSessionsStatement), List.of(borrowed)));
        List<OpenedLeaf> bothReplaced = new ArrayList<>(others.opened());
        bothReplaced.removeIf(leaf -> leaf.sequence() == otherSessionsOrder);
        bothReplaced.add(leaf(orders.get(0)));
        assertInvalid(
                ProofRule.STATEMENT, "no command with that sequence", with(file, bothReplaced, List.of(borrowed)));
    }

    @Test
    void refusesThePathOfAnotherOrderAndAStatementThatEndsBeforeTheOrder() throws IOException {
        ProofFile file = exporter(ledger).contract(1, BUYER);
        StatedCommand second = stated(exporter(ledger).contract(2, BUYER));
        StatedCommand own = stated(file);
        String leads = "does not lead to the root";
        assertInvalid(
                ProofRule.STATEMENT,
                leads,
                with(file, List.of(new StatedCommand(own.sequence(), second.path(), own.openingPath()))));
        assertInvalid(
                ProofRule.STATEMENT,
                leads,
                with(file, List.of(new StatedCommand(own.sequence(), own.path(), own.path()))));
        assertInvalid(
                ProofRule.STATEMENT,
                leads,
                with(file, List.of(new StatedCommand(own.sequence(), List.of(), own.openingPath()))));
        ProofFile uncovered = exporter(ledger).record(orders.get(3), BUYER);
        assertInvalid(
                ProofRule.STATEMENT,
                "no accepted statement",
                with(uncovered, replaced(uncovered, laterStatement, statement), uncovered.statements()));
    }

    @Test
    void refusesStatementsOverWhatTheFileIsNotAboutAndRecordsOfStatementsThatItDoesNotName() throws IOException {
        ProofFile file = exporter(ledger).contract(1, Audience.AUDITOR);
        StatedCommand own = stated(file);
        assertInvalid(ProofRule.SUBJECT, "does not rest on it", with(file, List.of()));
        long trade = orders.get(0) + 1;
        assertInvalid(
                ProofRule.STATEMENT,
                "no command with that sequence",
                with(file, List.of(new StatedCommand(trade, own.path(), own.openingPath()))));
        assertInvalid(
                ProofRule.STATEMENT,
                "commands of sessions alone",
                with(file, List.of(new StatedCommand(0, own.path(), own.openingPath()))));
        StatedCommand second = stated(exporter(ledger).contract(2, BUYER));
        List<OpenedLeaf> more = new ArrayList<>(file.opened());
        more.add(leaf(orders.get(1)));
        assertInvalid(ProofRule.SUBJECT, "no order of the contract", with(file, more, List.of(own, second)));
        ProofFile record = exporter(ledger).record(orders.get(0), Audience.AUDITOR);
        List<OpenedLeaf> another = new ArrayList<>(record.opened());
        another.add(leaf(orders.get(1)));
        assertInvalid(ProofRule.SUBJECT, "not about", with(record, another, List.of(own, second)));
    }

    @Test
    void refusesAStatementWithoutTheOpeningOfItsSession() throws IOException {
        ProofFile file = exporter(ledger).record(orders.get(0), BUYER);
        long session = file.opened().stream()
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) == OPEN_SESSION_TYPE)
                .findFirst()
                .orElseThrow()
                .sequence();
        assertInvalid(
                ProofRule.STATEMENT,
                "no command with that sequence",
                with(file, without(file, session), file.statements()));
    }

    @Test
    void theOpeningOfASessionSaysForWhomItsOrdersAreAndTheContractCannotSayOtherwise() throws IOException {
        try (SessionLedger sessions = SessionLedger.found(folder, AuthenticationKind.ATTESTED)) {
            long session = sessions.open();
            sessions.order(session);
            sessions.checkpoint();
            ProofFile unstated = exporter(sessions.ledger()).contract(1, Audience.AUDITOR);
            Consumer<ContractOrder> forAPrincipal = order -> {
                set(order, "mandate", 7L);
                set(order, "agent", SoldLedger.BUYER);
            };
            assertThat(check(stating(unstated, unstated, forAPrincipal)).missing())
                    .as("without a statement, and not yet sealed, it is what the contract says")
                    .containsExactly(Missing.SEAL);
            assertInvalid(
                    ProofRule.CONTRACT,
                    "which is another's",
                    stating(unstated, unstated, order -> set(order, "key", SessionLedger.PROVIDER_KEY)));
            sessions.state(session, 1);
            sessions.checkpoint();
            ProofFile stated = exporter(sessions.ledger()).contract(1, Audience.AUDITOR);
            assertThat(check(stated).missing()).containsExactly(Missing.SEAL);
            assertInvalid(ProofRule.CONTRACT, "form another contract", stating(stated, unstated, forAPrincipal));
        }
    }

    private static void set(ContractOrder order, String field, Object value) {
        order.put(order.getSchema().getField(field).pos(), value);
    }

    /** A liar's file: its contract states something else of the consumer's order, and is derived from that, texts and all. */
    private static ProofFile stating(ProofFile file, ProofFile unstated, Consumer<ContractOrder> change) {
        ContractPart part = file.contract().orElseThrow();
        ContractTerms terms = AvroBytes.decode(ContractTerms.class, part.canonicalBytes());
        change.accept(terms.getConsumer().getOrder());
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        projection.assume(terms.getProvider());
        projection.assume(terms.getConsumer());
        for (OpenedLeaf leaf : unstated.opened()) {
            byte[] record = leaf.record();
            if (leaf.sequence() != terms.getConsumer().getOrder().getSequence()) {
                projection.observe(
                        RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
            }
        }
        Contract lie = projection.contract(1);
        ContractPart changed = new ContractPart(
                lie.canonicalBytes(),
                part.path(),
                part.template(),
                lie.textZh().getBytes(StandardCharsets.UTF_8),
                lie.textEn().getBytes(StandardCharsets.UTF_8));
        return new ProofFile(
                file.subject(),
                file.checkpoint(),
                file.earlier(),
                file.opened(),
                file.closed(),
                file.certificates(),
                Optional.of(changed),
                file.statements(),
                List.of());
    }

    @Test
    void anOrderWhoseTermsAreNotOpenedIsIncomplete() throws IOException {
        ProofFile file = exporter(ledger).record(orders.get(0), BUYER);
        List<OpenedLeaf> left = file.opened().stream()
                .filter(leaf -> RecordHeader.type(leaf.record(), 0) != INSTRUMENT_TYPE)
                .toList();
        ProofFile without = new ProofFile(
                file.subject(),
                file.checkpoint(),
                file.earlier(),
                left,
                file.closed(),
                List.of(),
                file.contract(),
                file.statements(),
                List.of());
        ProofReport report = check(without);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.INCOMPLETE);
        assertThat(report.missing()).containsExactly(Missing.SIGNER);
        assertThat(report.limits()).contains(Limit.ATTESTED_COMMANDS);
    }

    @Test
    void statesItsLimits() {
        ProofFile file = exporter(ledger).contract(1, BUYER);
        StatedCommand own = stated(file);
        assertThatThrownBy(() -> new StatedCommand(-1, List.of(), List.of())).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> with(file, List.of(own, own))).isInstanceOf(RecordFormatException.class);
        List<StatedCommand> three = new ArrayList<>();
        for (long sequence = 1; sequence <= 3; sequence++) {
            three.add(new StatedCommand(sequence, List.of(), List.of()));
        }
        assertThatThrownBy(() -> with(file, three)).isInstanceOf(RecordFormatException.class);
        ProofFile receipt = exporter(ledger).receipt(orders.get(0), Audience.AUDITOR);
        assertThatThrownBy(() -> with(receipt, List.of(own))).isInstanceOf(RecordFormatException.class);
    }
}
