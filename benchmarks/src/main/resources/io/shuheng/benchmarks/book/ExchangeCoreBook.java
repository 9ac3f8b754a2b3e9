import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.IOrder;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/*
 * Drives exchange-core's direct book with the blocks of numbers that io.shuheng.benchmarks.book.BookCommands lays out.
 * Compiled when the benchmark starts, against the rival's folder, and loaded in its class loader: the two sides share
 * nothing but classes of the JDK. Its events stay what they are there, a chain at the command; they are only read where
 * the run is one of comparison.
 */
public final class ExchangeCoreBook implements ToLongFunction<long[]>, Function<long[], long[]> {

    private static final int WORDS = 8;

    private final IOrderBook[] books;
    private final OrderCommand command = new OrderCommand();
    private final EventPool pool = new EventPool();
    private long[] seen = new long[1 << 16];
    private int seenWords;
    private boolean compares;
    private long trades;

    /** Chains of events that are used again, as the rival's shared pool hands them out. */
    private static final class EventPool {
        private MatcherTradeEvent free;

        MatcherTradeEvent chain() {
            MatcherTradeEvent chain = free;
            if (chain == null) {
                return MatcherTradeEvent.createEventChain(64);
            }
            free = null;
            return chain;
        }

        void giveBack(MatcherTradeEvent chain) {
            if (free == null) {
                free = chain;
            } else {
                MatcherTradeEvent tail = chain.findTail();
                tail.nextEvent = free;
                free = chain;
            }
        }
    }

    public ExchangeCoreBook(int products) {
        books = new IOrderBook[products];
        Map<Integer, Integer> sizes = new HashMap<>();
        sizes.put(ObjectsPool.DIRECT_ORDER, 1024 * 1024);
        sizes.put(ObjectsPool.DIRECT_BUCKET, 1024 * 64);
        sizes.put(ObjectsPool.ART_NODE_4, 1024 * 32);
        sizes.put(ObjectsPool.ART_NODE_16, 1024 * 16);
        sizes.put(ObjectsPool.ART_NODE_48, 1024 * 8);
        sizes.put(ObjectsPool.ART_NODE_256, 1024 * 4);
        ObjectsPool objects = new ObjectsPool(sizes);
        boolean pooled = !Boolean.getBoolean("rival.unpooled");
        for (int product = 0; product < products; product++) {
            CoreSymbolSpecification symbol = CoreSymbolSpecification.builder()
                    .symbolId(product)
                    .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                    .baseScaleK(1)
                    .quoteScaleK(1)
                    .build();
            OrderBookEventsHelper events =
                    pooled ? new OrderBookEventsHelper(pool::chain) : OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER;
            books[product] = new OrderBookDirectImpl(symbol, objects, events, LoggingConfiguration.DEFAULT);
        }
    }

    /** Runs a block; the trades made since the beginning. */
    @Override
    public long applyAsLong(long[] block) {
        for (int at = 0; at < block.length; at += WORDS) {
            run(block, at);
        }
        return trades;
    }

    private void run(long[] block, int at) {
        OrderCommand cmd = command;
        cmd.orderId = block[at + 1];
        cmd.uid = block[at + 2];
        cmd.price = block[at + 3];
        cmd.size = block[at + 4];
        cmd.symbol = (int) block[at + 6];
        cmd.matcherEvent = null;
        switch ((int) block[at]) {
            case 0:
                place(cmd, OrderType.GTC, block[at + 5]);
                break;
            case 1:
                place(cmd, OrderType.IOC, block[at + 5]);
                break;
            case 2:
                place(cmd, OrderType.FOK_BUDGET, block[at + 5]);
                break;
            case 3:
                cmd.command = OrderCommandType.CANCEL_ORDER;
                break;
            case 4:
                cmd.command = OrderCommandType.REDUCE_ORDER;
                break;
            default:
                cmd.command = OrderCommandType.MOVE_ORDER;
        }
        cmd.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
        IOrderBook.processCommand(books[cmd.symbol], cmd);
        MatcherTradeEvent chain = cmd.matcherEvent;
        if (chain != null) {
            if (compares) {
                read(cmd, chain);
            }
            pool.giveBack(chain);
        }
    }

    private static void place(OrderCommand cmd, OrderType type, long side) {
        cmd.command = OrderCommandType.PLACE_ORDER;
        cmd.orderType = type;
        cmd.action = side == 0 ? OrderAction.BID : OrderAction.ASK;
        // The limit up to which a bid may be moved; the stream's moves are all within what their owner would hold.
        cmd.reserveBidPrice = Long.MAX_VALUE;
    }

    private void read(OrderCommand cmd, MatcherTradeEvent first) {
        for (MatcherTradeEvent event = first; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                trades++;
                see(cmd.orderId, event.matchedOrderId, event.price, event.size,
                        event.activeOrderCompleted ? 1 : 0, event.matchedOrderCompleted ? 1 : 0);
            }
        }
    }

    /** Runs a block and gives the trades it made; without a block, the books as they are. */
    @Override
    public long[] apply(long[] block) {
        seenWords = 0;
        if (block.length > 0) {
            compares = true;
            applyAsLong(block);
            compares = false;
        } else {
            for (IOrderBook book : books) {
                book.askOrdersStream(true).forEach(order -> see(1, order));
                book.bidOrdersStream(true).forEach(order -> see(0, order));
            }
        }
        return Arrays.copyOf(seen, seenWords);
    }

    private void see(long side, IOrder order) {
        see(side, order.getOrderId(), order.getPrice(), order.getSize() - order.getFilled(), order.getUid(), 0);
    }

    private void see(long a, long b, long c, long d, long e, long f) {
        if (seenWords + 6 > seen.length) {
            seen = Arrays.copyOf(seen, seen.length * 2);
        }
        for (long word : new long[] {a, b, c, d, e, f}) {
            seen[seenWords++] = word;
        }
    }
}
