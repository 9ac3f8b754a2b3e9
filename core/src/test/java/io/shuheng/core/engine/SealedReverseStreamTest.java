package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.member.BidOpening;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AwardRule;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Whatever sellers offer, in whatever order, and whether they show it or not: a sealed reverse auction buys of whom a plain
 * model says, at its price, and what is held afterwards is that alone. Each try has several rounds on one exchange.
 */
class SealedReverseStreamTest {

    private static final int SELLERS = 4;
    private static final long PAID_IN_FEN = 1_000_000;
    private static final long LOTS = 10;
    private static final long CEILING_FEN = 300;

    /** A seller offers and shows it or not. */
    record Play(int seller, long priceFen, boolean shows) {}

    /** An auction; of a seller that plays twice the first counts, which is taken. */
    record Round(boolean secondPrice, List<Play> plays, boolean showsBackwards) {}

    /** The model: a page that can be read at once. */
    record Expected(int winner, long priceFen) {

        static final Expected NOTHING = new Expected(-1, 0);

        static Expected of(Round round, List<Play> taken) {
            int winner = -1;
            long lowest = Long.MAX_VALUE;
            long next = CEILING_FEN;
            for (Play play : taken) {
                if (play.shows && play.priceFen < lowest) {
                    next = winner < 0 ? CEILING_FEN : lowest;
                    lowest = play.priceFen;
                    winner = play.seller;
                } else if (play.shows && play.priceFen < next) {
                    next = play.priceFen;
                }
            }
            return winner < 0 ? NOTHING : new Expected(winner, round.secondPrice ? next : lowest);
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void buysAsAPlainModelDoes(@ForAll("rounds") List<Round> rounds) {
        EngineFixture exchange = new EngineFixture();
        TradeWay trades = new TradeWay(exchange);
        SealedReverseWay sealed = new SealedReverseWay(exchange, trades, SELLERS, 1_000);
        trades.deposit(PAID_IN_FEN);
        long[] sold = new long[SELLERS];
        long[] forfeitedFen = new long[SELLERS];
        long heldFen = 0;
        for (Round round : rounds) {
            for (int seller = 0; seller < SELLERS; seller++) {
                trades.deposit(sealed.way().seller(seller), SealedReverseWay.DEPOSIT_FEN);
            }
            List<Play> taken = new ArrayList<>();
            EngineFixture.Outcome decided = play(sealed, round, taken);
            Expected expected = Expected.of(round, taken);
            assertThat(decided.results()).hasSize(expected.equals(Expected.NOTHING) ? 0 : 1);
            if (!expected.equals(Expected.NOTHING)) {
                Trade trade = (Trade) decided.results().get(0);
                assertThat(trade.getSeller())
                        .isEqualTo(sealed.way().seller(expected.winner).number());
                assertThat(trade.getPriceMicros()).isEqualTo(expected.priceFen * 10_000);
                long amountFen = LOTS * expected.priceFen;
                heldFen += amountFen + (amountFen * 5 + 500) / 1_000;
                sold[expected.winner] += LOTS;
            }
            taken.stream()
                    .filter(play -> !play.shows)
                    .forEach(play -> forfeitedFen[play.seller] += SealedReverseWay.DEPOSIT_FEN);
            assertThat(sealed.pendingFen(trades.buyer())).isEqualTo(heldFen);
            for (int seller = 0; seller < SELLERS; seller++) {
                assertThat(sealed.pendingFen(sealed.way().seller(seller))).isZero();
                assertThat(sealed.way().free(seller)).isEqualTo(1_000 - sold[seller]);
            }
        }
        long paidFen = 0;
        for (int seller = 0; seller < SELLERS; seller++) {
            paidFen += forfeitedFen[seller];
            assertThat(sealed.availableFen(sealed.way().seller(seller)))
                    .isEqualTo(SealedReverseWay.SELLERS_FEN
                            + rounds.size() * SealedReverseWay.DEPOSIT_FEN
                            - forfeitedFen[seller]);
        }
        assertThat(sealed.availableFen(trades.buyer())).isEqualTo(PAID_IN_FEN - heldFen + paidFen);
        exchange.requireEqualReplay();
    }

    private static EngineFixture.Outcome play(SealedReverseWay sealed, Round round, List<Play> taken) {
        long auction = sealed.opened(round.secondPrice ? AwardRule.VICKREY : AwardRule.PAY_AS_BID);
        List<BidOpening> offers = new ArrayList<>();
        for (Play play : round.plays) {
            BidOpening offer = sealed.offer(auction, play.seller, play.priceFen);
            boolean first = taken.stream().noneMatch(before -> before.seller == play.seller);
            EngineFixture.Outcome committed = sealed.commit(offer, play.seller);
            assertThat(committed.answer().isAccepted()).isEqualTo(first);
            if (first) {
                taken.add(play);
                offers.add(offer);
            }
        }
        EngineFixture.Outcome closed = sealed.closed();
        if (offers.isEmpty()) {
            return closed;
        }
        for (int i = 0; i < offers.size(); i++) {
            int place = round.showsBackwards ? offers.size() - 1 - i : i;
            if (taken.get(place).shows) {
                assertThat(sealed.reveal(offers.get(place), taken.get(place).seller)
                                .requireAccepted()
                                .events(EventKind.OFFER_REVEALED))
                        .hasSize(1);
            }
        }
        return sealed.decided();
    }

    @Provide
    Arbitrary<List<Round>> rounds() {
        Arbitrary<Play> plays = Combinators.combine(
                        Arbitraries.integers().between(0, SELLERS - 1),
                        Arbitraries.longs().between(CEILING_FEN - 6, CEILING_FEN),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false))))
                .as(Play::new);
        return Combinators.combine(Arbitraries.of(true, false), plays.list().ofMaxSize(6), Arbitraries.of(true, false))
                .as(Round::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(5);
    }
}
