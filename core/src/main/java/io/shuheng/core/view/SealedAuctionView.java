package io.shuheng.core.view;

import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AuctionAward;
import io.shuheng.core.trading.auction.OpenSealedAuction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sealed-bid auctions (密封竞价): terms, how many have bid and revealed, and the award. Thread-safe; answers wait only while
 * a group of records is being applied.
 */
public final class SealedAuctionView {

    /** A sealed-bid auction as it now is. */
    private static final class Sealed {

        private final OpenSealedAuction terms;
        private long reserveMicros;
        private int commitments;
        private int reveals;
        private Optional<SealedAuctionEntry.Award> award = Optional.empty();

        Sealed(OpenSealedAuction terms) {
            this.terms = terms;
            this.reserveMicros = terms.getReservePriceMicros();
        }

        Sealed showing(long priceMicros) {
            reserveMicros = priceMicros;
            return this;
        }

        SealedAuctionEntry toEntry(AuctionEntry auction) {
            return new SealedAuctionEntry(
                    auction,
                    terms.getAwardRule(),
                    terms.getLots(),
                    reserveMicros,
                    terms.getDepositFen(),
                    terms.getOpensNs(),
                    terms.getClosesNs(),
                    terms.getRevealByNs(),
                    terms.getSeedByNs(),
                    commitments,
                    reveals,
                    award);
        }
    }

    private final Stand stand;
    private final AuctionView auctions;
    private final Map<Long, Sealed> sealed = new HashMap<>();

    SealedAuctionView(Stand stand, AuctionView auctions) {
        this.stand = stand;
        this.auctions = auctions;
    }

    /** The sealed-bid auction with that number; empty where there is none or the caller does not see its instrument. */
    public AsOf<Optional<SealedAuctionEntry>> auction(Visibility visibility, long number) {
        return stand.ask(() -> {
            Sealed found = sealed.get(number);
            return found == null
                    ? Optional.empty()
                    : auctions.find(visibility, number).map(found::toEntry);
        });
    }

    /** Comes behind the view of all auctions. */
    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case AUCTION_SCHEDULED -> announced(event, group);
                case BID_COMMITTED -> required(event.a()).commitments++;
                case BID_REVEALED -> required(event.a()).reveals++;
                case RESERVE_REVEALED ->
                    sealed.computeIfPresent(event.a(), (number, known) -> known.showing(event.b()));
                default -> {}
            }
        }
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof AuctionAward award) {
                required(award.getAuction()).award = Optional.of(new SealedAuctionEntry.Award(
                        result.sequence(),
                        award.getBids(),
                        award.getPriceMicros(),
                        award.getFirstHalfMicros(),
                        award.getSecondHalfMicros()));
            }
        }
    }

    private void announced(ViewEvent event, ViewGroup group) {
        if (Numbered.at(TradingMode.class, event.c()) == TradingMode.SEALED_AUCTION) {
            sealed.put(event.a(), new Sealed(group.commandOf(OpenSealedAuction.class)));
        }
    }

    private Sealed required(long number) {
        Sealed found = sealed.get(number);
        if (found == null) {
            throw new IllegalStateException("sealed auction " + number + ": no record has announced it");
        }
        return found;
    }
}
