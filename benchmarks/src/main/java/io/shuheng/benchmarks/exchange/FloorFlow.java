package io.shuheng.benchmarks.exchange;

import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * The orders of a trading floor as numbers, so that a rival gets the same: of 100 orders 10 rest, 10 take what rests, 80 find
 * nothing and end at once, for the book has bids alone. Seeded. Immutable.
 */
final class FloorFlow {

    static final int BUYERS = 15;

    private static final int SEED = 1;

    /** Kind, buyer (0 is the provider), price in steps. */
    private static final int WORDS = 3;

    private static final int RESTS = 0;
    private static final int TAKES = 1;
    private static final int KINDS = 10;
    private static final long STEP_MICROS = 10_000;

    private final long[] words;

    /** So many orders. */
    FloorFlow(int orders) {
        words = new long[orders * WORDS];
        Random random = new Random(SEED);
        for (int at = 0; at < words.length; at += WORDS) {
            int kind = random.nextInt(KINDS);
            boolean takes = kind == TAKES;
            words[at] = kind;
            words[at + 1] = takes ? 0 : 1 + random.nextInt(BUYERS);
            words[at + 2] = takes ? 1 : 1_000 + random.nextInt(500);
        }
    }

    int orders() {
        return words.length / WORDS;
    }

    /** For whoever reads numbers: three an order, eight bytes each, big-endian. */
    void write(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
        bytes.asLongBuffer().put(words);
        Files.write(file, bytes.array());
    }

    /**
     * What was made of the orders, in the order in which it must be sent.
     *
     * @param sendings orders, and behind the last order of each the statements that sessions owe
     * @param statements which of them are statements
     */
    record Made(List<FloorSession.Sending> sendings, BitSet statements) {}

    /** Makes the orders in the sessions of a floor. */
    Made make(TradingFloor floor) {
        List<FloorSession> sessions = floor.sessions();
        List<FloorSession.Sending> sendings = new ArrayList<>(orders());
        BitSet statements = new BitSet();
        for (int at = 0; at < words.length; at += WORDS) {
            FloorSession session = sessions.get((int) words[at + 1]);
            sendings.add(session.next(order(session, at)));
            if (session.owesStatement()) {
                statements.set(sendings.size());
                sendings.add(session.statement(floor.nextClientId(), floor.notAfterNs()));
            }
        }
        return new Made(sendings, statements);
    }

    private PlaceOrder order(FloorSession session, int at) {
        boolean takes = words[at] == TAKES;
        return PlaceOrder.newBuilder()
                .setClientId(session.nextCounter())
                .setNotAfterNs(0)
                .setMandate(0)
                .setInstrument(1)
                .setSide(takes ? Side.SELL : Side.BUY)
                .setOrderType(OrderType.LIMIT)
                .setTimeInForce(words[at] == RESTS ? TimeInForce.GTC : TimeInForce.IOC)
                .setPriceMicros(words[at + 2] * STEP_MICROS)
                .setPriceVersion(0)
                .setQuantityLots(1)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE)
                .build();
    }
}
