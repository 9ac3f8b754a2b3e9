package io.shuheng.benchmarks.book;

import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.book.OrderBook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes the order flow of one product, seeded: a book is filled to a size, then kept there by new orders, cancels,
 * reductions and, most of all, moves of resting orders towards the last trade. What it must know of the book while it
 * makes commands, it reads off a book of ours; that both sides get the same trades out of the stream is checked apart.
 */
final class OrderFlow {

    private static final int OWNERS = 1_000;
    private static final int TARGETS = 512;
    private static final int SAMPLE_EVERY = 512;

    /** What a stream is like. */
    enum Mix {
        /** As described: seven of ten commands are moves, one in fifty trades. */
        DESCRIBED,
        /** As described, but every third command takes what the book offers. */
        TRADE_HEAVY,
        /** As described, with order numbers all over the 63 bits. */
        WIDE_IDS
    }

    private final Random random;
    private final Mix mix;
    private final int target;
    private final long product;
    private final long deviation;
    private final long lowest;
    private final long highest;
    private final BookEvents events;
    private final ShuhengBook engine;
    private final OrderBook<PooledOrder> book;
    private final LiveOrders live = new LiveOrders();
    private final Map<Long, Long> owners = new HashMap<>();
    private long lastTrade;
    private long nextOrder;
    private int bids;
    private int asks;

    /** The oldest live orders, from which cancels, reductions and moves draw, and the younger ones in their order. */
    private static final class LiveOrders {
        private final List<Long> oldest = new ArrayList<>();
        private final Map<Long, Integer> places = new HashMap<>();
        private final ArrayDeque<Long> younger = new ArrayDeque<>();
        private final Set<Long> waiting = new HashSet<>();

        void add(long order) {
            if (oldest.size() < TARGETS && younger.isEmpty()) {
                places.put(order, oldest.size());
                oldest.add(order);
            } else {
                younger.addLast(order);
                waiting.add(order);
            }
        }

        boolean isKnown(long order) {
            return places.containsKey(order) || waiting.contains(order);
        }

        void remove(long order) {
            Integer place = places.remove(order);
            if (place == null) {
                waiting.remove(order);
                return;
            }
            long last = oldest.remove(oldest.size() - 1);
            if (last != order) {
                oldest.set(place, last);
                places.put(last, place);
            }
            while (oldest.size() < TARGETS && !younger.isEmpty()) {
                long next = younger.removeFirst();
                if (waiting.remove(next)) {
                    places.put(next, oldest.size());
                    oldest.add(next);
                }
            }
        }

        boolean isEmpty() {
            return oldest.isEmpty();
        }

        long draw(Random random) {
            return oldest.get(random.nextInt(oldest.size()));
        }
    }

    /**
     * @param target resting orders that the book is kept at
     * @param product number that its commands carry
     * @param events where the book's events go; flows may share them
     */
    OrderFlow(long seed, Mix mix, int target, long product, BookEvents events) {
        this.random = new Random(seed);
        this.events = events;
        this.engine = new ShuhengBook(1, events);
        this.book = engine.book(0);
        this.mix = mix;
        this.target = target;
        this.product = product;
        long start = (long) Math.pow(10, 3.3 + 1.5 * random.nextDouble() + 1.5 * random.nextDouble());
        this.deviation = Math.max(1, Math.min(start / 20, 10_000));
        this.lowest = Math.max(1, start - 5 * deviation);
        this.highest = start + 5 * deviation;
        this.lastTrade = start;
    }

    long startPrice() {
        return (lowest + highest) / 2;
    }

    /** Fills the book: GTC orders until as many rest as it aims at. */
    void fill(BookCommands out) {
        while (book.size() < target) {
            gtc(out, random.nextBoolean());
        }
        sample();
    }

    /** The next command. */
    void next(BookCommands out, int number) {
        if (number % Math.min(SAMPLE_EVERY, target + 1) == 0) {
            sample();
        }
        boolean buys = random.nextBoolean();
        if (mix == Mix.TRADE_HEAVY && random.nextInt(3) == 0) {
            instant(out, buys);
            return;
        }
        int lack = target / 2 - (buys ? bids : asks);
        int draw = draw(lack);
        if (draw < 2 || live.isEmpty()) {
            if (lack > 0) {
                gtc(out, buys);
            } else {
                instant(out, buys);
            }
        } else if (draw == 2) {
            long order = live.draw(random);
            command(out, BookCommands.CANCEL, order, 0, 0, 0);
        } else if (draw == 3) {
            long order = live.draw(random);
            command(
                    out,
                    BookCommands.REDUCE,
                    order,
                    0,
                    1 + random.nextInt((int) resting(order).restLots()),
                    0);
        } else {
            move(out, live.draw(random));
        }
    }

    private int draw(int lack) {
        if (lack > target / 4) {
            return random.nextInt(2);
        }
        if (lack > 0) {
            return random.nextInt(10);
        }
        return random.nextInt(40);
    }

    private void gtc(BookCommands out, boolean buys) {
        double u = random.nextDouble();
        int d = 1 + (int) (u * u * deviation);
        long away = 0;
        for (int i = 0; i < 4; i++) {
            away += random.nextInt(d);
        }
        away = Math.abs(away / 4 * 2 - d);
        long price = lastTrade + (buys ? -away : away);
        place(out, BookCommands.GTC, buys, within(price), lots());
    }

    private void instant(BookCommands out, boolean buys) {
        long limit = buys ? highest : lowest;
        long lots = lots();
        if (random.nextInt(32) == 0) {
            place(out, BookCommands.FOK_BUDGET, buys, limit * lots, lots);
        } else {
            place(out, BookCommands.IOC, buys, limit, lots);
        }
    }

    private void move(BookCommands out, long order) {
        long price = resting(order).priceMicros() / ShuhengBook.STEP_MICROS;
        long way = (lastTrade - price) / 100;
        if (way == 0) {
            boolean up = lastTrade == price ? random.nextBoolean() : lastTrade > price;
            way = up ? 1 : -1;
        }
        command(out, BookCommands.MOVE, order, within(price + way), 0, 0);
    }

    private void place(BookCommands out, long kind, boolean buys, long price, long lots) {
        nextOrder++;
        // A bijection of the number: no two orders get the same one.
        long order = mix == Mix.WIDE_IDS ? (nextOrder * 0x5DEECE66DL * 0x9E3779B97F4A7C15L) >>> 1 : nextOrder;
        owners.put(order, 1 + (long) random.nextInt(OWNERS));
        command(out, kind, order, price, lots, buys ? BookCommands.BUY : BookCommands.SELL);
    }

    private void command(BookCommands out, long kind, long order, long price, long lots, long side) {
        long owner = owners.getOrDefault(order, 0L);
        out.add(kind, order, owner, price, lots, side, product);
        long from = events.written();
        engine.run(new long[] {kind, order, owner, price, lots, side, 0, 0});
        for (long at = from; at < events.written(); at += BookEvents.WORDS) {
            observe(at);
        }
    }

    private void observe(long at) {
        long kind = events.word(at);
        long order = events.word(at + 1);
        if (kind == BookEvents.TRADED) {
            lastTrade = events.word(at + 3) / ShuhengBook.STEP_MICROS;
            end(events.word(at + 2), events.word(at + 6));
            end(order, events.word(at + 5));
        } else if (kind == BookEvents.RESTED && !live.isKnown(order)) {
            live.add(order);
        } else if (kind == BookEvents.CANCELLED || kind == BookEvents.REDUCED) {
            end(order, events.word(at + 5));
        }
    }

    private void end(long order, long rest) {
        if (rest == 0 && live.isKnown(order)) {
            live.remove(order);
            owners.remove(order);
        }
    }

    private PooledOrder resting(long order) {
        PooledOrder found = book.order(order);
        if (found == null) {
            throw new IllegalStateException("order " + order + ": not in the book");
        }
        return found;
    }

    private void sample() {
        bids = count(Side.BUY);
        asks = count(Side.SELL);
    }

    private int count(Side side) {
        int[] orders = {0};
        book.depth(side, (price, lots, there) -> {
            orders[0] += there;
            return true;
        });
        return orders[0];
    }

    private long within(long price) {
        return Math.max(lowest, Math.min(highest, price));
    }

    private long lots() {
        return 1 + (long) random.nextInt(6) * random.nextInt(6) * random.nextInt(6);
    }
}
