package io.shuheng.ledger.trail;

import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.ledger.inspect.LedgerObject;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordObjects;
import io.shuheng.ledger.inspect.Threads;

/** All that hangs on a product or a participant. For one thread. */
final class ThreadScope implements Scope {

    private final Threads threads = new Threads();

    /** Of a product or a participant. */
    ThreadScope(TrailSubject subject) {
        if (subject.kind() == TrailSubject.Kind.PRODUCT) {
            threads.followProduct(subject.productId());
        } else {
            threads.follow(LedgerObject.Kind.PARTICIPANT, subject.number());
        }
    }

    @Override
    public void learn(RecordObjects record) {
        threads.learn(record.record());
    }

    @Override
    public boolean holds(RecordObjects record) {
        boolean sent = record.record().kind().isCommand() && threads.isSentByFollowed(record.record());
        return sent || threads.followsAny(record.own());
    }

    @Override
    public boolean concerns(RecordObjects record, int place, boolean held) {
        ReadEvent event = record.record().events().get(place);
        return switch (event.kind()) {
            case REJECTED, ACT_PROPOSED, ACT_ENDORSED -> held;
            case HOLD_PLACED ->
                (held && record.record().value() instanceof PlaceOrder)
                        || threads.followsAny(record.ofEvents().get(place));
            default -> threads.concerns(event, record.ofEvents().get(place));
        };
    }
}
