package io.shuheng.core.trading.auction;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sealed-bid auction (密封竞价) that is not over: its terms, its bids, and how far it has come with its award. State of the
 * engine: for its thread alone.
 */
public final class SealedAuction {

    /** Most bids in one auction. */
    public static final int MAX_BIDS = 10_000;

    /**
     * How long after its last time an auction waits to be awarded while it may not sell, nanoseconds: nobody's money waits
     * longer for an instrument that is halted or a provider that is stopped.
     */
    public static final long AWARD_WITHIN_NS = Duration.ofDays(30).toNanos();

    /** What it does; each but the first goes on in bounded steps. */
    public enum Phase {
        /** It takes bids, or reveals of them. */
        TAKE,
        /** Reveals are hashed to the seed. */
        SEED,
        /** Bids are looked at from the highest to the lowest. */
        COUNT,
        /** Winners' trades are made. */
        TRADE,
        /** What was set aside for bids goes back, or is forfeited. */
        SETTLE,
        /** No bid is left. */
        DONE
    }

    private static final Comparator<SealedBid> BEST_FIRST =
            Comparator.comparingLong(SealedBid::priceMicros).reversed().thenComparingLong(SealedBid::commitment);

    private final Auction auction;
    private final OpenSealedAuction terms;
    private final TreeMap<Long, SealedBid> byCommitment = new TreeMap<>();
    private final TreeMap<Long, SealedBid> byBidder = new TreeMap<>();
    private final TreeMap<SealedBid, SealedBid> ranking = new TreeMap<>(BEST_FIRST);
    private LotRanking lots;
    private OptimalPrice firstHalf = new OptimalPrice();
    private OptimalPrice secondHalf = new OptimalPrice();
    private Phase phase = Phase.TAKE;
    private long cursor;
    private int counted;
    private long soldLots;
    private long reserveMicros;
    private AuctionSeed seed = new AuctionSeed();

    SealedAuction(Auction auction, OpenSealedAuction terms) {
        this.auction = auction;
        this.terms = terms;
        this.lots = new LotRanking(terms.getLots());
        this.reserveMicros = terms.getReservePriceMicros();
    }

    /** Its number, instrument and state. */
    public Auction auction() {
        return auction;
    }

    /** As its provider has announced it. Not to be changed. */
    public OpenSealedAuction terms() {
        return terms;
    }

    /** Whether its price is found by random sampling. */
    public boolean samples() {
        return terms.getAwardRule() == AwardRule.RANDOM_SAMPLING;
    }

    /** Where it may still not sell at that time, it gives up what it has not sold; nanoseconds since 1970. */
    public long awardByNs() {
        return Math.addExact(samples() ? terms.getSeedByNs() : terms.getRevealByNs(), AWARD_WITHIN_NS);
    }

    /** Whether nobody but the provider knows the reserve. */
    public boolean hidesReserve() {
        return !samples() && reserveMicros == 0;
    }

    /** The reserve, micro-yuan; 0 while it is hidden. */
    public long reserveMicros() {
        return reserveMicros;
    }

    /** The reserve was revealed. */
    public void revealReserve(long priceMicros) {
        reserveMicros = priceMicros;
    }

    /** The exchange's commitment to its value; zeros before. */
    public Sm3Hash valueSm3() {
        return seed.valueSm3();
    }

    /** The exchange commits to its value. */
    public void commitValue(Sm3Hash sm3) {
        seed.commit(sm3);
    }

    /** The exchange's value is known: the seed follows with {@link #hashNext}. */
    public void reveal(byte[] value) {
        seed.reveal(value);
    }

    /** Hashes one more reveal to the seed; whether that was known after the last of them. */
    public boolean hashNext() {
        return seed.hashNext(byCommitment);
    }

    /**
     * Requires room for a bid of somebody that has none.
     *
     * @throws CommandRejected DUPLICATE, AUCTION_FULL
     */
    public void requireRoom(long bidder) {
        if (byBidder.containsKey(bidder)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "auction", auction.number());
        }
        if (byBidder.size() >= MAX_BIDS) {
            throw CommandRejected.because(RefusalCode.AUCTION_FULL, "auction", auction.number());
        }
    }

    /** Takes a bid, after {@link #requireRoom}. */
    public void add(SealedBid bid) {
        byCommitment.put(bid.commitment(), bid);
        byBidder.put(bid.bidder(), bid);
    }

    /**
     * A bidder's bid, which it has not revealed.
     *
     * @throws CommandRejected NO_BID
     */
    public SealedBid requireSealed(long bidder) {
        SealedBid bid = byBidder.get(bidder);
        if (bid == null || bid.isRevealed()) {
            throw CommandRejected.because(RefusalCode.NO_BID, "auction", auction.number());
        }
        return bid;
    }

    /** A bid was revealed: it has its place among the others. */
    public void rank(SealedBid revealed) {
        ranking.put(revealed, revealed);
    }

    /** What it does. */
    public Phase phase() {
        return phase;
    }

    /** Goes on with something else, from the first bid. */
    public void moveTo(Phase next) {
        phase = next;
        cursor = 0;
    }

    /** The next revealed bid from the highest on; null behind the last. */
    public @Nullable SealedBid next() {
        SealedBid last = byCommitment.get(cursor);
        SealedBid next = last == null ? firstRanked() : ranking.higherKey(last);
        if (next != null) {
            cursor = next.commitment();
        }
        return next;
    }

    private @Nullable SealedBid firstRanked() {
        return ranking.isEmpty() ? null : ranking.firstKey();
    }

    /** The next bid of all, which is let go; null where none is left. */
    public @Nullable SealedBid poll() {
        var first = byCommitment.pollFirstEntry();
        return first == null ? null : first.getValue();
    }

    /** Counts a bid, which is no better than the one before. */
    public void count(SealedBid bid) {
        counted++;
        if (!samples()) {
            bid.win(lots.take(bid.priceMicros(), bid.lots()));
        } else if (Commitments.isInSecondHalf(seed.seed(), bid.bidder())) {
            secondHalf.add(bid.priceMicros());
        } else {
            firstHalf.add(bid.priceMicros());
        }
    }

    /** What a bid that was counted pays for a lot, micro-yuan; 0 where it gets none. */
    public long priceFor(SealedBid bid) {
        if (!samples()) {
            long common = lots.priceMicros(terms.getAwardRule(), reserveMicros);
            return bid.wonLots() == 0 || common > 0 ? common : bid.priceMicros();
        }
        boolean second = Commitments.isInSecondHalf(seed.seed(), bid.bidder());
        long offeredMicros = (second ? firstHalf : secondHalf).priceMicros();
        return offeredMicros > bid.priceMicros() ? 0 : offeredMicros;
    }

    /** Lots that a bid that was counted gets. */
    public long lotsFor(SealedBid bid) {
        return samples() ? Math.min(1, priceFor(bid)) : bid.wonLots();
    }

    /** Whether any bid that was counted may get something. */
    public boolean mayTrade() {
        return samples() ? firstHalf.priceMicros() > 0 && secondHalf.priceMicros() > 0 : lots.hasSold();
    }

    /** Lots sold so far. */
    public long soldLots() {
        return soldLots;
    }

    /** It made a trade. */
    public void sell(long lotsSold) {
        soldLots += lotsSold;
    }

    /** How it was decided, once all bids were counted. */
    public AuctionAward award() {
        return AuctionAward.newBuilder()
                .setAuction(auction.number())
                .setAwardRule(terms.getAwardRule())
                .setBids(counted)
                .setReservePriceMicros(reserveMicros)
                .setPriceMicros(lots.hasSold() ? lots.priceMicros(terms.getAwardRule(), reserveMicros) : 0)
                .setFirstHalfMicros(firstHalf.priceMicros())
                .setSecondHalfMicros(secondHalf.priceMicros())
                .setSeed(new Hash32(seed.seed().bytes()))
                .build();
    }

    void writeState(StateSink sink) {
        sink.number(auction.number());
        sink.bytes(AvroBytes.encode(terms));
        sink.number(byBidder.size());
        byBidder.values().forEach(bid -> {
            sink.flag(byCommitment.containsKey(bid.commitment()));
            bid.writeState(sink);
        });
        lots.writeState(sink);
        firstHalf.writeState(sink);
        secondHalf.writeState(sink);
        sink.text(phase.name());
        sink.number(cursor);
        sink.number(counted);
        sink.number(soldLots);
        sink.number(reserveMicros);
        seed.writeState(sink);
    }

    static SealedAuction readState(StateSource source, Auctions auctions) {
        long number = source.number();
        if (number < 1 || number > auctions.size()) {
            throw new RecordFormatException("sealed auction " + number + ": no such auction");
        }
        SealedAuction read =
                new SealedAuction(auctions.get(number), AvroBytes.decode(OpenSealedAuction.class, source.bytes()));
        for (int left = source.count(); left > 0; left--) {
            boolean open = source.flag();
            SealedBid bid = SealedBid.readState(source);
            read.byBidder.put(bid.bidder(), bid);
            if (open) {
                read.byCommitment.put(bid.commitment(), bid);
            }
            if (bid.isRevealed()) {
                read.rank(bid);
            }
        }
        read.lots = LotRanking.readState(source);
        read.firstHalf = OptimalPrice.readState(source);
        read.secondHalf = OptimalPrice.readState(source);
        read.phase = phase(source.text());
        read.cursor = source.number();
        read.counted = source.integer();
        read.soldLots = source.number();
        read.reserveMicros = source.number();
        read.seed = AuctionSeed.readState(source, read.byCommitment);
        return read;
    }

    private static Phase phase(String name) {
        for (Phase phase : Phase.values()) {
            if (phase.name().equals(name)) {
                return phase;
            }
        }
        throw new RecordFormatException("sealed auction phase " + name + ": not in the table");
    }
}
