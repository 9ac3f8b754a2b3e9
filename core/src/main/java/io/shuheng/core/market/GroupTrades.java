package io.shuheng.core.market;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.view.AuctionEntry;
import io.shuheng.core.view.ViewEvent;
import io.shuheng.core.view.ViewGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Finds the trades of each group of records, and how buyer and seller of each met. A trade's record does not say so: the
 * events around it do. For one thread.
 */
final class GroupTrades {

    /** A trade and the instrument it was made in. */
    record Made(long instrument, MarketChange.Traded trade) {}

    private final LongFunction<AuctionEntry> auctions;
    /** Instruments whose call auction is making its trades, which takes as many groups as it needs steps. */
    private final Set<Long> uncrossing = new HashSet<>();
    /** Sealed-bid auctions that are not over, by the record that announced them, which their trades name as the offer. */
    private final Map<Long, Long> sealed = new HashMap<>();

    /** @param auctions an auction by its number */
    GroupTrades(LongFunction<AuctionEntry> auctions) {
        this.auctions = auctions;
    }

    /** The trades of a group, in the order they were made. */
    List<Made> of(ViewGroup group) {
        Map<Long, TradingMode> told = new HashMap<>();
        Set<Long> resales = new HashSet<>();
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case AUCTION_SOLD ->
                    told.put(event.b(), auctions.apply(event.a()).mode());
                case CONTRACT_COUNTERSIGNED -> told.put(event.b(), TradingMode.NEGOTIATED);
                case RESALE_MADE -> {
                    told.put(event.a(), TradingMode.FIXED_PRICE);
                    resales.add(event.a());
                }
                default -> {}
            }
        }
        List<Made> made = new ArrayList<>();
        for (ViewEvent event : group.events()) {
            if (event.kind() == EventKind.AUCTION_SCHEDULED) {
                announced(event.a());
            } else if (event.kind() == EventKind.AUCTION_MOVED) {
                moved(event);
            } else if (event.kind() == EventKind.TRADED) {
                Trade trade = trade(group, event.c());
                TradingMode mode = told.computeIfAbsent(trade.getTrade(), number -> mode(group, trade));
                made.add(new Made(trade.getInstrument(), traded(trade, mode, resales.contains(trade.getTrade()))));
            }
        }
        return made;
    }

    private void announced(long number) {
        AuctionEntry auction = auctions.apply(number);
        if (auction.mode() == TradingMode.SEALED_AUCTION) {
            sealed.put(auction.record(), number);
        }
    }

    private void moved(ViewEvent event) {
        AuctionEntry auction = auctions.apply(event.a());
        AuctionState state = AuctionState.of(event.c());
        if (auction.mode() == TradingMode.CALL_AUCTION) {
            if (state == AuctionState.UNCROSSED) {
                uncrossing.add(auction.instrument());
            } else {
                uncrossing.remove(auction.instrument());
            }
        } else if (auction.mode() == TradingMode.SEALED_AUCTION && state.isFinal()) {
            sealed.remove(auction.record());
        }
    }

    /** Steps of sweeps and of auctions, and the commands of single trades. */
    private TradingMode mode(ViewGroup group, Trade trade) {
        if (group.events().stream().anyMatch(event -> event.kind() == EventKind.QUOTE_TAKEN)) {
            return TradingMode.RFQ;
        }
        if (isFixedPrice(group, trade)) {
            return TradingMode.FIXED_PRICE;
        }
        if (sealed.containsKey(trade.getSellOrder())) {
            return TradingMode.SEALED_AUCTION;
        }
        return uncrossing.contains(trade.getInstrument()) ? TradingMode.CALL_AUCTION : TradingMode.CONTINUOUS;
    }

    private static boolean isFixedPrice(ViewGroup group, Trade trade) {
        return trade.getBuyOrder() == group.sequence()
                && group.command(PlaceOrder.class)
                        .filter(order -> order.getOrderType() == OrderType.FIXED_PRICE)
                        .isPresent();
    }

    private static Trade trade(ViewGroup group, long record) {
        for (ViewGroup.Result result : group.results()) {
            if (result.sequence() == record && result.value() instanceof Trade trade) {
                return trade;
            }
        }
        throw new IllegalStateException("record " + record + ": a trade is told of, and is not there");
    }

    private static MarketChange.Traded traded(Trade trade, TradingMode mode, boolean resale) {
        return new MarketChange.Traded(
                trade.getTrade(), mode, resale, trade.getPriceMicros(), trade.getQuantityLots(), trade.getAmountFen());
    }
}
