package io.shuheng.core.view;

import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.OfferEnd;
import java.util.List;
import java.util.Optional;

/**
 * What a sealed reverse auction (密封求购) knows besides its state. Immutable.
 *
 * @param auction number of the auction
 * @param instruments each that the buyer takes alike
 * @param quantityLots lots that are bought together
 * @param awardRule what the winner gets
 * @param ceilingPriceMicros most for one lot, micro-yuan
 * @param depositFen what each seller sets aside, fen
 * @param opensNs first time at which offers are committed
 * @param closesNs first time at which they are shown
 * @param revealUntilNs when that ends
 * @param commitments offers committed
 * @param reveals offers shown
 * @param offers those whose sellers' affairs the caller sees, in the order of their commitments
 * @param priceMicros what the winner gets for one lot, micro-yuan; 0 where nothing was bought
 * @param trade number of the trade that came of it; 0 where none has
 */
public record SealedReverseEntry(
        long auction,
        List<Long> instruments,
        long quantityLots,
        AwardRule awardRule,
        long ceilingPriceMicros,
        long depositFen,
        long opensNs,
        long closesNs,
        long revealUntilNs,
        int commitments,
        int reveals,
        List<Offer> offers,
        long priceMicros,
        long trade) {

    /** Copies the lists. */
    public SealedReverseEntry {
        instruments = List.copyOf(instruments);
        offers = List.copyOf(offers);
    }

    /**
     * An offer. Immutable.
     *
     * @param seller number of the participant that it binds
     * @param instrument what it would sell
     * @param commitment sequence of its commitment
     * @param reveal sequence of its reveal; 0 while it is not shown
     * @param priceMicros least that it takes for one lot, micro-yuan; 0 while it is not shown
     * @param end how it ended; empty while the auction is not over
     */
    public record Offer(
            long seller, long instrument, long commitment, long reveal, long priceMicros, Optional<OfferEnd> end) {

        Offer shown(long sequence, long price) {
            return new Offer(seller, instrument, commitment, sequence, price, end);
        }

        Offer over(OfferEnd how) {
            return new Offer(seller, instrument, commitment, reveal, priceMicros, Optional.of(how));
        }
    }
}
