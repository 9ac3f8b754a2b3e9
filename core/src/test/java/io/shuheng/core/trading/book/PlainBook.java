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
        private final Side side;
        private final long priceMicros;
        private long lots;

        Resting(long sequence, Side side, long priceMicros, long lots) {
            this.sequence = sequence;
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

    void place(long sequence, Side side, long priceMicros, long lots, boolean rests) {
        long rest = lots;
        while (rest > 0) {
            Resting best = bestFor(side, priceMicros);
            if (best == null) {
                break;
            }
            long traded = Math.min(rest, best.lots);
            rest -= traded;
            best.lots -= traded;
            events.add("trade " + sequence + " " + best.sequence + " " + best.priceMicros + " " + traded + " " + rest
                    + " " + best.lots);
            arrived.removeIf(resting -> resting.lots == 0);
        }
        if (rest > 0 && rests) {
            arrived.add(new Resting(sequence, side, priceMicros, rest));
            events.add("rest " + sequence + " " + rest);
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
