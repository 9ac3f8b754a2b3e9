package io.shuheng.core.trading;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.TreeMap;

/**
 * Standing offers at a fixed price (挂牌), one for each instrument, each change under a new price version. State of the
 * engine: for its thread alone.
 */
public final class FixedPriceOffers {

    /**
     * A standing offer.
     *
     * @param sequence sequence of the command that made it, which stands for the seller's signature in each trade
     * @param version from 1, one more with each change
     * @param priceMicros price of one lot, micro-yuan
     * @param perBuyerCapLots most lots a buyer may hold, 0 for no cap
     * @param minimumLots least lots of an order
     * @param validToNs end of the offer
     */
    public record Offer(
            long sequence, long version, long priceMicros, long perBuyerCapLots, long minimumLots, long validToNs) {}

    private final TreeMap<Long, Offer> offers = new TreeMap<>();

    /** Empty. */
    public FixedPriceOffers() {}

    /** Makes or replaces the offer of an instrument, and returns it with its version. */
    public Offer offer(long sequence, OfferFixedPrice command) {
        Offer last = offers.get(command.getInstrument());
        Offer offer = new Offer(
                sequence,
                last == null ? 1 : last.version + 1,
                command.getPriceMicros(),
                command.getPerBuyerCapLots(),
                command.getMinimumLots(),
                command.getValidToNs());
        offers.put(command.getInstrument(), offer);
        return offer;
    }

    /**
     * The offer that an order takes.
     *
     * @throws CommandRejected NO_OFFER, OFFER_EXPIRED, STALE_PRICE where the order names another version or price, or
     *     FIELD_INVALID where it is for too few lots
     */
    public Offer take(PlaceOrder order, long timeNs) {
        Offer offer = offers.get(order.getInstrument());
        if (offer == null) {
            throw CommandRejected.because(RefusalCode.NO_OFFER, "instrument", order.getInstrument());
        }
        if (offer.version != order.getPriceVersion()) {
            throw CommandRejected.because(RefusalCode.STALE_PRICE, "priceVersion", order.getPriceVersion());
        }
        if (offer.priceMicros != order.getPriceMicros()) {
            throw CommandRejected.because(RefusalCode.STALE_PRICE, "priceMicros", order.getPriceMicros());
        }
        if (timeNs >= offer.validToNs) {
            throw CommandRejected.because(RefusalCode.OFFER_EXPIRED, "instrument", order.getInstrument());
        }
        if (order.getQuantityLots() < offer.minimumLots) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "quantityLots", order.getQuantityLots());
        }
        return offer;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(offers.size());
        offers.forEach((instrument, offer) -> {
            sink.number(instrument);
            sink.number(offer.sequence);
            sink.number(offer.version);
            sink.number(offer.priceMicros);
            sink.number(offer.perBuyerCapLots);
            sink.number(offer.minimumLots);
            sink.number(offer.validToNs);
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            offers.put(
                    source.number(),
                    new Offer(
                            source.number(),
                            source.number(),
                            source.number(),
                            source.number(),
                            source.number(),
                            source.number()));
        }
    }
}
