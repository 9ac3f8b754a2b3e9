package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.NumbersByOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The sealed-bid auctions that are not over, and those that are being awarded step by step. State of the engine: for its
 * thread alone.
 */
public final class SealedAuctions {

    /** Auctions of one seller that are not over. */
    public static final int MAX_OF_OWNER = 64;

    private final TreeMap<Long, SealedAuction> auctions = new TreeMap<>();
    private final NumbersByOwner byOwner = new NumbersByOwner();
    private final List<SealedAuction> stepping = new ArrayList<>();

    /** None. */
    public SealedAuctions() {}

    /**
     * Requires that a seller may announce one more.
     *
     * @throws CommandRejected AUCTIONS_FULL
     */
    public void requireRoom(long owner) {
        int held = byOwner.count(owner);
        if (held >= MAX_OF_OWNER) {
            throw CommandRejected.because(RefusalCode.AUCTIONS_FULL, "instrument", held);
        }
    }

    /** Adds one that was announced. */
    public SealedAuction add(Auction auction, OpenSealedAuction terms) {
        SealedAuction added = new SealedAuction(auction, terms);
        add(added);
        return added;
    }

    private void add(SealedAuction added) {
        auctions.put(added.auction().number(), added);
        byOwner.add(added.auction().owner(), added.auction().number());
    }

    /**
     * The one of an auction, which a command's field "auction" names.
     *
     * @throws CommandRejected AUCTION_STATE where it is over
     */
    public SealedAuction require(Auction auction) {
        SealedAuction found = auctions.get(auction.number());
        if (found == null) {
            throw CommandRejected.because(RefusalCode.AUCTION_STATE, "auction", auction.number());
        }
        return found;
    }

    /** One goes on step by step, behind the others. */
    public void step(SealedAuction decided) {
        if (!stepping.contains(decided)) {
            stepping.add(decided);
        }
    }

    /** Those that go on step by step, the first one first; not to be changed. */
    public List<SealedAuction> stepping() {
        return stepping;
    }

    /** Number of the oldest one of a seller that still takes bids or reveals; 0 where none does. */
    public long firstUndecidedOf(long owner) {
        for (long number : byOwner.of(owner)) {
            SealedAuction auction = auctions.get(number);
            if (auction != null && auction.phase() == SealedAuction.Phase.TAKE) {
                return number;
            }
        }
        return 0;
    }

    /** One is over. */
    public void remove(SealedAuction over) {
        auctions.remove(over.auction().number());
        byOwner.remove(over.auction().owner(), over.auction().number());
        stepping.remove(over);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(auctions.size());
        auctions.values().forEach(auction -> auction.writeState(sink));
        sink.number(stepping.size());
        stepping.forEach(auction -> sink.number(auction.auction().number()));
    }

    /**
     * Reads what {@link #writeState} has written, in place of what it has.
     *
     * @param all all auctions, read before
     */
    public void readState(StateSource source, Auctions all) {
        auctions.clear();
        byOwner.clear();
        stepping.clear();
        for (int left = source.count(); left > 0; left--) {
            add(SealedAuction.readState(source, all));
        }
        for (int left = source.count(); left > 0; left--) {
            long number = source.number();
            SealedAuction decided = auctions.get(number);
            if (decided == null) {
                throw new RecordFormatException("sealed auction " + number + ": none");
            }
            stepping.add(decided);
        }
    }
}
