package io.shuheng.core.trading.auction;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import java.util.NavigableMap;

/**
 * The seed of a random-sampling auction on its way (种子), see {@link Commitments#seed}: the exchange commits to a value
 * before the first bid and shows it behind the last reveal; then the reveals are hashed behind it one after the other, for
 * there may be {@link SealedAuction#MAX_BIDS} of them. State of the engine: for its thread alone.
 */
final class AuctionSeed {

    private static final int HASH_LENGTH = 32;
    private static final byte[] UNKNOWN = {};

    private final Sm3Digest digest = new Sm3Digest();
    private Sm3Hash valueSm3 = Sm3Hash.ZERO;
    private byte[] value = UNKNOWN;
    private long hashedTo;
    private Sm3Hash seed = Sm3Hash.ZERO;

    /** None yet. */
    AuctionSeed() {}

    /** The exchange's commitment to its value; zeros before. */
    Sm3Hash valueSm3() {
        return valueSm3;
    }

    /** The exchange commits to its value. */
    void commit(Sm3Hash sm3) {
        valueSm3 = sm3;
    }

    /** The exchange's value is known; {@link #hashNext} hashes the reveals behind it. */
    void reveal(byte[] revealed) {
        value = revealed.clone();
        digest.update(value, 0, value.length);
    }

    /**
     * Looks at the next bid, and hashes its opening where it was revealed.
     *
     * @param byCommitment all bids, the same as before
     * @return whether the last bid was behind it, so that the seed is known now
     */
    boolean hashNext(NavigableMap<Long, SealedBid> byCommitment) {
        var next = byCommitment.higherEntry(hashedTo);
        if (next == null) {
            seed = digest.doFinal();
            return true;
        }
        hash(next.getValue());
        hashedTo = next.getKey();
        return false;
    }

    private void hash(SealedBid bid) {
        if (bid.isRevealed()) {
            byte[] opening = bid.opening();
            digest.update(opening, 0, opening.length);
        }
    }

    /** The seed; zeros before it is known. */
    Sm3Hash seed() {
        return seed;
    }

    void writeState(StateSink sink) {
        sink.hash(valueSm3.bytes());
        sink.bytes(value);
        sink.number(hashedTo);
        sink.hash(seed.bytes());
    }

    /** Reads what {@link #writeState} wrote; what was hashed is hashed again. */
    static AuctionSeed readState(StateSource source, NavigableMap<Long, SealedBid> byCommitment) {
        AuctionSeed read = new AuctionSeed();
        read.valueSm3 = Sm3Hash.of(source.hash(HASH_LENGTH));
        read.reveal(source.bytes());
        read.hashedTo = source.number();
        read.seed = Sm3Hash.of(source.hash(HASH_LENGTH));
        if (read.seed.equals(Sm3Hash.ZERO)) {
            byCommitment.headMap(read.hashedTo, true).values().forEach(read::hash);
        }
        return read;
    }
}
