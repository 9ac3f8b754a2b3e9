package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.TradeState;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordStream;
import io.shuheng.ledger.trail.Absence;
import io.shuheng.ledger.trail.Link;
import io.shuheng.ledger.trail.Trail;
import io.shuheng.ledger.trail.TrailException;
import io.shuheng.ledger.trail.TrailStep;
import io.shuheng.ledger.trail.TrailSubject;
import io.shuheng.ledger.trail.Trails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrailCommandTest {

    private static final Trails TRAILS = new Trails(GoldenDay.ledger());
    private static final List<InspectedRecord> RECORDS = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void readTheDay() throws IOException {
        try (RecordStream records = RecordStream.open(GoldenDay.ledger())) {
            while (records.advance()) {
                RECORDS.add(records.record());
            }
        }
    }

    /** Number of the first object of which the day tells that. */
    private static long first(EventKind kind, boolean ofTrade) {
        return RECORDS.stream()
                .flatMap(record -> record.events().stream())
                .filter(event -> event.kind() == kind)
                .mapToLong(event -> ofTrade ? event.a() : event.b())
                .findFirst()
                .orElseThrow();
    }

    private static Trail trade(long number) {
        return TRAILS.of(TrailSubject.trade(number));
    }

    private static List<String> types(Trail trail, Link link) {
        return trail.steps(link).stream().map(TrailStep::type).toList();
    }

    @Test
    void followsASettledTradeThroughAllSixLinksInOrder() {
        Trail trail = trade(1);
        assertThat(trail.missing()).isEmpty();
        assertThat(trail.state()).contains(TradeState.SETTLED);
        assertThat(trail.steps())
                .isSortedAccordingTo(Comparator.comparing(TrailStep::link).thenComparing(TrailStep::sequence));
        assertThat(types(trail, Link.REGISTRATION))
                .contains("ApplyForMembership", "ReviewIdentity", "SubmitListing", "GiveOpinion", "ReviewListing");
        assertThat(types(trail, Link.LISTING)).contains("ListProduct", "OpenInstrument", "OfferFixedPrice");
        assertThat(types(trail, Link.TRADING)).contains("PlaceOrder", "Trade", "ContractsSealed");
        assertThat(types(trail, Link.DELIVERY))
                .contains("StartDelivery", "SignReceipt", "AcceptDelivery", "Entitlement");
        assertThat(types(trail, Link.CLEARING)).contains("ConfirmDeposit", "Settlement");
        assertThat(types(trail, Link.VOUCHER)).containsExactly("Voucher", "Voucher");
    }

    @Test
    void namesTheBanksReferenceOfTheMoneyThatCameIn() {
        assertThat(trade(1).steps(Link.CLEARING).stream()
                        .filter(step -> step.type().equals("ConfirmDeposit"))
                        .map(step -> step.facts().bankReference().orElse("")))
                .isNotEmpty()
                .allMatch(reference -> !reference.isEmpty());
        assertThat(trade(1).isPaidFromOtherIncome()).isFalse();
    }

    @Test
    void namesSignersAndTheClassOfTheirAuthority() {
        for (TrailStep step : trade(1).steps()) {
            if (step.sender().signer().isPresent() && step.sender().key() > 1) {
                assertThat(step.sender().signer().get().authority())
                        .as(step.type())
                        .isPresent();
            }
        }
    }

    @Test
    void saysInWordsWhatIsMissingOfARejectedTrade() {
        long rejected = first(EventKind.TRADE_UNDONE, true);
        Trail trail = trade(rejected);
        assertThat(trail.state()).contains(TradeState.REFUNDED);
        assertThat(trail.missing()).containsExactly(new Trail.Missing(Link.VOUCHER, Absence.UNDONE));
        assertThat(types(trail, Link.DELIVERY)).contains("RejectDelivery", "AcceptRejection", "SignDeletion");
        assertThat(Said.by("trail", GoldenDay.ledger(), "trade:" + rejected).out())
                .contains("Missing: the trade was undone");
        assertThat(Said.by("trail", GoldenDay.ledger(), "trade:" + rejected, "--lang", "zh")
                        .out())
                .contains("缺失: 该成交已撤销");
    }

    @Test
    void followsADisputeToItsRulingAndTheArbitratorsAppointmentByTwoOfficers() {
        long contract = first(EventKind.DISPUTE_OPENED, false);
        Trail trail = trade(contract);
        assertThat(types(trail, Link.DELIVERY))
                .contains("OpenDispute", "SubmitDisputeEvidence", "AppointArbitrator", "EndorseAct", "RuleDispute")
                .contains("DisputeRuling");
        assertThat(trail.missing()).isEmpty();
        Trail ofDispute = TRAILS.of(TrailSubject.parse("dispute:" + first(EventKind.DISPUTE_OPENED, true)));
        assertThat(ofDispute.steps()).hasSameSizeAs(trail.steps());
    }

    @Test
    void followsANegotiationFromItsFirstRequest() {
        Trail trail = trade(first(EventKind.CONTRACT_COUNTERSIGNED, false));
        assertThat(types(trail, Link.TRADING))
                .startsWith("RequestTerms")
                .contains("OfferTerms", "AcceptTerms", "SignAgreement", "ContractFinalized", "Trade");
    }

    @Test
    void followsANettedTradeToItsCyclesEndAndTheNetsOfItsPartiesAlone() {
        long netted = first(EventKind.TRADE_NETTED, false);
        Trail trail = trade(netted);
        assertThat(types(trail, Link.CLEARING)).contains("CloseCycle", "CycleSettled", "Settlement");
        assertThat(types(trail, Link.CLEARING).stream().filter("NetObligation"::equals))
                .hasSize(2);
        assertThat(trail.steps().stream()
                        .flatMap(step -> step.events().stream())
                        .filter(event -> event.kind() == EventKind.TRADE_SETTLED)
                        .map(ReadEvent::a))
                .containsExactly(netted);
    }

    @Test
    void followsATradeOfTheBookToTheStatementsThatSignForIt() {
        long attested = first(EventKind.CONTRACT_IN_FORCE, true);
        assertThat(types(trade(attested), Link.TRADING)).contains("SignStatement", "PlaceOrder", "Trade");
    }

    @Test
    void tellsOfNoOtherTradeInAnyTrail() {
        List<TrailSubject> all = RECORDS.stream()
                .filter(record -> record.type().equals("Trade"))
                .map(record -> TrailSubject.trade((long) record.value().get(0)))
                .toList();
        List<Trail> trails = TRAILS.of(all);
        assertThat(trails).hasSameSizeAs(all);
        for (Trail trail : trails) {
            long own = trail.subject().number();
            assertThat(types(trail, Link.TRADING).stream().filter("Trade"::equals))
                    .hasSize(1);
            for (TrailStep step : trail.steps()) {
                for (ReadEvent event : step.events()) {
                    for (ReadEvent.Named number : event.numbers()) {
                        if (number.name().equals("trade") || number.name().equals("contract")) {
                            assertThat(number.value())
                                    .as(trail.subject() + " " + event)
                                    .isEqualTo(own);
                        }
                    }
                }
            }
        }
    }

    @Test
    void followsAProductAndAParticipantThroughAllThatHangsOnThem() {
        String product = RECORDS.stream()
                .filter(record -> record.type().equals("SubmitListing"))
                .map(record -> ((SubmitListing) record.value()).getDescriptor().getProductId())
                .findFirst()
                .orElseThrow();
        Trail ofProduct = TRAILS.of(TrailSubject.parse("product:" + product));
        assertThat(ofProduct.missing()).isEmpty();
        assertThat(ofProduct.trade()).isEmpty();
        long seller = trade(1).trade().orElseThrow().seller();
        Trail ofParticipant = TRAILS.of(TrailSubject.parse("participant:" + seller));
        assertThat(types(ofParticipant, Link.REGISTRATION)).contains("ApplyForMembership", "SubmitListing");
        assertThat(types(ofParticipant, Link.TRADING)).contains("Trade");
        assertThat(types(ofParticipant, Link.VOUCHER)).contains("Voucher");
    }

    @Test
    void refusesWhatIsNotInTheLedger() {
        assertThatThrownBy(() -> trade(99_999))
                .isInstanceOf(TrailException.class)
                .hasMessageContaining("UNKNOWN");
        for (String id : List.of(
                "trade:0", "trade:x", "trade", ":1", "product:", "nothing:1", "trade:99999", "participant:999")) {
            Said said = Said.by("trail", GoldenDay.ledger(), id);
            assertThat(said.code()).as(id).isEqualTo(64);
            assertThat(said.err()).as(id).isNotEmpty().doesNotContain("\tat ");
        }
    }

    @Test
    void writesTheSameAsJsonAndAsATable() throws IOException {
        Path json = folder.resolve("trail.json");
        Path csv = folder.resolve("trail.csv");
        Said said = Said.by("trail", GoldenDay.ledger(), "contract:1", "--json", json, "--csv", csv);
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("not verified", "fen)", "Bank reference");
        JsonNode trail = new ObjectMapper().readTree(json.toFile());
        assertThat(trail.get("verified").asBoolean()).isFalse();
        assertThat(trail.get("links")).hasSize(6);
        int steps = 0;
        for (JsonNode link : trail.get("links")) {
            steps += link.get("steps").size();
        }
        List<List<String>> rows = CsvReading.of(csv);
        assertThat(rows)
                .hasSize(steps + 1)
                .allMatch(row -> row.size() == rows.get(0).size());
    }

    @Test
    void givesAMissingLinkARowOfFullWidth() throws IOException {
        Path csv = folder.resolve("trail.csv");
        long rejected = first(EventKind.TRADE_UNDONE, true);
        Said.by("trail", GoldenDay.ledger(), "trade:" + rejected, "--csv", csv);
        List<List<String>> rows = CsvReading.of(csv);
        assertThat(rows).allMatch(row -> row.size() == rows.get(0).size());
        assertThat(rows.get(rows.size() - 1)).anyMatch(cell -> cell.startsWith("Missing"));
    }

    @Test
    void survivesWhateverStandsInTheFiles() throws IOException {
        LedgerCopy copy = new LedgerCopy(GoldenDay.ledger()).withoutZeros();
        String name = copy.evidence().get(0);
        byte[] good = copy.files().get(name);
        Random random = new Random(2);
        for (int i = 0; i < 15; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            copy.files().put(name, bad);
            Path spoilt = copy.writeTo(Files.createDirectory(folder.resolve("bad" + i)));
            Said said = Said.by("trail", spoilt, "trade:1");
            assertThat(said.code()).as(said.err()).isIn(0, 1, 64);
            assertThat(said.err()).doesNotContain("\tat ");
            LedgerCopy.remove(spoilt);
        }
    }
}
