package io.shuheng.core.view;

import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.CommitOffer;
import io.shuheng.core.trading.auction.OfferEnd;
import io.shuheng.core.trading.auction.ScheduleSealedReverse;
import io.shuheng.core.trading.auction.SoughtInstrument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sealed reverse auctions (密封求购): what is sought, how many offers there are, what was bought. An offer is shown to those
 * alone who see its seller's affairs. Thread-safe; answers wait only while a group of records is being applied.
 */
public final class SealedReverseView {

    /** A sealed reverse auction as it now is. */
    private static final class Sealed {

        private final ScheduleSealedReverse terms;
        /** By seller; each has one. */
        private final TreeMap<Long, SealedReverseEntry.Offer> offers = new TreeMap<>();

        private int reveals;
        private long priceMicros;
        private long trade;

        Sealed(ScheduleSealedReverse terms) {
            this.terms = terms;
        }

        void revealed(long seller, long sequence, long price) {
            reveals++;
            offers.computeIfPresent(seller, (number, known) -> known.shown(sequence, price));
        }

        void sold(long number, long price) {
            trade = number;
            priceMicros = price;
        }

        SealedReverseEntry toEntry(Visibility visibility, long number) {
            List<Long> instruments = new ArrayList<>();
            instruments.add(terms.getInstrument());
            for (SoughtInstrument also : terms.getAlternatives()) {
                instruments.add(also.getInstrument());
            }
            return new SealedReverseEntry(
                    number,
                    instruments,
                    terms.getQuantityLots(),
                    terms.getAwardRule(),
                    terms.getCeilingPriceMicros(),
                    terms.getDepositFen(),
                    terms.getOpensNs(),
                    terms.getClosesNs(),
                    Math.addExact(terms.getClosesNs(), terms.getRevealWithinNs()),
                    offers.size(),
                    reveals,
                    offers.values().stream()
                            .filter(offer -> visibility.seesAffairsOf(offer.seller()))
                            .sorted((one, other) -> Long.compare(one.commitment(), other.commitment()))
                            .toList(),
                    priceMicros,
                    trade);
        }
    }

    private final Stand stand;
    private final AuctionView auctions;
    private final Map<Long, Sealed> sealed = new HashMap<>();

    SealedReverseView(Stand stand, AuctionView auctions) {
        this.stand = stand;
        this.auctions = auctions;
    }

    /** The sealed reverse auction with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<SealedReverseEntry>> auction(Visibility visibility, long number) {
        return stand.ask(() -> auctions.find(visibility, number)
                .flatMap(auction -> Optional.ofNullable(sealed.get(number)))
                .map(found -> found.toEntry(visibility, number)));
    }

    /** Comes behind the view of auctions of all modes. */
    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case AUCTION_SCHEDULED -> announced(event, group);
                case OFFER_COMMITTED -> committed(event, group);
                case OFFER_REVEALED -> required(event.a()).revealed(event.b(), group.sequence(), event.c());
                case OFFER_ENDED ->
                    required(event.a())
                            .offers
                            .computeIfPresent(event.b(), (seller, known) -> known.over(OfferEnd.of(event.c())));
                case AUCTION_SOLD -> {
                    Sealed found = sealed.get(event.a());
                    if (found != null) {
                        found.sold(event.b(), event.c());
                    }
                }
                default -> {}
            }
        }
    }

    /** Timers that fire before the command may announce call auctions. */
    private void announced(ViewEvent event, ViewGroup group) {
        if (Numbered.at(TradingMode.class, event.c()) == TradingMode.REVERSE_AUCTION) {
            group.command(ScheduleSealedReverse.class).ifPresent(terms -> sealed.put(event.a(), new Sealed(terms)));
        }
    }

    private void committed(ViewEvent event, ViewGroup group) {
        CommitOffer command = group.commandOf(CommitOffer.class);
        required(event.a())
                .offers
                .put(
                        event.b(),
                        new SealedReverseEntry.Offer(
                                event.b(), command.getInstrument(), group.sequence(), 0, 0, Optional.empty()));
    }

    private Sealed required(long number) {
        Sealed found = sealed.get(number);
        if (found == null) {
            throw new IllegalStateException("sealed reverse auction " + number + ": no record has announced it");
        }
        return found;
    }
}
