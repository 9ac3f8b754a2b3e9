package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/*
 * The auction bids for each buyer up to its maximum, as little as beats the others: so the price that stands is one
 * increment above the second highest maximum, or the highest maximum itself where that is less, or the start where there is
 * no second. Of two equal maximums the earlier leads. Nothing but the highest bid need be kept.
 */
/** What an English auction (英式拍卖) knows besides its state. State of the engine: for its thread alone. */
public final class EnglishAuction {

    private static final long NO_PRICE = 0;

    private final Auction auction;
    private final long announcedAtNs;
    private final long quantityLots;
    private final long startMicros;
    private final long incrementMicros;
    private final long softCloseNs;
    private final Sm3Hash reserveSm3;
    private final long revealWithinNs;
    private long closesNs;
    private long priceMicros = NO_PRICE;
    private @Nullable LeadingBid leader;

    private EnglishAuction(
            Auction auction,
            long announcedAtNs,
            long quantityLots,
            long startMicros,
            long incrementMicros,
            long softCloseNs,
            Sm3Hash reserveSm3,
            long revealWithinNs,
            long closesNs) {
        this.auction = auction;
        this.announcedAtNs = announcedAtNs;
        this.quantityLots = quantityLots;
        this.startMicros = startMicros;
        this.incrementMicros = incrementMicros;
        this.softCloseNs = softCloseNs;
        this.reserveSm3 = reserveSm3;
        this.revealWithinNs = revealWithinNs;
        this.closesNs = closesNs;
    }

    /** One that was announced; the caller has checked its terms. */
    public static EnglishAuction of(Auction auction, long announcedAtNs, ScheduleEnglishAuction terms) {
        return new EnglishAuction(
                auction,
                announcedAtNs,
                terms.getQuantityLots(),
                terms.getStartPriceMicros(),
                terms.getIncrementMicros(),
                terms.getSoftCloseNs(),
                Sm3Hash.of(terms.getReserveSm3().bytes()),
                terms.getRevealWithinNs(),
                terms.getClosesNs());
    }

    /** The auction. */
    public Auction auction() {
        return auction;
    }

    /** When it was announced; the fees of its trade are those of this time, so that a bidder knows them. */
    public long announcedAtNs() {
        return announcedAtNs;
    }

    /** Lots that are sold together. */
    public long quantityLots() {
        return quantityLots;
    }

    /** When it closes, as it stands now. */
    public long closesNs() {
        return closesNs;
    }

    /** Whether it has a hidden reserve. */
    public boolean hasReserve() {
        return !reserveSm3.equals(Sm3Hash.ZERO);
    }

    /** Until when the seller may show it. */
    public long revealUntilNs() {
        return Math.addExact(closesNs, revealWithinNs);
    }

    /** The price that stands, micro-yuan; 0 where nobody has bid. */
    public long priceMicros() {
        return priceMicros;
    }

    /** The highest bid; null where nobody has bid. */
    public @Nullable LeadingBid leader() {
        return leader;
    }

    /** The highest bid where it is this buyer's; null else. */
    public @Nullable LeadingBid leadingBidOf(long buyer) {
        LeadingBid leading = leader;
        return leading == null || leading.buyer().participant() != buyer ? null : leading;
    }

    /**
     * Requires that a bid raises the price, or that of its own the leader does.
     *
     * @throws CommandRejected BID_TOO_LOW, whose value is the least that will do
     */
    public void requireRaise(long buyer, long maximumMicros) {
        LeadingBid leading = leader;
        long least;
        if (leading == null) {
            least = startMicros;
        } else if (leading.buyer().participant() == buyer) {
            least = Math.addExact(leading.maximumMicros(), incrementMicros);
        } else {
            least = Math.addExact(priceMicros, incrementMicros);
        }
        if (maximumMicros < least) {
            throw CommandRejected.because(RefusalCode.BID_TOO_LOW, "maximumMicros", least);
        }
    }

    /** Whether a bid with that maximum would lead. */
    public boolean wouldLead(long buyer, long maximumMicros) {
        LeadingBid leading = leader;
        return leading == null || leadingBidOf(buyer) != null || maximumMicros > leading.maximumMicros();
    }

    /** The price that would stand after a bid with that maximum. */
    public long priceAfter(long buyer, long maximumMicros) {
        LeadingBid leading = leader;
        if (leading == null) {
            return startMicros;
        }
        if (leading.buyer().participant() == buyer) {
            return priceMicros;
        }
        long second = Math.min(maximumMicros, leading.maximumMicros());
        long first = Math.max(maximumMicros, leading.maximumMicros());
        return Math.min(first, Math.addExact(second, incrementMicros));
    }

    /** A bid has made this one lead. */
    public void lead(LeadingBid bid, long nowMicros) {
        leader = bid;
        priceMicros = nowMicros;
    }

    /** A bid has raised the price, and the leader still leads. */
    public void raise(long nowMicros) {
        priceMicros = nowMicros;
    }

    /** A late bid moves the close; says whether it does. */
    public boolean extend(long timeNs) {
        long movedNs = Math.addExact(timeNs, softCloseNs);
        if (softCloseNs == 0 || movedNs <= closesNs) {
            return false;
        }
        closesNs = movedNs;
        return true;
    }

    /**
     * Requires that this is the reserve that the seller has committed to.
     *
     * @throws CommandRejected COMMITMENT_MISMATCH
     */
    public void requireReserve(long reservePriceMicros, byte[] nonce) {
        if (!Commitments.reserve(reservePriceMicros, nonce, auction.owner(), auction.instrument())
                .equals(reserveSm3)) {
            throw CommandRejected.because(RefusalCode.COMMITMENT_MISMATCH, "nonce", reservePriceMicros);
        }
    }

    void writeState(StateSink sink) {
        sink.number(auction.number());
        sink.number(announcedAtNs);
        sink.number(quantityLots);
        sink.number(startMicros);
        sink.number(incrementMicros);
        sink.number(softCloseNs);
        sink.hash(reserveSm3.bytes());
        sink.number(revealWithinNs);
        sink.number(closesNs);
        sink.number(priceMicros);
        LeadingBid leading = leader;
        sink.flag(leading != null);
        if (leading != null) {
            leading.writeState(sink);
        }
    }

    static EnglishAuction readState(StateSource source, Auctions auctions) {
        EnglishAuction read = new EnglishAuction(
                auctions.read(source.number()),
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                Sm3Hash.of(source.hash(Sm3Hash.LENGTH)),
                source.number(),
                source.number());
        read.priceMicros = source.number();
        read.leader = source.flag() ? LeadingBid.readState(source) : null;
        return read;
    }
}
