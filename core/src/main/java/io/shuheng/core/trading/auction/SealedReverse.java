package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/*
 * Sealed second-price auctions: Vickrey, "Counterspeculation, Auctions, and Competitive Sealed Tenders", Journal of Finance
 * 16 (1961). With sides swapped the lowest offer wins and gets what the next lowest asked, so a seller does best to ask what
 * the lots are worth to it. All offers are looked at in one step, so there are no more of them than a step takes orders.
 */
/**
 * What a sealed reverse auction (密封求购) knows besides its state: what the buyer seeks, what was committed, what was shown.
 * State of the engine: for its thread alone.
 */
public final class SealedReverse {

    /** Most offers in one auction. */
    public static final int MAX_OFFERS = 256;

    /** By rank: the lowest price, of equal ones the one committed first. */
    private static final Comparator<SealedOffer> RANK = Comparator.comparingLong(
                    (SealedOffer offer) -> offer.shown().priceMicros())
            .thenComparingLong(SealedOffer::commitment);

    private final Auction auction;
    private final ScheduleSealedReverse terms;
    private final long announcedAtNs;
    private final Tender tender;
    private final TreeMap<Long, SealedOffer> byCommitment = new TreeMap<>();
    private final TreeMap<Long, Long> commitmentBySeller = new TreeMap<>();

    /**
     * One that was announced; the caller has checked its terms.
     *
     * @param announcedAtNs when; the fees of its trade are those of this time, so that a seller knows them
     */
    public SealedReverse(Auction auction, ScheduleSealedReverse terms, long announcedAtNs, Tender tender) {
        this.auction = auction;
        this.terms = terms;
        this.announcedAtNs = announcedAtNs;
        this.tender = tender;
    }

    /** The auction. */
    public Auction auction() {
        return auction;
    }

    /** As they were announced. */
    public ScheduleSealedReverse terms() {
        return terms;
    }

    /** When it was announced: the fees of its trade are those of this time. */
    public long announcedAtNs() {
        return announcedAtNs;
    }

    /** What is sought, and the money that is held for it. */
    public Tender tender() {
        return tender;
    }

    /** Until when offers may be shown. */
    public long revealUntilNs() {
        return Math.addExact(terms.getClosesNs(), terms.getRevealWithinNs());
    }

    /**
     * Requires that a seller may commit to an offer.
     *
     * @throws CommandRejected DUPLICATE, AUCTION_FULL
     */
    public void requireRoom(long seller) {
        if (commitmentBySeller.containsKey(seller)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "auction", auction.number());
        }
        if (byCommitment.size() >= MAX_OFFERS) {
            throw CommandRejected.because(RefusalCode.AUCTION_FULL, "auction", auction.number());
        }
    }

    /** Takes an offer, after {@link #requireRoom}. */
    public void add(SealedOffer offer) {
        byCommitment.put(offer.commitment(), offer);
        commitmentBySeller.put(offer.seller(), offer.commitment());
    }

    /**
     * A seller's offer, which it has not shown.
     *
     * @throws CommandRejected NO_BID
     */
    public SealedOffer requireSealed(long seller) {
        Long commitment = commitmentBySeller.get(seller);
        SealedOffer offer = commitment == null ? null : byCommitment.get(commitment);
        if (offer == null || offer.revealed() != null) {
            throw CommandRejected.because(RefusalCode.NO_BID, "auction", auction.number());
        }
        return offer;
    }

    /** An offer was shown. */
    public void reveal(SealedOffer offer, SealedOffer.Revealed shown) {
        byCommitment.put(offer.commitment(), offer.showing(shown));
    }

    /** All offers, in the order of their commitments. */
    public Collection<SealedOffer> offers() {
        return Collections.unmodifiableCollection(byCommitment.values());
    }

    /** Sorts offers that were shown, and that count, by rank: the first wins. */
    public static List<SealedOffer> ranked(List<SealedOffer> counted) {
        List<SealedOffer> ranked = new ArrayList<>(counted);
        ranked.sort(RANK);
        return ranked;
    }

    /**
     * What the winner gets for one lot, micro-yuan.
     *
     * @param ranked the offers that count, by rank, at least one
     */
    public long priceMicros(List<SealedOffer> ranked) {
        if (terms.getAwardRule() == AwardRule.PAY_AS_BID) {
            return ranked.get(0).shown().priceMicros();
        }
        return ranked.size() == 1
                ? terms.getCeilingPriceMicros()
                : ranked.get(1).shown().priceMicros();
    }

    void writeState(StateSink sink) {
        sink.number(auction.number());
        sink.record(terms);
        sink.number(announcedAtNs);
        tender.writeState(sink);
        sink.number(byCommitment.size());
        byCommitment.values().forEach(offer -> offer.writeState(sink));
    }

    static SealedReverse readState(StateSource source, Auctions auctions) {
        SealedReverse read = new SealedReverse(
                auctions.read(source.number()),
                source.record(ScheduleSealedReverse.class),
                source.number(),
                Tender.readState(source));
        for (int left = source.count(); left > 0; left--) {
            SealedOffer offer = SealedOffer.readState(source);
            if (read.commitmentBySeller.containsKey(offer.seller())) {
                throw new RecordFormatException("state.offer " + offer.commitment() + ": its seller has another");
            }
            read.add(offer);
        }
        return read;
    }
}
