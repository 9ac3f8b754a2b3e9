package io.shuheng.core.trading.auction;

import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What commitments in sealed-bid auctions hash (承诺). Every number is big-endian, and every part has its fixed length, so
 * that no two openings have the same bytes. All are SM3 values:
 *
 * <ul>
 *   <li>bid: {@code priceMicros(8) ‖ lots(8) ‖ scenario(4) ‖ nonce(32) ‖ bidder(8) ‖ auction(8)}, 68 bytes: the opening
 *   <li>offer in a sealed reverse auction: the same, of the seller, with the lots and the place of the use that the buyer seeks
 *   <li>reserve: {@code priceMicros(8) ‖ nonce(32) ‖ provider(8) ‖ instrument(8)}
 *   <li>the exchange's value: {@code value(32) ‖ auction(8)}
 *   <li>seed: {@code value(32)} and the openings of all valid reveals in the order of their commitments
 *   <li>half of a bidder: the lowest bit of the last byte of the SM3 of {@code seed(32) ‖ bidder(8)}
 * </ul>
 */
public final class Commitments {

    /** Length of nonces and values, bytes. */
    public static final int NONCE_LENGTH = 32;

    private Commitments() {}

    /** What a bidder's commitment hashes. */
    public static byte[] opening(long priceMicros, long lots, int scenario, byte[] nonce, long bidder, long auction) {
        return ByteBuffer.allocate(36 + NONCE_LENGTH)
                .putLong(priceMicros)
                .putLong(lots)
                .putInt(scenario)
                .put(nonce(nonce))
                .putLong(bidder)
                .putLong(auction)
                .array();
    }

    /** A bidder's commitment. */
    public static Sm3Hash bid(byte[] opening) {
        return Sm3Hash.of(Sm3.hash(opening));
    }

    /** A provider's commitment to a reserve. */
    public static Sm3Hash reserve(long priceMicros, byte[] nonce, long provider, long instrument) {
        return Sm3Hash.of(Sm3.hash(ByteBuffer.allocate(24 + NONCE_LENGTH)
                .putLong(priceMicros)
                .put(nonce(nonce))
                .putLong(provider)
                .putLong(instrument)
                .array()));
    }

    /** The exchange's commitment to its value for an auction's seed. */
    public static Sm3Hash value(byte[] value, long auction) {
        return Sm3Hash.of(Sm3.hash(ByteBuffer.allocate(8 + NONCE_LENGTH)
                .put(nonce(value))
                .putLong(auction)
                .array()));
    }

    /**
     * The seed of an auction.
     *
     * @param openings those of all valid reveals, in the order of their commitments
     */
    public static Sm3Hash seed(byte[] value, List<byte[]> openings) {
        ByteBuffer bytes = ByteBuffer.allocate(NONCE_LENGTH + openings.size() * (36 + NONCE_LENGTH));
        bytes.put(nonce(value));
        openings.forEach(bytes::put);
        return Sm3Hash.of(Sm3.hash(bytes.array()));
    }

    /** Whether a bidder is in the second half. */
    public static boolean isInSecondHalf(Sm3Hash seed, long bidder) {
        byte[] hash = Sm3.hash(
                ByteBuffer.allocate(40).put(seed.bytes()).putLong(bidder).array());
        return (hash[hash.length - 1] & 1) == 1;
    }

    private static byte[] nonce(byte[] nonce) {
        if (nonce.length != NONCE_LENGTH) {
            throw new IllegalArgumentException("nonce of " + nonce.length + " bytes: not " + NONCE_LENGTH);
        }
        return nonce;
    }
}
