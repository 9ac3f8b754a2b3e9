package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be cut off, and what must be kept. A digest is asked for after every fourth command. */
class PruningDeskTest {

    private static final Duration YEAR = Duration.ofNanos(PruningDesk.YEAR_NS);
    private static final Duration TERM = Duration.ofDays(365);
    private static final int TICK_YEARS = 10;
    private static final int BOOKS_YEARS = 30;

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setDigestCommands(4).build());

    /** A digest on record: where it was asked for, the records before it, its value. */
    private record Cut(long sequence, long records, Sm3Hash sm3) {}

    @AfterEach
    void replays() {
        exchange.requireEqualReplay();
    }

    private EngineFixture.Outcome tick() {
        return exchange.submitInternal(new Tick());
    }

    /** Ticks until a digest is asked for, and records it. */
    private Cut digest() {
        while (tick().events(EventKind.REQUEST_STATE_DIGEST).isEmpty()) {
            // Goes on.
        }
        Sm3Hash sm3 = exchange.engine().stateDigest();
        long records = exchange.engine().size();
        exchange.submitInternal(new RecordStateDigest(records - 1, new Hash32(sm3.bytes())))
                .requireAccepted();
        return new Cut(records - 1, records, sm3);
    }

    private AuthorizePruning.Builder act(Cut cut) {
        return AuthorizePruning.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setDigestSequence(cut.sequence)
                .setRecords(cut.records)
                .setStateSm3(new Hash32(cut.sm3.bytes()))
                .setReason(PruningReason.RETENTION_ENDED)
                .setDocumentSm3(EngineFixture.hash("decision"));
    }

    private EngineFixture.Outcome authorize(Cut cut) {
        return exchange.submitByTwo(act(cut).build(), Duty.COMPLIANCE);
    }

    @Test
    void allowsACutOnceTheBooksBeforeItAreThirtyYearsOld() {
        digest();
        exchange.advance(Duration.ofDays(2));
        Cut cut = digest();
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS).minusDays(2).minusNanos(1));
        authorize(cut).requireRefused(RefusalCode.PRUNING_INSIDE_RETENTION);
        exchange.advance(Duration.ofNanos(1));
        assertThat(authorize(cut).requireAccepted().event(EventKind.PRUNING_AUTHORIZED))
                .isEqualTo(new Event(EventKind.PRUNING_AUTHORIZED.number(), cut.sequence, cut.records, 0L));
    }

    @Test
    void countsFromTheLastBookOfAccountAndFromTheLastRecordOfAnyKind() {
        digest();
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS - TICK_YEARS));
        tick();
        Cut noBooksBetween = digest();
        exchange.advance(YEAR.multipliedBy(TICK_YEARS).minusNanos(1));
        authorize(noBooksBetween).requireRefused(RefusalCode.PRUNING_INSIDE_RETENTION);
        exchange.advance(Duration.ofNanos(1));
        // The first digest's own record is a book of account, and twenty years older than the cut.
        authorize(noBooksBetween).requireAccepted();
    }

    @Test
    void refusesAnyOtherPlaceThanThatOfADigestOnRecord() {
        Cut cut = digest();
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS));
        authorize(new Cut(cut.sequence + 1, cut.records, cut.sm3)).requireRefused(RefusalCode.PRUNING_CUT_UNKNOWN);
        authorize(new Cut(cut.sequence, cut.records + 1, cut.sm3)).requireRefused(RefusalCode.FIELD_INVALID);
        authorize(new Cut(cut.sequence, cut.records, Sm3Hash.ofContent())).requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submitByTwo(
                        act(cut).setDocumentSm3(new Hash32(new byte[Sm3Hash.LENGTH]))
                                .build(),
                        Duty.COMPLIANCE)
                .requireRefused(RefusalCode.FIELD_INVALID);
        authorize(cut).requireAccepted();
    }

    @Test
    void needsTwoComplianceOfficers() {
        Cut cut = digest();
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS));
        exchange.submit(act(cut).build(), exchange.officerKey(Duty.MARKET)).requireRefused(RefusalCode.NOT_PERMITTED);
        AuthorizePruning alone = act(cut).build();
        int first = exchange.officerKey(Duty.COMPLIANCE);
        exchange.endorse(exchange.submit(alone, first).requireAccepted(), alone, first)
                .requireRefused(RefusalCode.FOUR_EYES);
    }

    @Test
    void letsACutBeAllowedAgainAndNoneBeforeIt() {
        Cut early = digest();
        exchange.advance(Duration.ofDays(2));
        Cut late = digest();
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS));
        authorize(late).requireAccepted();
        authorize(late).requireAccepted();
        authorize(early).requireRefused(RefusalCode.PRUNING_CUT_UNKNOWN);
    }

    @Test
    void waitsForContractsFromBeforeTheCutToEnd() {
        TradeWay way = new TradeWay(exchange);
        way.deposit(100_000);
        long contract = way.traded(way.offered(), 10);
        Cut cut = digest();
        // Nobody delivers, and nothing was agreed about it: the contract binds for ever.
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS));
        EngineFixture.Outcome refused = authorize(cut).requireRefused(RefusalCode.PRUNING_UNFINISHED);
        assertThat(refused.event(EventKind.REJECTED).getC()).isEqualTo(contract);
    }

    @Test
    void doesNotWaitForContractsFromBehindTheCut() {
        TradeWay way = new TradeWay(exchange);
        Cut cut = digest();
        way.deposit(100_000);
        way.traded(way.offered(), 10);
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS));
        authorize(cut).requireAccepted();
    }

    @Test
    void doesNotWaitForContractsThatHaveEnded() {
        TradeWay way = new TradeWay(exchange);
        DisputeWay wrongs = new DisputeWay(exchange, way);
        long contract = wrongs.receipted();
        exchange.submit(way.acceptance(contract), way.buyer().key()).requireAccepted();
        Cut cut = digest();
        exchange.advance(TERM);
        tick();
        assertThat(wrongs.entitlement(contract)).isEqualTo(EntitlementState.EXPIRED);
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS));
        authorize(cut).requireAccepted();
    }

    @Test
    void waitsForDisputesFromBeforeTheCutToBeClosed() {
        TradeWay way = new TradeWay(exchange);
        DisputeWay wrongs = new DisputeWay(exchange, way);
        long contract = wrongs.receipted();
        long dispute = wrongs.opened(contract);
        Cut cut = digest();
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS));
        authorize(cut).requireRefused(RefusalCode.PRUNING_IN_DISPUTE);
        wrongs.heard(dispute);
        wrongs.rule(dispute, DisputeAward.BUYER, 0).requireAccepted();
        assertThat(wrongs.dispute(dispute)).isEqualTo(DisputeState.EXECUTED);
        authorize(cut).requireRefused(RefusalCode.PRUNING_IN_DISPUTE);
        exchange.submit(wrongs.deletion(1), way.buyer().key()).requireAccepted();
        authorize(cut).requireAccepted();
    }

    @Test
    void waitsForFreezesOfWhoeverAndWhateverWasThereBeforeTheCut() {
        TradeWay way = new TradeWay(exchange);
        FreezeWay freezes = new FreezeWay(exchange);
        way.deposit(100_000);
        Cut early = digest();
        exchange.advance(Duration.ofDays(2));
        way.instrument(SupplyKind.UNLIMITED, 0);
        exchange.advance(YEAR.multipliedBy(BOOKS_YEARS));
        long money = freezes.cash(way.buyer(), 1);
        authorize(early).requireRefused(RefusalCode.PRUNING_UNDER_FREEZE);
        freezes.lift(money).requireAccepted();
        long product = freezes.product(1);
        // The product came after the cut.
        authorize(early).requireAccepted();
        freezes.lift(product).requireAccepted();
    }

    @Test
    void keepsSomeHundredsOfCutsHoweverLongItLives() {
        PruningCuts cuts = new PruningCuts();
        long dayNs = Duration.ofDays(1).toNanos();
        for (int day = 0; day < 20_000; day++) {
            cuts.recorded(
                    day, new PruningCuts.Extent(day + 1L, day * dayNs, day * dayNs, 0, 0, 0), Sm3Hash.ofContent());
        }
        assertThat(cuts.at(0)).isPresent();
        long kept = LongStream.range(0, 20_000)
                .filter(day -> cuts.at(day).isPresent())
                .count();
        assertThat(kept).isBetween((long) PruningCuts.MOST / 2, (long) PruningCuts.MOST);
    }
}
