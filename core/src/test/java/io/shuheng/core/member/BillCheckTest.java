package io.shuheng.core.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.clearing.ProceedsShare;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.engine.BookWay;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.engine.TradeWay;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.view.InstrumentEntry;
import io.shuheng.core.view.PageRequest;
import io.shuheng.core.view.ReadModel;
import io.shuheng.core.view.TradeEntry;
import io.shuheng.core.view.Visibility;
import io.shuheng.core.view.VoucherEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillCheckTest {

    private static final Visibility ALL = Visibility.everything();

    private final EngineFixture exchange = new EngineFixture();
    private final ViewComparison feed = new ViewComparison(exchange);

    private ReadModel model() {
        feed.feed();
        return feed.model();
    }

    private TradeEntry trade(long number) {
        return model().trades().trade(ALL, number).value().orElseThrow();
    }

    private BillCheck check(TradeEntry trade) {
        InstrumentEntry instrument =
                model().market().instrument(ALL, trade.instrument()).value().orElseThrow();
        return new BillCheck(
                instrument,
                model().market().board(instrument.board()).value().orElseThrow(),
                trade.sides().orElseThrow().seller());
    }

    private Settlement settled(TradeWay way, long contract, Enrolment.Member buyer) {
        exchange.submit(way.delivery(contract).build(), way.seller().key()).requireAccepted();
        exchange.submit(way.receipt(contract, EngineFixture.hash("content")), buyer.key())
                .requireAccepted();
        return exchange.submit(way.acceptance(contract), buyer.key()).results().stream()
                .filter(Settlement.class::isInstance)
                .map(Settlement.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void comesToTheSameFenAsTheSettlementAndBothVouchers() {
        TradeWay way = new TradeWay(exchange);
        way.deposit(100_000);
        TradeEntry trade = trade(way.traded(way.offered(), 7));
        Settlement settlement = settled(way, trade.number(), way.buyer());
        BillCheck.OrderSoFar order = BillCheck.OrderSoFar.placed(trade.timeNs());
        BillCheck check = check(trade);
        assertThat(check.settlement(trade, order, order, settlement)).isEqualTo(new Check.Agrees());
        for (long party : new long[] {way.buyer().number(), way.seller().number()}) {
            List<VoucherEntry> vouchers = model().vouchers()
                    .vouchersOf(ALL, party, PageRequest.oldest(10))
                    .items();
            assertThat(vouchers).hasSize(1);
            assertThat(check.voucher(trade, order, order, vouchers.get(0))).isEqualTo(new Check.Agrees());
        }
    }

    @Test
    void namesTheFieldTheExpectedAndTheFoundValueOfEachFenThatIsWrong() {
        TradeWay way = new TradeWay(exchange);
        way.deposit(100_000);
        TradeEntry trade = trade(way.traded(way.offered(), 7));
        Settlement right = settled(way, trade.number(), way.buyer());
        BillCheck.OrderSoFar order = BillCheck.OrderSoFar.placed(trade.timeNs());
        for (String field : List.of(
                "grossFen",
                "netFen",
                "taxFen",
                "buyerFeeFen",
                "buyerFeeTaxFen",
                "sellerFeeFen",
                "sellerFeeTaxFen",
                "buyerPaysFen")) {
            long rightFen = (long) right.get(field);
            Settlement wrong = AvroBytes.decode(Settlement.class, AvroBytes.encode(right));
            wrong.put(field, rightFen + 1);
            assertThat(check(trade).settlement(trade, order, order, wrong))
                    .isEqualTo(new Check.Differs(List.of(new Check.Difference(
                            "settlement." + field, Long.toString(rightFen), Long.toString(rightFen + 1)))));
        }
        Settlement diverted = AvroBytes.decode(Settlement.class, AvroBytes.encode(right));
        diverted.put("shares", List.of(new ProceedsShare(way.buyer().number(), 10_000, 1L)));
        Check check = check(trade).settlement(trade, order, order, diverted);
        assertThat(check.agrees()).isFalse();
        assertThat(((Check.Differs) check).differences())
                .extracting(Check.Difference::field)
                .containsExactly("settlement.shares");
    }

    @Test
    void chargesAnOrderOfTheBookForAllItHasFilledAndEachTradeTheDifference() {
        BookWay book = new BookWay(exchange);
        Enrolment.Member buyer = book.buyer(1_000_000);
        book.sell(33, 3).requireAccepted();
        long sold = exchange.timeNs();
        book.sell(35, 4).requireAccepted();
        long soldLater = exchange.timeNs();
        book.buy(buyer, 35, 7).requireAccepted();
        TradeEntry first = trade(1);
        TradeEntry second = trade(2);
        BillCheck.OrderSoFar fresh = BillCheck.OrderSoFar.placed(first.timeNs());
        Settlement settlement = settled(book.way(), 1, buyer);
        assertThat(check(first).settlement(first, fresh, BillCheck.OrderSoFar.placed(sold), settlement))
                .isEqualTo(new Check.Agrees());
        // Buyers pay 50 basis points: 99 fen come to a fee of 0 or 1 fen, which the second trade takes into account.
        long chargedFen = settlement.getBuyerFeeFen() + settlement.getBuyerFeeTaxFen();
        assertThat(check(second)
                        .settlement(
                                second,
                                new BillCheck.OrderSoFar(first.timeNs(), first.amountFen(), 3, chargedFen),
                                BillCheck.OrderSoFar.placed(soldLater),
                                settled(book.way(), 2, buyer)))
                .isEqualTo(new Check.Agrees());
    }

    @Test
    void refusesATradeOfAnotherInstrumentAndOneWhoseSidesAreHidden() {
        TradeWay way = new TradeWay(exchange);
        way.deposit(100_000);
        TradeEntry trade = trade(way.traded(way.offered(), 1));
        long other = way.traded(way.offered(), 1);
        BillCheck check = check(trade);
        BillCheck.OrderSoFar order = BillCheck.OrderSoFar.placed(trade.timeNs());
        TradeEntry hidden = model().trades()
                .trade(Visibility.visitor(), trade.number())
                .value()
                .orElseThrow();
        assertThatThrownBy(() -> check.settlement(trade(other), order, order, new Settlement()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trade.instrument");
        assertThatThrownBy(() -> check.settlement(hidden, order, order, new Settlement()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trade.sides");
    }
}
