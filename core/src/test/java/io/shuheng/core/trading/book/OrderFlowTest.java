package io.shuheng.core.trading.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.trading.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * 20 200 commands of a peer's workload generator, with the events and the book that two other engines agree on. Every
 * event and the final book are the same here, in the same order.
 *
 * <p>Differences in convention, all of them outside the matching:
 *
 * <ul>
 *   <li>There a cancel and a reduction are one event, REDUCE, with the lots taken off; here they are two operations of
 *       the book, both written down as REDUCE for the comparison. A REDUCE there has the order's own number as the active
 *       one and names no matched order.
 *   <li>MOVE is a cancel and a new order under the same number there; here a number, being a sequence, is used once, and
 *       the test reuses it on purpose: the book does not mind once the first order is gone. A move makes no event of its
 *       own.
 *   <li>A reduction by more than is left takes off what is left.
 *   <li>FOK_BUDGET (all lots within a total price, or nothing) is no order type here yet: the test adds up the levels'
 *       totals and sends an order without a limit where the budget covers it.
 *   <li>The final book lists the highest price first on both sides; here each side begins with its best.
 *   <li>What an order that may not rest leaves over has no event in the data; there is none with a rest.
 * </ul>
 */
class OrderFlowTest {

    private static final long HIGHEST = 1_000_000_000;

    private final OrderBook<TestOrder> book = new OrderBook<>(1);
    private final List<String> events = new ArrayList<>();

    @Test
    void makesTheEventsAndTheBookOfTwoOtherEngines() {
        for (String[] command : rows("commands.csv.gz")) {
            run(command);
        }
        assertThat(events).isEqualTo(lines("events.csv.gz"));
        assertThat(depth()).isEqualTo(lines("final_book.csv"));
    }

    private void run(String[] command) {
        String index = command[0];
        long id = Long.parseLong(command[2]);
        long price = Long.parseLong(command[4]);
        long lots = Long.parseLong(command[5]);
        Side side = command[6].equals("BID") ? Side.BUY : Side.SELL;
        switch (command[1]) {
            case "PLACE_ORDER" -> place(index, id, side, price, lots, command[7]);
            case "CANCEL_ORDER" -> {
                TestOrder order = resting(id);
                book.remove(order);
                events.add(reduction(index, order, order.restLots(), true));
            }
            case "REDUCE_ORDER" -> {
                TestOrder order = resting(id);
                long taken = Math.min(lots, order.restLots());
                book.reduce(order, taken);
                events.add(reduction(index, order, taken, order.restLots() == 0));
            }
            case "MOVE_ORDER" -> {
                TestOrder order = resting(id);
                book.remove(order);
                trade(index, new TestOrder(id, side, price, order.restLots()), true);
            }
            default -> throw new AssertionError("command " + command[1]);
        }
    }

    private void place(String index, long id, Side side, long price, long lots, String type) {
        switch (type) {
            case "GTC" -> trade(index, new TestOrder(id, side, price, lots), true);
            case "IOC" -> trade(index, new TestOrder(id, side, price, lots), false);
            case "FOK_BUDGET" -> {
                long limit = side == Side.BUY ? HIGHEST : 1;
                boolean whole = book.canFill(side, limit, lots);
                if (whole && isWithin(side, cost(side, lots), price)) {
                    trade(index, new TestOrder(id, side, limit, lots), false);
                }
            }
            default -> throw new AssertionError("type " + type);
        }
    }

    /** A buyer pays at most its budget, a seller gets at least it. */
    private static boolean isWithin(Side side, long cost, long budget) {
        return side == Side.BUY ? cost <= budget : cost >= budget;
    }

    private long cost(Side side, long lots) {
        long[] left = {lots};
        long[] cost = {0};
        book.depth(OrderBook.opposite(side), (price, there, orders) -> {
            long taken = Math.min(left[0], there);
            left[0] -= taken;
            cost[0] += price * taken;
            return left[0] > 0;
        });
        return cost[0];
    }

    private void trade(String index, TestOrder order, boolean rests) {
        book.match(order, Integer.MAX_VALUE, new OrderBook.Sweeper<>() {
            @Override
            public OrderBook.Meeting meet(TestOrder resting) {
                return OrderBook.Meeting.TRADE;
            }

            @Override
            public void removed(TestOrder resting) {
                throw new AssertionError("nothing is removed here");
            }

            @Override
            public void decremented(TestOrder resting, long lots) {
                throw new AssertionError("nothing is decremented here");
            }

            @Override
            public void traded(TestOrder resting, long price, long lots) {
                events.add(String.join(
                        ",",
                        index,
                        "TRADE",
                        String.valueOf(order.sequence()),
                        String.valueOf(resting.sequence()),
                        String.valueOf(price),
                        String.valueOf(lots),
                        String.valueOf(order.restLots() == 0),
                        String.valueOf(resting.restLots() == 0)));
            }
        });
        if (order.restLots() > 0 && rests) {
            book.rest(order);
        }
    }

    private TestOrder resting(long id) {
        return Objects.requireNonNull(book.order(id), () -> "order " + id);
    }

    private static String reduction(String index, TestOrder order, long taken, boolean completed) {
        return index + ",REDUCE," + order.sequence() + ",0," + order.priceMicros() + "," + taken + "," + completed
                + ",false";
    }

    private List<String> depth() {
        List<String> levels = new ArrayList<>();
        book.depth(Side.SELL, (price, lots, orders) -> levels.add("ASK," + price + "," + lots + "," + orders));
        Collections.reverse(levels);
        book.depth(Side.BUY, (price, lots, orders) -> levels.add("BID," + price + "," + lots + "," + orders));
        return levels;
    }

    /** The rows of an events file without the matched order's owner, whom the book does not know. */
    private static List<String> lines(String name) {
        List<String> lines = new ArrayList<>();
        for (String[] row : rows(name)) {
            List<String> fields = new ArrayList<>(List.of(row));
            if (fields.size() == 9) {
                fields.remove(4);
            }
            lines.add(String.join(",", fields));
        }
        return lines;
    }

    private static List<String[]> rows(String name) {
        try (InputStream file = Objects.requireNonNull(OrderFlowTest.class.getResourceAsStream(name));
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(file) : file;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
