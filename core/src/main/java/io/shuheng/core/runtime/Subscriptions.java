package io.shuheng.core.runtime;

import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.market.MarketData;
import io.shuheng.core.market.MarketDataSettings;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.view.ReadModel;
import io.shuheng.crypto.Sm3Hash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Everybody who gets an exchange's records, its read model and its market data included. Thread-safe. */
final class Subscriptions {

    private final Ledger ledger;
    private final Sm3Hash ledgerId;
    private final DurableSignal durable;
    private final SubscriberPositions positions;
    private final long lagRecords;
    private final ReadModel model;
    private final MarketData market;
    private final List<Subscription> open = new CopyOnWriteArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean modelIsFed;
    private boolean marketIsFed;
    private boolean closed;

    Subscriptions(
            Ledger ledger,
            Sm3Hash ledgerId,
            DurableSignal durable,
            RecordCatalogue catalogue,
            SubscriberSettings settings,
            MarketDataSettings marketSettings) {
        this.ledger = ledger;
        this.ledgerId = ledgerId;
        this.durable = durable;
        this.positions = settings.positions();
        this.lagRecords = settings.lagRecords();
        this.model = new ReadModel(catalogue);
        this.market = new MarketData(catalogue, marketSettings);
    }

    /** Serves a subscriber from a sequence on; where it has come to is its own business. */
    synchronized Subscription from(String name, long fromSequence, LedgerSubscriber subscriber) {
        requireOpen();
        return start(name, fromSequence, subscriber, null);
    }

    /** Serves a subscriber from where the last one of its name left off. */
    synchronized Subscription resume(String name, LedgerSubscriber subscriber) {
        requireOpen();
        SubscriberNames.require(name);
        if (names.contains(name)) {
            throw new IllegalStateException("subscriber " + name + ": has a subscription already");
        }
        PositionKeeper keeper = new PositionKeeper(positions, ledgerId, name, System::nanoTime);
        long next = keeper.start(ledger.size());
        names.add(name);
        return start(name, next, released(name, subscriber), keeper);
    }

    /** The read model, fed from now on. */
    synchronized ReadModel model() {
        if (!modelIsFed) {
            from("view", 0, new ViewSubscriber(model));
            modelIsFed = true;
        }
        return model;
    }

    /** The market data, fed from now on. */
    synchronized MarketData market() {
        if (!marketIsFed) {
            from("market-data", 0, new MarketDataSubscriber(market));
            marketIsFed = true;
        }
        return market;
    }

    /** Those that are served, and those that failed and have no successor. Waits for nobody. */
    List<Subscription> all() {
        return open;
    }

    /** Records that wait for the slowest of them. */
    long largestLagRecords() {
        long largest = 0;
        for (Subscription subscription : open) {
            largest = subscription.isOver() ? largest : Math.max(largest, subscription.behind());
        }
        return largest;
    }

    /** Ends all of them and waits for the calls that are under way. */
    void close() {
        List<Subscription> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(open);
        }
        ending.forEach(Subscription::close);
    }

    private Subscription start(
            String name, long fromSequence, LedgerSubscriber subscriber, @Nullable PositionKeeper keeper) {
        open.removeIf(
                each -> each.isOver() && (each.failure() == null || each.name().equals(name)));
        Subscription subscription =
                new Subscription(name, ledger, durable, fromSequence, subscriber, new Lag(lagRecords), keeper);
        open.add(subscription);
        subscription.start();
        return subscription;
    }

    /** A name may be used again when its subscription has ended. */
    private LedgerSubscriber released(String name, LedgerSubscriber subscriber) {
        return new LedgerSubscriber() {
            @Override
            public void onRecord(byte[] bytes, int offset, int length) {
                subscriber.onRecord(bytes, offset, length);
            }

            @Override
            public void onLagging(long records) {
                subscriber.onLagging(records);
            }

            @Override
            public void onFailure(Throwable cause) {
                subscriber.onFailure(cause);
            }

            @Override
            public void onEnd() {
                release(name);
                subscriber.onEnd();
            }
        };
    }

    private synchronized void release(String name) {
        names.remove(name);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the exchange is closed");
        }
    }
}
