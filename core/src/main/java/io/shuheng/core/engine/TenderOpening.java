package io.shuheng.core.engine;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.HeldMoney;
import io.shuheng.core.trading.auction.SoughtInstrument;
import io.shuheng.core.trading.auction.Tender;
import java.util.List;

/** Announces what a buyer seeks (求购), with the money for the dearest of it set aside: the same however offers come in. */
final class TenderOpening {

    /**
     * What is sought, and up to which price.
     *
     * @param scenario place of the declared use among the first instrument's
     * @param opensNs first instant at which offers are taken, nanoseconds since 1970
     */
    record Asked(
            int scenario,
            List<SoughtInstrument> alternatives,
            long ceilingPriceMicros,
            long quantityLots,
            long mandate,
            long opensNs) {}

    /** An auction that was announced, and what stands behind it. */
    record Opened(Auction auction, Tender tender) {}

    private final TenderGates tenders;
    private final OpenAuctionGates gates;
    private final BidMoney money;

    TenderOpening(ExchangeState state, AgreedTrades trades) {
        this.tenders = new TenderGates(state, trades);
        this.gates = new OpenAuctionGates(state);
        this.money = new BidMoney(state);
    }

    /** Checks it, and announces it; the caller has checked whatever else its command says. */
    Opened announce(Turn turn, Instrument instrument, Principal buyer, Asked asked) {
        List<Tender.Sought> sought = tenders.requireSought(instrument, asked.scenario, asked.alternatives);
        long payFen = tenders.requireCeiling(turn, sought, buyer, asked.ceilingPriceMicros, asked.quantityLots);
        tenders.requireMandate(turn, sought, asked.mandate, payFen);
        money.require(buyer, "ceilingPriceMicros", payFen, null);

        HeldMoney held = money.hold(turn, buyer, payFen);
        Auction auction =
                gates.announce(turn, instrument, buyer.participant(), TradingMode.REVERSE_AUCTION, asked.opensNs);
        for (SoughtInstrument also : asked.alternatives) {
            turn.event(EventKind.AUCTION_ALSO_SEEKS, auction.number(), also.getInstrument(), 0);
        }
        return new Opened(auction, new Tender(held, sought));
    }
}
