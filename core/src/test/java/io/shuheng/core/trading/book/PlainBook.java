package io.shuheng.core.trading.book;

import io.shuheng.core.trading.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * The order book as a list in the order of arrival, read from end to end for everything: the model that the real book is
 * compared with, event by event.
 */
final class PlainBook {

    private static final class Resting {
        private final long sequence;
        private final long owner;
        private final Side side;
        private final long priceMicros;
        private long lots;

        Resting(long sequence, long owner, Side side, long priceMicros, long lots) {
            this.sequence = sequence;
            this.owner = owner;
            this.side = side;
            this.priceMicros = priceMicros;
            this.lots = lots;
        }
    }

    private final List<Resting> arrived = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    /** All that has happened. */
    List<String> events() {
        return events;
    }

    /** @param owner an order that meets one of its own owner does as {@code own} says; others trade */
    void place(
            long sequence, long owner, OrderBook.Meeting own, Side side, long priceMicros, long lots, boolean rests) {
        long rest = lots;
        boolean stopped = false;
        while (rest > 0 && !stopped) {
            Resting best = bestFor(side, priceMicros);
            if (best == null) {
                break;
            }
            OrderBook.Meeting meeting = best.owner == owner ? own : OrderBook.Meeting.TRADE;
            stopped = meeting == OrderBook.Meeting.STOP || meeting == OrderBook.Meeting.REMOVE_AND_STOP;
            if (meeting == OrderBook.Meeting.REMOVE || meeting == OrderBook.Meeting.REMOVE_AND_STOP) {
                arrived.remove(best);
                events.add("removed " + best.sequence + " " + best.lots);
            } else if (!stopped) {
                long lost = Math.min(rest, best.lots);
                rest -= lost;
                best.lots -= lost;
                events.add((meeting == OrderBook.Meeting.TRADE ? "trade " : "decrement ") + sequence + " "
                        + best.sequence + " " + best.priceMicros + " " + lost + " " + rest + " " + best.lots);
                arrived.removeIf(resting -> resting.lots == 0);
            }
        }
        if (rest > 0 && rests && !stopped) {
            arrived.add(new Resting(sequence, owner, side, priceMicros, rest));
            events.add("rest " + sequence + " " + rest);
        }
    }

    /** Under its own number it leaves and comes again with another price. */
    void move(long sequence, OrderBook.Meeting own, long priceMicros) {
        for (Resting resting : List.copyOf(arrived)) {
            if (resting.sequence == sequence) {
                arrived.remove(resting);
                place(sequence, resting.owner, own, resting.side, priceMicros, resting.lots, true);
            }
        }
    }

    /** Another order takes its place in the queue. */
    void replace(long sequence, long by, long lots) {
        for (int i = 0; i < arrived.size(); i++) {
            Resting old = arrived.get(i);
            if (old.sequence == sequence && lots <= old.lots) {
                arrived.set(i, new Resting(by, old.owner, old.side, old.priceMicros, lots));
                events.add("replace " + sequence + " " + by + " " + lots);
            }
        }
    }

    void cancel(long sequence) {
        boolean there = arrived.removeIf(resting -> resting.sequence == sequence);
        events.add((there ? "cancel " : "unknown ") + sequence);
    }

    void reduce(long sequence, long lots) {
        for (Resting resting : List.copyOf(arrived)) {
            if (resting.sequence == sequence) {
                resting.lots -= Math.min(lots, resting.lots);
                events.add("reduce " + sequence + " " + resting.lots);
            }
        }
        arrived.removeIf(resting -> resting.lots == 0);
    }

    boolean canFill(Side side, long limitMicros, long lots) {
        long there = 0;
        for (Resting resting : arrived) {
            if (resting.side != side && reaches(side, limitMicros, resting.priceMicros)) {
                there += resting.lots;
            }
        }
        return there >= lots;
    }

    boolean rests(long sequence) {
        return arrived.stream().anyMatch(resting -> resting.sequence == sequence);
    }

    /** The orders of a side in the order of their turns. */
    List<Long> turns(Side side) {
        return arrived.stream()
                .filter(resting -> resting.side == side)
                .sorted((a, b) -> side == Side.BUY
                        ? Long.compare(b.priceMicros, a.priceMicros)
                        : Long.compare(a.priceMicros, b.priceMicros))
                .map(resting -> resting.sequence)
                .toList();
    }

    /** Price, lots and orders of a side's levels, the best first. */
    List<String> depth(Side side) {
        List<Long> prices = arrived.stream()
                .filter(resting -> resting.side == side)
                .map(resting -> resting.priceMicros)
                .distinct()
                .sorted(side == Side.BUY ? (a, b) -> Long.compare(b, a) : Long::compare)
                .toList();
        List<String> levels = new ArrayList<>();
        for (long price : prices) {
            List<Resting> at = arrived.stream()
                    .filter(resting -> resting.side == side && resting.priceMicros == price)
                    .toList();
            long lots = at.stream().mapToLong(resting -> resting.lots).sum();
            levels.add(price + " " + lots + " " + at.size());
        }
        return levels;
    }

    private Resting bestFor(Side side, long limitMicros) {
        Resting best = null;
        for (Resting resting : arrived) {
            boolean crosses = resting.side != side && reaches(side, limitMicros, resting.priceMicros);
            boolean better = best == null
                    || (side == Side.BUY
                            ? resting.priceMicros < best.priceMicros
                            : resting.priceMicros > best.priceMicros);
            if (crosses && better) {
                best = resting;
            }
        }
        return best;
    }

    private static boolean reaches(Side side, long limitMicros, long priceMicros) {
        return side == Side.BUY ? priceMicros <= limitMicros : priceMicros >= limitMicros;
    }
}
