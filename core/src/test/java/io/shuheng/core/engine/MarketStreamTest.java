package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.market.MarketRequest;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.CancelBook;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.SetBoardControls;
import io.shuheng.core.trading.SetReferencePrice;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.auction.CallStep;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whatever is done to a book, continuous trading, call auctions and halts in turn: readers of market data that joined at any
 * moment know it after each command as the engine has it, and one that reads too slowly is told so and joins again.
 */
class MarketStreamTest {

    private static final int BUYERS = 3;
    private static final int SLOW_CAPACITY = 4;

    enum Act {
        ORDER,
        REPLACE,
        REDUCE,
        CANCEL,
        CANCEL_ALL,
        CANCEL_BOOK,
        HALT,
        RESUME,
        SET_BAND,
        REFER,
        OPEN_CALL,
        CLOSE_CALL,
        WAIT,
        JOIN,
        READ_SLOWLY
    }

    /** What a phase is set for, as an act's buyer chooses. */
    private enum Reach {
        INSTRUMENT,
        BOARD,
        EXCHANGE
    }

    /** One act; {@code target} counts back among the orders placed. */
    record Command(Act act, Side side, OrderKind kind, long priceFen, long lots, int buyer, int target) {}

    @Property(tries = 40, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void isKnownToWhoeverFollowsIt(@ForAll("commands") List<Command> commands) {
        Stream stream = new Stream();
        commands.forEach(stream::run);
        stream.requireSlowReaderCatchesUp();
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void isToldTheSameByEveryFeedOverTheSameRecords(@ForAll("commands") List<Command> commands) {
        Stream stream = new Stream();
        commands.forEach(stream::run);
        MarketComparison again = new MarketComparison(stream.exchange);
        again.check();
        assertThat(again.told()).isEqualTo(stream.market.told());
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(30, Act.ORDER),
                                Tuple.of(5, Act.REPLACE),
                                Tuple.of(3, Act.REDUCE),
                                Tuple.of(3, Act.CANCEL),
                                Tuple.of(1, Act.CANCEL_ALL),
                                Tuple.of(1, Act.CANCEL_BOOK),
                                Tuple.of(1, Act.HALT),
                                Tuple.of(2, Act.RESUME),
                                Tuple.of(1, Act.SET_BAND),
                                Tuple.of(1, Act.REFER),
                                Tuple.of(2, Act.OPEN_CALL),
                                Tuple.of(2, Act.CLOSE_CALL),
                                Tuple.of(2, Act.WAIT),
                                Tuple.of(2, Act.JOIN),
                                Tuple.of(3, Act.READ_SLOWLY)),
                        Arbitraries.of(Side.class),
                        OrderKind.any(
                                8,
                                TimeInForce.GTC,
                                TimeInForce.GTC,
                                TimeInForce.GTC,
                                TimeInForce.GTD,
                                TimeInForce.IOC,
                                TimeInForce.FOK),
                        Arbitraries.longs().between(1, 12).map(step -> 95 + step),
                        Arbitraries.longs().between(1, 30),
                        Arbitraries.integers().between(0, BUYERS - 1),
                        Arbitraries.integers().between(0, 10))
                .as(Command::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(80);
    }

    /** One exchange and those who follow its market. */
    private static final class Stream {

        private record Owned(long sequence, Side side, Enrolment.Member owner) {}

        private final EngineFixture exchange = new EngineFixture(
                Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(3).build());
        private final CallWay calls = new CallWay(exchange, TradingMode.CALL_AUCTION, TradingMode.CONTINUOUS);
        private final BookWay book = calls.book();
        private final List<Enrolment.Member> buyers = new ArrayList<>();
        private final List<Owned> placed = new ArrayList<>();
        private final MarketComparison market = new MarketComparison(exchange);
        private final List<MarketComparison.Follower> joined = new ArrayList<>();
        private final MarketComparison.Follower slow;
        private final MarketComparison.BestPrices best;
        private Optional<Long> call = Optional.empty();

        Stream() {
            for (int i = 1; i < BUYERS; i++) {
                buyers.add(book.buyer(1_000_000));
            }
            buyers.add(book.sellersAffiliate(1_000_000));
            market.check();
            slow = market.follower(MarketRequest.of(book.instrument())
                    .seenBy(Visibility.everything())
                    .withCapacity(SLOW_CAPACITY));
            best = market.bestPrices(MarketRequest.all().seenBy(Visibility.everything()));
            exchange.afterEach(this::follow);
        }

        void run(Command command) {
            exchange.advance(Duration.ofMillis(1));
            switch (command.act) {
                case ORDER -> place(order(command), command);
                case REPLACE, REDUCE, CANCEL -> change(command);
                case CANCEL_ALL ->
                    book.cancelAll(command.side == Side.BUY ? buyers.get(command.buyer) : book.seller(), 0);
                case CANCEL_BOOK ->
                    book.sendByTwo(new CancelBook(
                            exchange.nextClientId(),
                            exchange.notAfterNs(),
                            book.instrument(),
                            0L,
                            ControlReason.DISORDER,
                            EngineFixture.hash("minutes")));
                case HALT -> phase(reach(command), halting(command));
                case RESUME -> phase(reach(command), TradingPhase.OPEN);
                case SET_BAND -> band(command.target % 2 == 0 ? 0 : command.target * 700);
                case REFER ->
                    officer(new SetReferencePrice(
                            exchange.nextClientId(),
                            exchange.notAfterNs(),
                            book.instrument(),
                            command.priceFen * 10_000));
                case OPEN_CALL -> openCall();
                case CLOSE_CALL -> call.ifPresent(auction -> calls.move(auction, CallStep.CLOSE));
                case WAIT -> {
                    exchange.advance(Duration.ofSeconds(4));
                    exchange.submitInternal(new Tick());
                }
                case JOIN -> joined.add(market.follower(MarketRequest.all().seenBy(Visibility.everything())));
                case READ_SLOWLY -> {
                    slow.take(command.target);
                    best.check();
                }
            }
            finishSteps();
        }

        private void finishSteps() {
            while (exchange.engine().isStepPending()) {
                book.step();
            }
        }

        /** After each command: the records of each are one group, so every state of the market is looked at. */
        private void follow() {
            market.check();
            for (MarketComparison.Follower follower : joined) {
                follower.takeAll();
                assertThat(follower.rejoins()).isZero();
                market.require(follower);
            }
        }

        /** Each of these bids is the best, or trades. */
        void requireSlowReaderCatchesUp() {
            for (Reach reach : Reach.values()) {
                phase(reach, TradingPhase.OPEN);
            }
            band(0);
            finishSteps();
            slow.takeAll();
            market.requireBook(slow, book.instrument());
            int before = slow.rejoins();
            for (int i = 0; i <= SLOW_CAPACITY; i++) {
                book.buy(buyers.get(0), 120 + i, 1).requireAccepted();
                finishSteps();
            }
            slow.takeAll();
            market.requireBook(slow, book.instrument());
            best.check();
            assertThat(slow.rejoins() - before).isEqualTo(1);
        }

        private void openCall() {
            EngineFixture.Outcome scheduled = calls.submit(calls.terms());
            if (scheduled.answer().isAccepted()) {
                long auction = scheduled.event(EventKind.AUCTION_SCHEDULED).getA();
                calls.move(auction, CallStep.OPEN);
                call = Optional.of(auction);
            }
        }

        private static TradingPhase halting(Command command) {
            return command.target % 2 == 0 ? TradingPhase.HALTED : TradingPhase.CANCEL_ONLY;
        }

        private static Reach reach(Command command) {
            return switch (command.buyer) {
                case 0 -> Reach.INSTRUMENT;
                case 1 -> Reach.BOARD;
                default -> Reach.EXCHANGE;
            };
        }

        private void phase(Reach reach, TradingPhase phase) {
            officer(new SetTradingPhase(
                    exchange.nextClientId(),
                    exchange.notAfterNs(),
                    reach == Reach.BOARD ? book.descriptor().getBoard() : 0L,
                    reach == Reach.INSTRUMENT ? book.instrument() : 0L,
                    phase,
                    ControlReason.DISORDER,
                    EngineFixture.hash("order")));
        }

        private void band(int bandBp) {
            officer(new SetBoardControls(
                    exchange.nextClientId(),
                    exchange.notAfterNs(),
                    book.descriptor().getBoard(),
                    SelfTradePrevention.CANCEL_NEWEST,
                    bandBp));
        }

        private void officer(SpecificRecord command) {
            book.send(command, exchange.officerKey(Duty.MARKET));
        }

        private void change(Command command) {
            if (placed.isEmpty()) {
                return;
            }
            Owned target = placed.get(Math.max(0, placed.size() - 1 - command.target));
            if (command.act == Act.REPLACE) {
                EngineFixture.Outcome outcome = book.submit(
                        book.order(target.side, command.priceFen, command.lots).setReplaces(target.sequence),
                        target.owner);
                placed.add(new Owned(outcome.answer().sequence(), target.side, target.owner));
            } else if (command.act == Act.REDUCE) {
                book.reduce(target.sequence, command.lots / 4 + 1, target.owner);
            } else {
                book.cancel(target.sequence, target.owner);
            }
        }

        private void place(PlaceOrder.Builder order, Command command) {
            Enrolment.Member member = command.side == Side.BUY ? buyers.get(command.buyer) : book.seller();
            EngineFixture.Outcome outcome = book.submit(order, member);
            placed.add(new Owned(outcome.answer().sequence(), command.side, member));
        }

        private PlaceOrder.Builder order(Command command) {
            return command.kind.of(
                    book.order(command.side, command.priceFen, command.lots),
                    command.priceFen,
                    command.lots,
                    exchange.timeNs() + Duration.ofSeconds(3).toNanos());
        }
    }
}
