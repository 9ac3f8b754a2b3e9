package io.shuheng.ledger.trail;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds trades and what they were made from; grows with instruments. For one thread; records in order. */
final class TradeSearch {

    /** What is known of an instrument. */
    private record Instrument(long opened, long board, long listing, Sm3Hash versionSm3) {

        static final Instrument UNKNOWN = new Instrument(0, 0, 0, Sm3Hash.ZERO);
    }

    private final Set<Long> sought;
    private final Map<Long, Instrument> instruments = new HashMap<>();
    private final Map<Long, Long> negotiations = new HashMap<>();
    private final Map<Long, TradeFacts> found = new HashMap<>();

    TradeSearch(Set<Long> sought) {
        this.sought = Set.copyOf(sought);
    }

    void observe(InspectedRecord record) {
        if (record.value() instanceof Trade trade && sought.contains(trade.getTrade())) {
            found.put(trade.getTrade(), facts(record, trade));
        }
        for (ReadEvent event : record.events()) {
            if (event.kind() == EventKind.INSTRUMENT_OPENED && record.value() instanceof OpenInstrument opened) {
                instruments.put(
                        event.a(),
                        new Instrument(
                                record.sequence(),
                                event.c(),
                                event.b(),
                                Sm3Hash.of(opened.getListingVersionSm3().bytes())));
            } else if (event.kind() == EventKind.CONTRACT_COUNTERSIGNED && sought.contains(event.b())) {
                negotiations.put(event.b(), event.a());
            }
        }
    }

    private TradeFacts facts(InspectedRecord record, Trade trade) {
        Instrument instrument = instruments.getOrDefault(trade.getInstrument(), Instrument.UNKNOWN);
        return new TradeFacts(
                trade.getTrade(),
                record.sequence(),
                record.command(),
                trade.getInstrument(),
                instrument.opened,
                instrument.board,
                instrument.listing,
                instrument.versionSm3,
                trade.getBuyer(),
                trade.getSeller(),
                trade.getBuyOrder(),
                trade.getSellOrder(),
                trade.getHold(),
                negotiations.getOrDefault(trade.getTrade(), 0L),
                trade.getAmountFen());
    }

    Optional<TradeFacts> trade(long number) {
        return Optional.ofNullable(found.get(number));
    }
}
