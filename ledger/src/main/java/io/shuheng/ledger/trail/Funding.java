package io.shuheng.ledger.trail;

import io.shuheng.core.record.EventKind;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * Money in an account bears no mark of where it came from. What an auditor can be shown is that the payer had paid in
 * enough: its newest confirmed deposits that together come to the price.
 */
/** The deposits by which a payer could pay. For one thread; records in order. */
final class Funding {

    /** A deposit that the bank has confirmed. */
    private record Confirmed(List<InspectedRecord> records, long amountFen) {}

    private final long payer;
    private final long priceFen;
    private final Map<Long, InspectedRecord> requested = new HashMap<>();
    private final Deque<Confirmed> confirmed = new ArrayDeque<>();

    Funding(long payer, long priceFen) {
        this.payer = payer;
        this.priceFen = priceFen;
    }

    void observe(InspectedRecord record) {
        for (ReadEvent event : record.events()) {
            if (event.kind() == EventKind.DEPOSIT_REQUESTED && event.b() == payer) {
                requested.put(event.a(), record);
            } else if (event.kind() == EventKind.DEPOSIT_CONFIRMED) {
                confirm(event, record);
            } else if (event.kind() == EventKind.DEPOSIT_FAILED) {
                requested.remove(event.a());
            }
        }
    }

    private void confirm(ReadEvent event, InspectedRecord record) {
        InspectedRecord request = requested.remove(event.a());
        if (request != null) {
            confirmed.add(new Confirmed(List.of(request, record), event.c()));
            dropWhatIsNotNeeded();
        }
    }

    /** The oldest goes as long as those after it suffice. */
    private void dropWhatIsNotNeeded() {
        while (confirmed.size() > 1 && sumFen() - confirmed.getFirst().amountFen >= priceFen) {
            confirmed.removeFirst();
        }
    }

    /** Saturates: a hostile file may confirm any amounts. */
    long sumFen() {
        long sum = 0;
        for (Confirmed one : confirmed) {
            sum = one.amountFen > Long.MAX_VALUE - Math.max(0, sum) ? Long.MAX_VALUE : sum + one.amountFen;
        }
        return sum;
    }

    /** Requests and confirmations, in order. */
    List<InspectedRecord> records() {
        List<InspectedRecord> all = new ArrayList<>();
        if (priceFen > 0) {
            confirmed.forEach(one -> all.addAll(one.records));
        }
        return all;
    }
}
