package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.ReduceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * An order, a reduction, a replacement and a cancel cost the engine no allocation, from their bytes to the bytes of their
 * records, with holds, licences, leaves of statements and first answers. A trade leaves what is kept of it, and is not here.
 */
class OrderAllocationTest {

    private static final int ROUNDS_BEFORE = 1_500;
    private static final int ROUNDS = 64;
    private static final int WINDOWS = 6;
    private static final long PRICE_FEN = 100;

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay way = new TradeWay(exchange);
    private final BookWay book = new BookWay(
            exchange,
            way,
            10_000,
            BookWay.continuous(way.board()).setSignedOrdersOnly(false).build());
    private final List<Waiting> commands = new ArrayList<>();
    private long nextSequence;

    /** A command as it waits in its place for the engine. */
    private static final class Waiting implements Upcoming {

        private final RecordKind kind;
        private final byte[] bytes;
        private final Authentication authentication;

        private Waiting(SpecificRecord command, Authentication authentication) {
            this.kind = RulesVersions.current().kindOf(command.getClass());
            this.bytes = AvroBytes.encode(command);
            this.authentication = authentication;
        }

        @Override
        public RecordKind kind() {
            return kind;
        }

        @Override
        public SpecificRecord value() {
            throw new UnsupportedOperationException("the engine reads orders itself");
        }

        @Override
        public byte[] command() {
            return bytes;
        }

        @Override
        public int commandLength() {
            return bytes.length;
        }

        @Override
        public Authentication authentication() {
            return authentication;
        }

        @Override
        public boolean isOfSession() {
            return true;
        }
    }

    /** A member with an open session, and the counter of its last command. */
    private final class Trader {

        private final Authentication authentication;
        private long counter;

        private Trader(Enrolment.Member member) {
            OpenSession terms = OpenSession.newBuilder()
                    .setClientId(exchange.nextClientId())
                    .setNotAfterNs(exchange.notAfterNs())
                    .setMandate(0)
                    .setKeySm3(new Hash32(new byte[32]))
                    .setInstruments(List.of(book.instrument()))
                    .setBoards(List.of())
                    .setMaxNotionalFen(Long.MAX_VALUE)
                    .setExpiresNs(exchange.timeNs() + Duration.ofDays(1).toNanos())
                    .setStatementEveryCommands(0)
                    .setStatementEveryNs(0)
                    .build();
            long session = exchange.submit(terms, member.key())
                    .requireAccepted()
                    .answer()
                    .sequence();
            authentication =
                    new Authentication(AuthenticationKind.ASSERTED.number(), 0, session, ByteBuffer.allocate(0));
        }

        /** Appends an order, and says which sequence it will have. */
        private long order(Side side, OrderType type, TimeInForce timeInForce, long priceFen, long replaces) {
            PlaceOrder order = book.order(side, priceFen, 3)
                    .setClientId(++counter)
                    .setNotAfterNs(0)
                    .setOrderType(type)
                    .setTimeInForce(timeInForce)
                    .setReplaces(replaces)
                    .build();
            return append(order);
        }

        private void cancel(long order) {
            append(new CancelOrder(++counter, 0L, 0L, book.instrument(), order));
        }

        private void reduce(long order) {
            append(new ReduceOrder(++counter, 0L, 0L, book.instrument(), order, 1L));
        }

        private long append(SpecificRecord command) {
            commands.add(new Waiting(command, authentication));
            return nextSequence++;
        }
    }

    @Test
    void allocatesNothingForAnOrderThatFindsNoOther() {
        Trader buyer = new Trader(book.buyer(1_000_000));
        Trader seller = new Trader(book.seller());
        nextSequence = exchange.engine().size();
        int before = appendRounds(ROUNDS_BEFORE, buyer, seller);
        Executing executing = new Executing(exchange.engine(), exchange.timeNs());
        executing.run(commands.subList(0, before));
        List<Long> allocated = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
            int from = commands.size();
            appendRounds(ROUNDS, buyer, seller);
            allocated.add(executing.allocatedBytes(commands.subList(from, commands.size())));
        }
        // Every window holds every kind of order; the compiler leaves a few hundred bytes in one of them where it
        // changes its mind.
        assertThat(allocated).contains(0L);
    }

    /** Appends so many rounds, and says how many commands that are. */
    private int appendRounds(int rounds, Trader buyer, Trader seller) {
        int before = commands.size();
        for (int round = 0; round < rounds; round++) {
            appendRound(buyer, seller);
        }
        return commands.size() - before;
    }

    private void appendRound(Trader buyer, Trader seller) {
        long resting = buyer.order(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, PRICE_FEN, 0);
        buyer.reduce(resting);
        buyer.cancel(resting);
        buyer.order(Side.BUY, OrderType.LIMIT, TimeInForce.IOC, PRICE_FEN, 0);
        long quoted = buyer.order(Side.BUY, OrderType.POST_ONLY, TimeInForce.GTC, PRICE_FEN, 0);
        long better = buyer.order(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, PRICE_FEN + 1, quoted);
        buyer.cancel(buyer.order(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, PRICE_FEN + 1, better));
        long offered = seller.order(Side.SELL, OrderType.LIMIT, TimeInForce.GTC, PRICE_FEN, 0);
        seller.reduce(offered);
        seller.cancel(offered);
        seller.order(Side.SELL, OrderType.LIMIT, TimeInForce.IOC, PRICE_FEN, 0);
    }

    /** Commands on their way through the engine, in batches as its thread sees them. */
    private static final class Executing {

        private final Engine engine;
        private final RecordBuffer records = new RecordBuffer();
        private final Answer answer = new Answer();
        private final List<Waiting> batch = new ArrayList<>();
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private long timeNs;

        private Executing(Engine engine, long timeNs) {
            this.engine = engine;
            this.timeNs = timeNs;
        }

        private long allocatedBytes(List<Waiting> commands) {
            threads.getCurrentThreadAllocatedBytes();
            long before = threads.getCurrentThreadAllocatedBytes();
            run(commands);
            return threads.getCurrentThreadAllocatedBytes() - before;
        }

        private void run(List<Waiting> commands) {
            for (int i = 0; i < commands.size(); i++) {
                batch.add(commands.get(i));
                if (batch.size() == 64 || i == commands.size() - 1) {
                    execute();
                }
            }
        }

        private void execute() {
            engine.lookAhead(batch);
            for (int i = 0; i < batch.size(); i++) {
                records.clear();
                engine.execute(batch.get(i), ++timeNs, records, answer);
                if (!answer.isAccepted() || records.count() != 1) {
                    throw new AssertionError(i + ": " + answer + ", " + records.count() + " records");
                }
            }
            batch.clear();
        }
    }
}
