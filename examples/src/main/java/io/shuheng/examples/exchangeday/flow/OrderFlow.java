package io.shuheng.examples.exchangeday.flow;

import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import java.util.List;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;

/**
 * What members send next: bids and offers around a price that wanders, and cancels of what has rested too long. Made up
 * from random numbers: it stands for no market. For one thread.
 */
final class OrderFlow {

    private static final long MICROS_PER_FEN = 10_000;
    private static final int SPREAD_FEN = 40;
    private static final int CROSSING_FEN = 15;
    private static final int DRIFT_FEN = 2;
    private static final int MOST_LOTS = 5;
    private static final int MOST_RESTING = 48;
    private static final int ONE_IN = 10;
    private static final int OF_A_HUNDRED = 100;
    private static final int SELLS_OF_A_HUNDRED = 45;
    private static final int RESTING_OF_A_HUNDRED = 85;

    private final RandomGenerator random;
    private final ListedProduct listed;
    private final BookMember seller;
    private final List<BookMember> buyers;
    private final long leastFen;
    private final long mostFen;
    private long middleFen;

    /**
     * What is sent next.
     *
     * @param member by whom
     * @param isOrder whether it is an order, or the cancel of one
     * @param command makes it for a counter of the member's session
     */
    record Move(BookMember member, boolean isOrder, LongFunction<SpecificRecord> command) {}

    OrderFlow(RandomGenerator random, ListedProduct listed, BookMember seller, List<BookMember> buyers) {
        this.random = random;
        this.listed = listed;
        this.seller = seller;
        this.buyers = List.copyOf(buyers);
        this.middleFen = listed.product().pricePerLotFen();
        this.leastFen = middleFen / 2;
        this.mostFen = middleFen * 2;
    }

    Move next() {
        boolean sells = random.nextInt(OF_A_HUNDRED) < SELLS_OF_A_HUNDRED;
        BookMember member = sells ? seller : buyers.get(random.nextInt(buyers.size()));
        int resting = member.restingOrders();
        if (resting > MOST_RESTING || (resting > 0 && random.nextInt(ONE_IN) == 0)) {
            long order = member.takeOldest();
            return new Move(member, false, counter -> cancel(counter, order));
        }
        long wandered = middleFen - DRIFT_FEN + random.nextInt(2 * DRIFT_FEN + 1);
        middleFen = Math.min(mostFen, Math.max(leastFen, wandered));
        int away = random.nextInt(SPREAD_FEN + CROSSING_FEN) - CROSSING_FEN;
        long priceFen = sells ? middleFen + away : middleFen - away;
        int lots = 1 + random.nextInt(MOST_LOTS);
        boolean rests = random.nextInt(OF_A_HUNDRED) < RESTING_OF_A_HUNDRED;
        int scenario = sells ? 0 : random.nextInt(listed.product().scenarios().size());
        return new Move(
                member,
                true,
                counter -> PlaceOrder.newBuilder()
                        .setClientId(counter)
                        .setNotAfterNs(0)
                        .setMandate(0)
                        .setInstrument(listed.instrument())
                        .setSide(sells ? Side.SELL : Side.BUY)
                        .setOrderType(OrderType.LIMIT)
                        .setTimeInForce(rests ? TimeInForce.GTC : TimeInForce.IOC)
                        .setPriceMicros(priceFen * MICROS_PER_FEN)
                        .setPriceVersion(0)
                        .setQuantityLots(lots)
                        .setScenario(scenario)
                        .setSelfTrade(SelfTradePrevention.BOARD_RULE)
                        .build());
    }

    private SpecificRecord cancel(long counter, long order) {
        return new CancelOrder(counter, 0L, 0L, listed.instrument(), order);
    }
}
