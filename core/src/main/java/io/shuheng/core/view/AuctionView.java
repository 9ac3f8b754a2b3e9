package io.shuheng.core.view;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AuctionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Auctions of all modes and how far each has come. Whoever sees an instrument sees the auctions in which it is sold or
 * sought, and never what is sealed in them. Thread-safe; answers wait only while a group of records is being applied.
 */
public final class AuctionView {

    private final Stand stand;
    private final MarketView market;
    private final List<AuctionEntry> auctions = new ArrayList<>();
    private final Places byInstrument = new Places();
    private final Map<Long, List<Long>> alsoSought = new HashMap<>();

    AuctionView(Stand stand, MarketView market) {
        this.stand = stand;
        this.market = market;
    }

    /** The auction with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<AuctionEntry>> auction(Visibility visibility, long number) {
        return stand.ask(() -> find(visibility, number));
    }

    /** All auctions that the caller sees, by number. */
    public Page<AuctionEntry> auctions(Visibility visibility, PageRequest request) {
        return stand.page(request, auctions::size, place -> seen(visibility, auctions.get((int) place)));
    }

    /** The auctions of an instrument, by number. */
    public Page<AuctionEntry> auctionsIn(Visibility visibility, long instrument, PageRequest request) {
        return stand.page(
                request,
                () -> byInstrument.count(instrument),
                index -> seen(visibility, auctions.get(byInstrument.place(instrument, index))));
    }

    /** The auctions that stand in a state now, by number. */
    public Page<AuctionEntry> auctionsIn(Visibility visibility, AuctionState state, PageRequest request) {
        return stand.page(request, auctions::size, place -> {
            AuctionEntry auction = auctions.get((int) place);
            return auction.state() == state ? seen(visibility, auction) : null;
        });
    }

    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            if (event.kind() == EventKind.AUCTION_SCHEDULED) {
                announced(event, group);
            } else if (event.kind() == EventKind.AUCTION_HELD_BY) {
                auctions.set((int) event.a() - 1, required(event.a()).heldBy(event.b()));
            } else if (event.kind() == EventKind.AUCTION_ALSO_SEEKS) {
                alsoSought
                        .computeIfAbsent(event.a(), number -> new ArrayList<>())
                        .add(event.b());
                byInstrument.add(event.b(), (int) event.a() - 1);
            } else if (event.kind() == EventKind.AUCTION_MOVED) {
                AuctionEntry auction = required(event.a());
                auctions.set((int) event.a() - 1, auction.in(AuctionState.of(event.c()), group.timeNs()));
            }
        }
    }

    private void announced(ViewEvent event, ViewGroup group) {
        TradingMode mode = Numbered.at(TradingMode.class, event.c());
        long owner = mode == TradingMode.CALL_AUCTION ? 0 : market.providerOf(event.b());
        byInstrument.add(event.b(), auctions.size());
        auctions.add(new AuctionEntry(
                event.a(),
                group.sequence(),
                group.timeNs(),
                mode,
                event.b(),
                owner,
                AuctionState.SCHEDULED,
                group.timeNs()));
    }

    /** The auction with that number, if the caller sees it; for views of one mode, which ask while they hold the model. */
    Optional<AuctionEntry> find(Visibility visibility, long number) {
        return number < 1 || number > auctions.size()
                ? Optional.empty()
                : Optional.ofNullable(seen(visibility, auctions.get((int) number - 1)));
    }

    /** The auction that an event names. */
    AuctionEntry required(long number) {
        if (number < 1 || number > auctions.size()) {
            throw new IllegalStateException("auction " + number + ": no record has announced it");
        }
        return auctions.get((int) number - 1);
    }

    private @Nullable AuctionEntry seen(Visibility visibility, AuctionEntry auction) {
        boolean sees = market.sees(visibility, auction.instrument())
                || alsoSought.getOrDefault(auction.number(), List.of()).stream()
                        .anyMatch(instrument -> market.sees(visibility, instrument));
        return sees ? auction : null;
    }
}
