package io.shuheng.core.view;

import io.shuheng.core.trading.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trades (成交). Whoever sees an instrument sees its trades, without who made them; the parties see their own in full.
 * Thread-safe; answers wait only while a group of records is being applied.
 */
public final class TradeView {

    private final Stand stand;
    private final MarketView market;
    private final List<TradeEntry> trades = new ArrayList<>();
    private final Places byInstrument = new Places();
    private final Places byParty = new Places();

    TradeView(Stand stand, MarketView market) {
        this.stand = stand;
        this.market = market;
    }

    /** The trade with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<TradeEntry>> trade(Visibility visibility, long number) {
        return stand.ask(() -> number < 1 || number > trades.size()
                ? Optional.empty()
                : Optional.ofNullable(seen(visibility, trades.get((int) number - 1))));
    }

    /** All trades that the caller sees, by number. */
    public Page<TradeEntry> trades(Visibility visibility, PageRequest request) {
        return stand.page(request, trades::size, place -> seen(visibility, trades.get((int) place)));
    }

    /** The trades of an instrument, by number; with {@link PageRequest#newest} the last ones first. */
    public Page<TradeEntry> tradesIn(Visibility visibility, long instrument, PageRequest request) {
        return stand.page(
                request,
                () -> byInstrument.count(instrument),
                index -> seen(visibility, trades.get(byInstrument.place(instrument, index))));
    }

    /** The trades of a participant on either side, by number: those of which the caller sees the sides. */
    public Page<TradeEntry> tradesOf(Visibility visibility, long participant, PageRequest request) {
        return stand.page(request, () -> byParty.count(participant), index -> {
            TradeEntry trade = trades.get(byParty.place(participant, index));
            return seesSides(visibility, trade) ? trade : null;
        });
    }

    void observe(ViewGroup group) {
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof Trade trade) {
                traded(trade, result.sequence(), group.timeNs());
            }
        }
    }

    private void traded(Trade trade, long record, long timeNs) {
        int place = trades.size();
        trades.add(new TradeEntry(
                trade.getTrade(),
                record,
                timeNs,
                trade.getInstrument(),
                trade.getPriceMicros(),
                trade.getQuantityLots(),
                trade.getAmountFen(),
                Optional.of(new TradeEntry.Sides(
                        trade.getBuyer(),
                        trade.getSeller(),
                        trade.getBuyOrder(),
                        trade.getSellOrder(),
                        trade.getScenario(),
                        trade.getHold()))));
        byInstrument.add(trade.getInstrument(), place);
        byParty.add(trade.getBuyer(), place);
        byParty.add(trade.getSeller(), place);
    }

    private @Nullable TradeEntry seen(Visibility visibility, TradeEntry trade) {
        if (seesSides(visibility, trade)) {
            return trade;
        }
        return market.sees(visibility, trade.instrument()) ? trade.withoutSides() : null;
    }

    private static boolean seesSides(Visibility visibility, TradeEntry trade) {
        return trade.sides()
                .filter(sides -> visibility.seesAffairsOf(sides.buyer()) || visibility.seesAffairsOf(sides.seller()))
                .isPresent();
    }
}
