package io.shuheng.ledger.trail;

import io.shuheng.core.clearing.CloseCycle;
import io.shuheng.core.clearing.CycleSettled;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.record.EventKind;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.LedgerObject;
import io.shuheng.ledger.inspect.LedgerObject.Kind;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordObjects;
import io.shuheng.ledger.inspect.Threads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * One contract: what it was made from, what became of it, who its parties are, and the deposits behind its price. For one
 * thread.
 */
final class ContractScope implements Scope {

    private final TradeFacts trade;
    private final ContractGrounds grounds;
    private final Threads threads = new Threads();
    private final Set<Long> cycles = new HashSet<>();
    private final Map<Long, InspectedRecord> mandates = new HashMap<>();
    private final Funding funding;

    ContractScope(TradeFacts trade) {
        this.trade = trade;
        this.grounds = new ContractGrounds(trade);
        this.funding = new Funding(trade.buyer(), trade.amountFen());
        threads.follow(Kind.CONTRACT, trade.trade());
        threads.follow(Kind.HOLD, trade.hold());
        if (trade.negotiation() != 0) {
            threads.follow(Kind.NEGOTIATION, trade.negotiation());
        }
    }

    @Override
    public void learn(RecordObjects record) {
        threads.learn(record.record());
        if (record.record().sequence() < trade.sequence()) {
            funding.observe(record.record());
        }
        for (ReadEvent event : record.record().events()) {
            if (event.kind() == EventKind.TRADE_NETTED && event.b() == trade.trade()) {
                cycles.add(event.a());
            } else if (event.kind() == EventKind.MANDATE_GRANTED && trade.hasParty(event.b())) {
                mandates.put(event.a(), record.record());
            } else if (isFreezeOfTheProduct(event)) {
                threads.follow(Kind.FREEZE, event.a());
            }
        }
    }

    private boolean isFreezeOfTheProduct(ReadEvent event) {
        return event.kind() == EventKind.FREEZE_ORDERED
                && event.meaningB().equals(FreezeTarget.PRODUCT.name())
                && event.c() == trade.listing();
    }

    @Override
    public boolean holds(RecordObjects record) {
        long sequence = record.record().sequence();
        return sequence == trade.sequence()
                || sequence == trade.buyOrder()
                || sequence == trade.sellOrder()
                || sequence == trade.instrumentOpened()
                || threads.followsAny(record.own())
                || grounds.include(record.record())
                || isOfItsCycle(record.record().value());
    }

    private boolean isOfItsCycle(SpecificRecord value) {
        if (value instanceof NetObligation net) {
            return isItsCycle(net.getBoard(), net.getCycle()) && trade.hasParty(net.getParticipant());
        }
        if (value instanceof CycleSettled settled) {
            return isItsCycle(settled.getBoard(), settled.getCycle());
        }
        return value instanceof CloseCycle close && isItsCycle(close.getBoard(), close.getCycle());
    }

    private boolean isItsCycle(long board, long cycle) {
        return board == trade.board() && cycles.contains(cycle);
    }

    @Override
    public boolean concerns(RecordObjects record, int place, boolean held) {
        ReadEvent event = record.record().events().get(place);
        Set<LedgerObject> named = record.ofEvents().get(place);
        if (threads.concerns(event, named)) {
            return true;
        }
        long sequence = record.record().sequence();
        boolean ownOrder = sequence == trade.buyOrder() || sequence == trade.sellOrder();
        return switch (event.kind()) {
            case REJECTED, ACT_PROPOSED, ACT_ENDORSED, OFFER_MADE, LICENCES_ISSUED, INSTRUMENT_OPENED -> held;
            case CYCLE_CLOSED, CYCLE_SETTLED, CYCLE_COMPLETED -> isItsCycle(event.a(), event.b());
            case LISTING_RECALLED, RECALL_COMPLETED -> event.a() == trade.listing();
            case HOLD_PLACED -> ownOrder;
            case ORDER_RESTED, ORDER_FILLED, ORDER_REDUCED, ORDER_CANCELLED, ORDER_EXPIRED ->
                namesItsOrder(named) && (ownOrder || sequence == trade.command());
            default -> held && grounds.include(record.record());
        };
    }

    private boolean namesItsOrder(Set<LedgerObject> named) {
        return named.contains(LedgerObject.of(Kind.ORDER, trade.buyOrder()))
                || named.contains(LedgerObject.of(Kind.ORDER, trade.sellOrder()));
    }

    @Override
    public long depositsFen() {
        return funding.sumFen();
    }

    @Override
    public List<InspectedRecord> recalled(RecordObjects record) {
        List<InspectedRecord> earlier = new ArrayList<>();
        for (LedgerObject object : record.own()) {
            InspectedRecord granted = object.kind() == Kind.MANDATE ? mandates.remove(object.number()) : null;
            if (granted != null) {
                earlier.add(granted);
            }
        }
        if (record.record().sequence() == trade.sequence()) {
            earlier.addAll(funding.records());
        }
        return earlier;
    }
}
