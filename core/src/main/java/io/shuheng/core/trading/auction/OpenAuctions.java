package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.NumbersByOwner;
import java.util.TreeMap;

/**
 * Auctions that members hold on their own account and that are not over: English, reverse, sealed reverse and Dutch ones.
 * What is over is let go. State of the engine: for its thread alone.
 */
public final class OpenAuctions {

    /** Most that one participant holds at a time. */
    public static final int MAX_OF_OWNER = 64;

    private final TreeMap<Long, OutcryAuction> outcries = new TreeMap<>();
    private final TreeMap<Long, DutchAuction> dutch = new TreeMap<>();
    private final TreeMap<Long, SealedReverse> sealed = new TreeMap<>();
    private final NumbersByOwner byOwner = new NumbersByOwner();

    /** None. */
    public OpenAuctions() {}

    /**
     * Requires that a participant may hold one more.
     *
     * @throws CommandRejected AUCTIONS_FULL
     */
    public void requireRoom(long owner) {
        int held = byOwner.count(owner);
        if (held >= MAX_OF_OWNER) {
            throw CommandRejected.because(RefusalCode.AUCTIONS_FULL, "instrument", held);
        }
    }

    /** One was announced. */
    public void add(OutcryAuction announced) {
        outcries.put(announced.auction().number(), announced);
        byOwner.add(announced.auction().owner(), announced.auction().number());
    }

    /** One was announced. */
    public void add(DutchAuction announced) {
        dutch.put(announced.auction().number(), announced);
        byOwner.add(announced.auction().owner(), announced.auction().number());
    }

    /** One was announced. */
    public void add(SealedReverse announced) {
        sealed.put(announced.auction().number(), announced);
        byOwner.add(announced.auction().owner(), announced.auction().number());
    }

    /**
     * The English or reverse auction of that number, which is not over.
     *
     * @throws CommandRejected AUCTION_STATE
     */
    public OutcryAuction outcry(Auction auction) {
        OutcryAuction open = outcries.get(auction.number());
        if (open == null) {
            throw over(auction);
        }
        return open;
    }

    /**
     * The Dutch auction of that number, which is not over.
     *
     * @throws CommandRejected AUCTION_STATE
     */
    public DutchAuction dutch(Auction auction) {
        DutchAuction open = dutch.get(auction.number());
        if (open == null) {
            throw over(auction);
        }
        return open;
    }

    /** Whether a reverse auction, which is not over, is one with sealed offers. */
    public boolean isSealed(Auction auction) {
        return sealed.containsKey(auction.number());
    }

    /**
     * The sealed reverse auction of that number, which is not over.
     *
     * @throws CommandRejected AUCTION_STATE
     */
    public SealedReverse sealed(Auction auction) {
        SealedReverse open = sealed.get(auction.number());
        if (open == null) {
            throw over(auction);
        }
        return open;
    }

    /** Number of the oldest one that a participant holds; 0 where it holds none. */
    public long firstOf(long owner) {
        return byOwner.count(owner) == 0 ? 0 : byOwner.of(owner).first();
    }

    /** An auction is over. */
    public void remove(Auction auction) {
        boolean known = switch (auction.mode()) {
            case DUTCH_AUCTION -> dutch.remove(auction.number()) != null;
            case REVERSE_AUCTION ->
                sealed.remove(auction.number()) != null || outcries.remove(auction.number()) != null;
            default -> outcries.remove(auction.number()) != null;
        };
        if (!known) {
            throw new IllegalStateException("auction " + auction.number() + ": over already");
        }
        byOwner.remove(auction.owner(), auction.number());
    }

    private static CommandRejected over(Auction auction) {
        return CommandRejected.because(RefusalCode.AUCTION_STATE, "auction", auction.number());
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(outcries.size());
        outcries.values().forEach(auction -> auction.writeState(sink));
        sink.number(dutch.size());
        dutch.values().forEach(auction -> auction.writeState(sink));
        sink.number(sealed.size());
        sealed.values().forEach(auction -> auction.writeState(sink));
    }

    /** Reads what {@link #writeState} has written, into an empty table, of auctions that were read before. */
    public void readState(StateSource source, Auctions auctions) {
        for (int left = source.count(); left > 0; left--) {
            add(OutcryAuction.readState(source, auctions));
        }
        for (int left = source.count(); left > 0; left--) {
            add(DutchAuction.readState(source, auctions));
        }
        for (int left = source.count(); left > 0; left--) {
            add(SealedReverse.readState(source, auctions));
        }
    }
}
