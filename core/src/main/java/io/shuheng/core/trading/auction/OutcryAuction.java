package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import org.jspecify.annotations.Nullable;

/*
 * The auction bids for each bidder up to its limit, as little as beats the others: so the price that stands is one step
 * better than the second best limit, or the best limit itself where that is less, or the start where there is no second. Of
 * two equal limits the earlier leads. Nothing but the best bid need be kept. A reverse auction is the same on a line of
 * prices that is turned round, so all that is compared is a price's height: the price, or in a reverse auction less the price.
 */
/**
 * What an auction by outcry knows besides its state: an English one (英式拍卖), in which buyers' prices rise, or a reverse one
 * (求购), in which sellers' prices fall. State of the engine: for its thread alone.
 */
public final class OutcryAuction {

    private static final long NO_PRICE = 0;

    private final Auction auction;
    private final OutcryTerms terms;
    private final @Nullable Tender tender;
    private long closesNs;
    private long priceMicros = NO_PRICE;
    private @Nullable LeadingBid leader;

    private OutcryAuction(Auction auction, OutcryTerms terms, @Nullable Tender tender, long closesNs) {
        this.auction = auction;
        this.terms = terms;
        this.tender = tender;
        this.closesNs = closesNs;
    }

    /** An English one that was announced; the caller has checked its terms. */
    public static OutcryAuction english(Auction auction, OutcryTerms terms, long closesNs) {
        return new OutcryAuction(auction, terms, null, closesNs);
    }

    /** A reverse one that was announced; the caller has checked its terms. */
    public static OutcryAuction reverse(Auction auction, OutcryTerms terms, Tender tender, long closesNs) {
        return new OutcryAuction(auction, terms, tender, closesNs);
    }

    /** The auction. */
    public Auction auction() {
        return auction;
    }

    /** As they were announced. */
    public OutcryTerms terms() {
        return terms;
    }

    /** Whether a buyer holds it and sellers bid. */
    public boolean isReverse() {
        return tender != null;
    }

    /** What the buyer seeks that holds a reverse auction. */
    public Tender tender() {
        Tender sought = tender;
        if (sought == null) {
            throw new IllegalStateException("auction " + auction.number() + ": a seller holds it");
        }
        return sought;
    }

    /** When it closes, as it stands now. */
    public long closesNs() {
        return closesNs;
    }

    /** Until when the reserve may be shown. */
    public long revealUntilNs() {
        return Math.addExact(closesNs, terms.revealWithinNs());
    }

    /** The price that stands, micro-yuan; 0 where nobody has bid. */
    public long priceMicros() {
        return priceMicros;
    }

    /** The best bid; null where nobody has bid. */
    public @Nullable LeadingBid leader() {
        return leader;
    }

    /** The best bid where it is this bidder's; null else. */
    public @Nullable LeadingBid leadingBidOf(long bidder) {
        LeadingBid leading = leader;
        return leading == null || leading.bidder().participant() != bidder ? null : leading;
    }

    /**
     * Requires that a bid betters the price, or that of its own the leader does.
     *
     * @throws CommandRejected BID_TOO_LOW or, in a reverse auction, OFFER_TOO_HIGH, whose value is a limit that will do
     */
    public void requireBetter(long bidder, long limitMicros) {
        LeadingBid leading = leader;
        long least;
        if (leading == null) {
            least = height(terms.startMicros());
        } else if (leading.bidder().participant() == bidder) {
            least = Math.addExact(height(leading.limitMicros()), terms.stepMicros());
        } else {
            least = Math.addExact(height(priceMicros), terms.stepMicros());
        }
        if (height(limitMicros) < least) {
            throw isReverse()
                    ? CommandRejected.because(RefusalCode.OFFER_TOO_HIGH, "minimumMicros", price(least))
                    : CommandRejected.because(RefusalCode.BID_TOO_LOW, "maximumMicros", price(least));
        }
    }

    /** Whether a bid with that limit would lead. */
    public boolean wouldLead(long bidder, long limitMicros) {
        LeadingBid leading = leader;
        return leading == null || leadingBidOf(bidder) != null || height(limitMicros) > height(leading.limitMicros());
    }

    /** The price that would stand after a bid with that limit. */
    public long priceAfter(long bidder, long limitMicros) {
        LeadingBid leading = leader;
        if (leading == null) {
            return terms.startMicros();
        }
        if (leading.bidder().participant() == bidder) {
            return priceMicros;
        }
        long second = Math.min(height(limitMicros), height(leading.limitMicros()));
        long first = Math.max(height(limitMicros), height(leading.limitMicros()));
        return price(Math.min(first, Math.addExact(second, terms.stepMicros())));
    }

    /** Whether a bid goes as far as a reserve. */
    public boolean meets(LeadingBid bid, long reserveMicros) {
        return height(reserveMicros) <= height(bid.limitMicros());
    }

    /** The price that stands once a reserve that is met was shown. */
    public long priceWithReserve(long reserveMicros) {
        return price(Math.max(height(priceMicros), height(reserveMicros)));
    }

    /** A bid has made this one lead. */
    public void lead(LeadingBid bid, long nowMicros) {
        leader = bid;
        priceMicros = nowMicros;
    }

    /** A bid has bettered the price, and the leader still leads. */
    public void better(long nowMicros) {
        priceMicros = nowMicros;
    }

    /** A late bid moves the close; says whether it does. */
    public boolean extend(long timeNs) {
        long movedNs = Math.addExact(timeNs, terms.softCloseNs());
        if (terms.softCloseNs() == 0 || movedNs <= closesNs) {
            return false;
        }
        closesNs = movedNs;
        return true;
    }

    /**
     * Requires that this is the reserve that was committed to.
     *
     * @throws CommandRejected COMMITMENT_MISMATCH
     */
    public void requireReserve(long reservePriceMicros, byte[] nonce) {
        if (!Commitments.reserve(reservePriceMicros, nonce, auction.owner(), auction.instrument())
                .equals(terms.reserveSm3())) {
            throw CommandRejected.because(RefusalCode.COMMITMENT_MISMATCH, "nonce", reservePriceMicros);
        }
    }

    private long height(long micros) {
        return isReverse() ? -micros : micros;
    }

    private long price(long height) {
        return isReverse() ? -height : height;
    }

    void writeState(StateSink sink) {
        sink.number(auction.number());
        terms.writeState(sink);
        Tender sought = tender;
        sink.flag(sought != null);
        if (sought != null) {
            sought.writeState(sink);
        }
        sink.number(closesNs);
        sink.number(priceMicros);
        LeadingBid leading = leader;
        sink.flag(leading != null);
        if (leading != null) {
            leading.writeState(sink);
        }
    }

    static OutcryAuction readState(StateSource source, Auctions auctions) {
        OutcryAuction read = new OutcryAuction(
                auctions.read(source.number()),
                OutcryTerms.readState(source),
                source.flag() ? Tender.readState(source) : null,
                source.number());
        read.priceMicros = source.number();
        read.leader = source.flag() ? LeadingBid.readState(source) : null;
        return read;
    }
}
