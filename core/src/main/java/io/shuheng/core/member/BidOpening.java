package io.shuheng.core.member;

import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.trading.auction.CommitBid;
import io.shuheng.core.trading.auction.CommitOffer;
import io.shuheng.core.trading.auction.Commitments;
import io.shuheng.core.trading.auction.RevealBid;
import io.shuheng.core.trading.auction.RevealOffer;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A bid in a sealed-bid auction (密封竞价), or an offer in a sealed reverse one (密封求购), with the nonce that hides it. The bidder makes it, keeps {@link #toBytes} where
 * nobody else reads them, sends the commitment while the auction is open and the reveal once it has closed: who loses the
 * nonce loses the deposit. Immutable, any thread.
 *
 * @param instrument number of the instrument
 * @param auction number of the auction
 * @param bidder number of the participant that bids
 * @param priceMicros most that is bid for one lot, or least that an offer takes, micro-yuan
 * @param lots lots that are bid for; of an offer those that the buyer seeks
 * @param scenario the declared use: index of one of the instrument's scenarios; of an offer the one that the buyer declares
 * @param nonce 32 random bytes
 */
public record BidOpening(
        long instrument, long auction, long bidder, long priceMicros, long lots, int scenario, byte[] nonce) {

    private static final int LENGTH = 44 + Commitments.NONCE_LENGTH;

    /** Checks the nonce's length. */
    public BidOpening {
        if (nonce.length != Commitments.NONCE_LENGTH) {
            throw new IllegalArgumentException(
                    "bid.nonce: " + nonce.length + " bytes, not " + Commitments.NONCE_LENGTH);
        }
        nonce = nonce.clone();
    }

    /**
     * A bid with a fresh nonce.
     *
     * @param crypto where the nonce comes from
     */
    public static BidOpening fresh(
            long instrument,
            long auction,
            long bidder,
            long priceMicros,
            long lots,
            int scenario,
            CryptoProvider crypto) {
        byte[] nonce = new byte[Commitments.NONCE_LENGTH];
        crypto.randomBytes(nonce);
        return new BidOpening(instrument, auction, bidder, priceMicros, lots, scenario, nonce);
    }

    /** The nonce, copied. */
    @Override
    public byte[] nonce() {
        return nonce.clone();
    }

    /**
     * The command that commits to it.
     *
     * @param mandate under which an agent bids, 0 where the bidder does
     */
    public CommitBid commitment(long clientId, long notAfterNs, long mandate) {
        return CommitBid.newBuilder()
                .setClientId(clientId)
                .setNotAfterNs(notAfterNs)
                .setMandate(mandate)
                .setInstrument(instrument)
                .setAuction(auction)
                .setCommitmentSm3(new Hash32(sm3().bytes()))
                .build();
    }

    /**
     * The command that reveals it.
     *
     * @param mandate under which an agent reveals, 0 where the bidder does
     */
    public RevealBid reveal(long clientId, long notAfterNs, long mandate) {
        return RevealBid.newBuilder()
                .setClientId(clientId)
                .setNotAfterNs(notAfterNs)
                .setMandate(mandate)
                .setInstrument(instrument)
                .setAuction(auction)
                .setPriceMicros(priceMicros)
                .setQuantityLots(lots)
                .setScenario(scenario)
                .setNonce(new Hash32(nonce()))
                .build();
    }

    /**
     * The command that commits to it as an offer in a sealed reverse auction.
     *
     * @param mandate under which an agent offers, 0 where the seller does
     */
    public CommitOffer offerCommitment(long clientId, long notAfterNs, long mandate) {
        return new CommitOffer(clientId, notAfterNs, mandate, instrument, auction, new Hash32(sm3().bytes()));
    }

    /**
     * The command that shows it as an offer in a sealed reverse auction.
     *
     * @param mandate under which an agent shows it, 0 where the seller does
     */
    public RevealOffer offerReveal(long clientId, long notAfterNs, long mandate) {
        return new RevealOffer(clientId, notAfterNs, mandate, instrument, auction, priceMicros, new Hash32(nonce()));
    }

    private Sm3Hash sm3() {
        return Commitments.bid(Commitments.opening(priceMicros, lots, scenario, nonce, bidder, auction));
    }

    /** What to keep until the reveal: all fields, big-endian, in their order. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(instrument)
                .putLong(auction)
                .putLong(bidder)
                .putLong(priceMicros)
                .putLong(lots)
                .putInt(scenario)
                .put(nonce)
                .array();
    }

    /**
     * What was kept.
     *
     * @throws RecordFormatException where these are not the bytes of a bid
     */
    public static BidOpening fromBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new RecordFormatException("bid opening: " + bytes.length + " bytes, not " + LENGTH);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long instrument = in.getLong();
        long auction = in.getLong();
        long bidder = in.getLong();
        long priceMicros = in.getLong();
        long lots = in.getLong();
        int scenario = in.getInt();
        byte[] nonce = new byte[Commitments.NONCE_LENGTH];
        in.get(nonce);
        return new BidOpening(instrument, auction, bidder, priceMicros, lots, scenario, nonce);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BidOpening that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    /** Without price and nonce, which are not to stand in logs. */
    @Override
    public String toString() {
        return "BidOpening[auction=" + auction + ", bidder=" + bidder + "]";
    }
}
