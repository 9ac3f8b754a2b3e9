package io.shuheng.core.engine;

import io.shuheng.core.engine.AgreedTrades.Agreed;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.HeldMoney;

/** Makes the one trade that an English or reverse auction comes to, of the money and the lots that are set aside for it. */
final class AuctionSales {

    private final AgreedTrades trades;
    private final PromisedLots lots;
    private final BidMoney money;

    AuctionSales(ExchangeState state, AgreedTrades trades) {
        this.trades = trades;
        this.lots = new PromisedLots(state);
        this.money = new BidMoney(state);
    }

    /**
     * Uncrosses an auction.
     *
     * @param held the buyer's money
     */
    void sell(Turn turn, Auction auction, Agreed agreed, HeldMoney held) {
        AuctionSteps.move(turn, auction, AuctionState.UNCROSSED);
        long hold = money.carve(turn, held, agreed.cost().payFen());
        lots.license(agreed.instrument(), agreed.seller(), held.payer().participant(), agreed.quantityLots());
        long trade = trades.form(turn, agreed, held.payer(), hold, Binding.SIGNED, Binding.SIGNED);
        turn.event(EventKind.AUCTION_SOLD, auction.number(), trade, agreed.priceMicros());
    }
}
