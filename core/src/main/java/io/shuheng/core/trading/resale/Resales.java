package io.shuheng.core.trading.resale;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.NumbersByOwner;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Resales that are offered, and for each trade that was one the contract whose licence it passes on. Of one contract there
 * is one offer or one trade at a time. State of the engine: for its thread alone.
 */
public final class Resales {

    private final TreeMap<Long, ResaleOffer> offers = new TreeMap<>();
    private final TreeMap<Long, Long> offerOfContract = new TreeMap<>();
    private final NumbersByOwner bySeller = new NumbersByOwner();
    private final TreeMap<Long, Long> contractOfTrade = new TreeMap<>();
    private final TreeMap<Long, Long> openTradeOfContract = new TreeMap<>();

    /** None. */
    public Resales() {}

    /**
     * Requires that a contract's licence is neither offered nor sold already.
     *
     * @throws CommandRejected ORDER_STANDS with the offer's number, WRONG_STATE
     */
    public void requireNone(long contract) {
        Long offer = offerOfContract.get(contract);
        if (offer != null) {
            throw CommandRejected.because(RefusalCode.ORDER_STANDS, "contract", offer);
        }
        if (openTradeOfContract.containsKey(contract)) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "contract", contract);
        }
    }

    /** A holder offers. */
    public void add(ResaleOffer offer) {
        offers.put(offer.number(), offer);
        offerOfContract.put(offer.contract(), offer.number());
        bySeller.add(offer.seller(), offer.number());
    }

    /**
     * The offer with that number, which a command's field "offer" names.
     *
     * @throws CommandRejected RESALE_NOT_OFFERED
     */
    public ResaleOffer require(long number) {
        ResaleOffer offer = offers.get(number);
        if (offer == null) {
            throw CommandRejected.because(RefusalCode.RESALE_NOT_OFFERED, "offer", number);
        }
        return offer;
    }

    /** The offer with that number; null where it is over. */
    public @Nullable ResaleOffer offer(long number) {
        return offers.get(number);
    }

    /** The offer of a contract's licence; null where there is none. */
    public @Nullable ResaleOffer offerOf(long contract) {
        Long number = offerOfContract.get(contract);
        return number == null ? null : offers.get(number);
    }

    /** The oldest offer of a seller; null where it has none. */
    public @Nullable ResaleOffer firstOf(long seller) {
        return bySeller.count(seller) == 0
                ? null
                : offers.get(bySeller.of(seller).first());
    }

    /** An offer is over. */
    public void remove(ResaleOffer offer) {
        offers.remove(offer.number());
        offerOfContract.remove(offer.contract());
        bySeller.remove(offer.seller(), offer.number());
    }

    /** A trade passes on a contract's licence. */
    public void sold(long trade, long contract) {
        contractOfTrade.put(trade, contract);
        openTradeOfContract.put(contract, trade);
    }

    /** The contract whose licence a trade passes on; 0 where it is no resale. */
    public long contractOf(long trade) {
        return contractOfTrade.getOrDefault(trade, 0L);
    }

    /** The trade that is to pass on a contract's licence and has not come to its end; 0 where there is none. */
    public long openTradeOf(long contract) {
        return openTradeOfContract.getOrDefault(contract, 0L);
    }

    /** A trade has passed its licence on, or came to nothing. */
    public void close(long trade) {
        openTradeOfContract.remove(contractOf(trade));
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(offers.size());
        offers.values().forEach(offer -> offer.writeState(sink));
        write(sink, contractOfTrade);
        write(sink, openTradeOfContract);
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            add(ResaleOffer.readState(source));
        }
        read(source, contractOfTrade);
        read(source, openTradeOfContract);
    }

    private static void write(StateSink sink, SortedMap<Long, Long> numbers) {
        sink.number(numbers.size());
        numbers.forEach((key, value) -> {
            sink.number(key);
            sink.number(value);
        });
    }

    private static void read(StateSource source, SortedMap<Long, Long> numbers) {
        for (int left = source.count(); left > 0; left--) {
            numbers.put(source.number(), source.number());
        }
    }
}
