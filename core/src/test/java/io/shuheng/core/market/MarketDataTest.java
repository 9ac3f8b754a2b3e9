package io.shuheng.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.engine.BookWay;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.engine.ListingWay;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingVisibility;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.SetBoardControls;
import io.shuheng.core.trading.SetReferencePrice;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.view.ListingAudience;
import io.shuheng.core.view.Visibility;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers of market data: how they join, wait, lag, join again and end, and what they never learn. */
class MarketDataTest {

    private static final long LONG_NS = 10_000_000_000L;
    private static final Visibility ALL = Visibility.everything();

    private final EngineFixture exchange = new EngineFixture();
    private final BookWay book = new BookWay(exchange);
    private final Enrolment.Member buyer = book.buyer(10_000_000);
    private final MarketData feed = new MarketData(
            RulesVersions.current(), MarketDataSettings.defaults().withLevels(3).withMaxReaders(4));
    private int fed;

    @BeforeEach
    void feed() {
        List<byte[]> records = exchange.records();
        for (; fed < records.size(); fed++) {
            feed.accept(records.get(fed), 0, records.get(fed).length);
        }
    }

    private void bid(long priceFen) {
        book.buy(buyer, priceFen, 1).requireAccepted();
        feed();
    }

    private MarketRequest everything() {
        return MarketRequest.all().seenBy(ALL);
    }

    private static List<MarketMessage> taken(MarketReader reader) {
        List<MarketMessage> taken = new ArrayList<>();
        for (MarketMessage next = reader.poll(); next != null; next = reader.poll()) {
            taken.add(next);
        }
        return taken;
    }

    private static List<Long> numbers(List<MarketMessage> messages) {
        return messages.stream()
                .filter(MarketUpdate.class::isInstance)
                .map(message -> ((MarketUpdate) message).number())
                .toList();
    }

    @Test
    void beginsWithASnapshotAndGoesOnWithTheNextNumber() {
        bid(100);
        MarketReader reader = feed.subscribe(MarketRequest.of(book.instrument()).seenBy(ALL));
        MarketSnapshot snapshot = (MarketSnapshot) reader.poll();
        assertThat(snapshot.sequence()).isEqualTo(feed.sequence());
        assertThat(snapshot.branchSequence()).isEqualTo(-1);
        assertThat(snapshot.levels()).isEqualTo(3);
        assertThat(snapshot.depth().bestBid().orElseThrow().priceMicros()).isEqualTo(1_000_000);
        assertThat(reader.poll()).isNull();
        bid(101);
        bid(102);
        assertThat(numbers(taken(reader))).containsExactly(snapshot.number() + 1, snapshot.number() + 2);
    }

    @Test
    void tellsWhatLeavesTheLevelsThatAreFollowedAndWhatComesBack() {
        for (long price = 100; price < 104; price++) {
            bid(price);
        }
        MarketReader reader = feed.subscribe(everything());
        MarketPicture picture = new MarketPicture((MarketSnapshot) reader.poll());
        assertThat(picture.depth(10).bids()).hasSize(3);
        long best = exchange.records().size();
        bid(104);
        MarketUpdate better = (MarketUpdate) reader.poll();
        assertThat(better.changes().get(0)).isEqualTo(new MarketChange.LevelLeft(Side.BUY, 1_010_000));
        picture.apply(better);
        book.cancel(best, buyer).requireAccepted();
        feed();
        picture.apply((MarketUpdate) reader.poll());
        assertThat(picture.depth(3).bids())
                .extracting(level -> level.priceMicros() / 10_000)
                .containsExactly(103L, 102L, 101L);
    }

    @Test
    void dropsTheQueueOfAReaderThatLagsTellsItAndLetsItJoinAgain() {
        MarketReader slow = feed.subscribe(everything().withCapacity(2));
        MarketReader quick = feed.subscribe(everything());
        MarketSnapshot start = (MarketSnapshot) slow.poll();
        taken(quick);
        bid(100);
        taken(quick);
        long firstLost = feed.sequence();
        for (long price = 101; price < 110; price++) {
            bid(price);
            assertThat(taken(quick)).hasSize(1);
        }
        assertThat(slow.poll()).isEqualTo(new MarketMessage.Lagged(firstLost, feed.sequence()));
        MarketSnapshot anew = (MarketSnapshot) slow.poll();
        assertThat(anew.number()).isEqualTo(start.number() + 10);
        bid(110);
        assertThat(numbers(taken(slow))).containsExactly(anew.number() + 1);
    }

    @Test
    void tellsAHaltOfAWholeBoardInOneUpdateHoweverManyInstrumentsItHas() {
        for (int i = 0; i < 5; i++) {
            book.way().offered();
        }
        feed();
        MarketReader reader = feed.subscribe(everything().withCapacity(1));
        List<MarketPicture> pictures = pictures(taken(reader));
        MarketReader visitor = feed.subscribe(everything().seenBy(seeing(new AtomicBoolean(false))));
        MarketReader best = feed.subscribe(everything().bestPrices());
        taken(visitor);
        taken(best);
        long board = pictures.get(1).snapshot().instrument().board();
        phase(board, TradingPhase.HALTED);
        requireOnePhase(taken(reader), pictures, board, TradingPhase.HALTED);
        phase(0, TradingPhase.CANCEL_ONLY);
        assertThat(taken(reader))
                .as("the other board's; this one stays halted")
                .singleElement()
                .satisfies(update -> {
                    assertThat(((BoardUpdate) update).board()).isNotEqualTo(board);
                    assertThat(((BoardUpdate) update).status().phase()).isEqualTo(TradingPhase.CANCEL_ONLY);
                });
        assertThat(taken(visitor)).isEmpty();
        assertThat(taken(best)).isEmpty();
    }

    private static List<MarketPicture> pictures(List<MarketMessage> snapshots) {
        return snapshots.stream()
                .map(message -> new MarketPicture((MarketSnapshot) message))
                .toList();
    }

    private static void requireOnePhase(
            List<MarketMessage> told, List<MarketPicture> pictures, long board, TradingPhase phase) {
        assertThat(told)
                .singleElement()
                .satisfies(update ->
                        assertThat(((BoardUpdate) update).status().phase()).isEqualTo(phase));
        for (MarketPicture picture : pictures) {
            told.forEach(update -> picture.apply((BoardUpdate) update));
            MarketSnapshot known = picture.snapshot();
            assertThat(known.phase()).isEqualTo(known.instrument().board() == board ? phase : TradingPhase.OPEN);
        }
    }

    @Test
    void letsAReaderThatIsJoiningKnowABoardAsTheFeedDoes() {
        book.way().offered();
        book.way().offered();
        feed();
        MarketReader reader = feed.subscribe(everything());
        List<MarketPicture> pictures = new ArrayList<>();
        reader.poll();
        pictures.addAll(pictures(List.of(Objects.requireNonNull(reader.poll()))));
        long board = pictures.get(0).snapshot().instrument().board();
        phase(board, TradingPhase.HALTED);
        pictures.addAll(pictures(List.of(Objects.requireNonNull(reader.poll()))));
        phase(board, TradingPhase.OPEN);
        List<MarketMessage> told = taken(reader);
        assertThat(told).hasSize(2);
        for (MarketPicture picture : pictures) {
            told.forEach(update -> picture.apply((BoardUpdate) update));
            assertThat(picture.snapshot().board()).isEqualTo(told.get(1));
        }
        BoardUpdate last = (BoardUpdate) told.get(1);
        BoardUpdate missing =
                new BoardUpdate(last.board(), last.number() + 2, last.sequence(), last.timeNs(), last.status());
        assertThatThrownBy(() -> pictures.get(0).apply(missing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the next of board " + board + " is " + (last.number() + 1));
    }

    @Test
    void tellsTheReferencePriceAndTheBandAroundIt() {
        MarketReader reader = feed.subscribe(everything());
        MarketPicture picture = pictures(taken(reader)).get(0);
        assertThat(picture.snapshot().referenceMicros()).isZero();
        officer(new SetBoardControls(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                book.descriptor().getBoard(),
                SelfTradePrevention.CANCEL_NEWEST,
                1_050));
        picture.apply((BoardUpdate) Objects.requireNonNull(reader.poll()));
        assertThat(picture.snapshot().priceBand()).as("no reference yet").isEmpty();

        bid(101);
        book.sell(101, 1).requireAccepted();
        feed();
        taken(reader).forEach(update -> picture.apply((MarketUpdate) update));
        assertThat(picture.snapshot().priceBand()).contains(new PriceBand(903_950, 1_116_050));

        officer(new SetReferencePrice(exchange.nextClientId(), exchange.notAfterNs(), book.instrument(), 2_000_000L));
        MarketUpdate referred = (MarketUpdate) Objects.requireNonNull(reader.poll());
        assertThat(referred.changes()).containsExactly(new MarketChange.ReferenceChanged(2_000_000));
        picture.apply(referred);
        assertThat(picture.snapshot().priceBand()).contains(new PriceBand(1_790_000, 2_210_000));
        book.buy(buyer, 222, 1).requireRefused(RefusalCode.PRICE_OUTSIDE_BAND);
        book.buy(buyer, 221, 1).requireAccepted();
    }

    private void phase(long board, TradingPhase phase) {
        officer(new SetTradingPhase(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                board,
                0L,
                phase,
                ControlReason.DISORDER,
                EngineFixture.hash("order")));
    }

    private void officer(SpecificRecord command) {
        exchange.submit(command, exchange.officerKey(Duty.MARKET)).requireAccepted();
        feed();
    }

    @Test
    void keepsTheLatestBestPricesForWhoWantsNoMore() {
        MarketReader reader = feed.subscribe(everything().bestPrices().withCapacity(1));
        MarketSnapshot start = (MarketSnapshot) reader.poll();
        bid(100);
        bid(99);
        bid(101);
        bid(98);
        List<MarketMessage> taken = taken(reader);
        assertThat(numbers(taken)).containsExactly(start.number() + 3);
        assertThat(((MarketUpdate) taken.get(0)).changes())
                .singleElement()
                .satisfies(change -> assertThat(((MarketChange.BestPricesChanged) change)
                                .bid()
                                .orElseThrow()
                                .priceMicros())
                        .isEqualTo(1_010_000));
    }

    @Test
    void letsReadersOfAllFollowAnInstrumentThatIsOpenedLater() {
        MarketReader all = feed.subscribe(everything());
        MarketReader one = feed.subscribe(MarketRequest.of(book.instrument()).seenBy(ALL));
        taken(all);
        taken(one);
        long later = book.way().offered();
        feed();
        assertThat(taken(all))
                .singleElement()
                .satisfies(message -> assertThat(
                                ((MarketSnapshot) message).instrument().number())
                        .isEqualTo(later));
        assertThat(taken(one)).isEmpty();
    }

    @Test
    void refusesWhatItCannotServe() {
        assertThatThrownBy(() -> feed.subscribe(MarketRequest.of(99)))
                .isInstanceOfSatisfying(
                        MarketDataException.class,
                        e -> assertThat(e.code()).isEqualTo(MarketDataException.Code.INSTRUMENT_UNKNOWN))
                .hasMessageContaining("instrument 99");
        List<MarketReader> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(feed.subscribe(everything()));
        }
        assertThatThrownBy(() -> feed.subscribe(everything()))
                .isInstanceOfSatisfying(
                        MarketDataException.class,
                        e -> assertThat(e.code()).isEqualTo(MarketDataException.Code.READERS_FULL));
        readers.get(0).close();
        assertThat(feed.readers()).isEqualTo(3);
        feed.subscribe(everything());
        feed.end();
        assertThatThrownBy(() -> feed.subscribe(everything()))
                .isInstanceOfSatisfying(
                        MarketDataException.class,
                        e -> assertThat(e.code()).isEqualTo(MarketDataException.Code.CLOSED));
        assertThatThrownBy(() -> everything().withCapacity(0)).hasMessageContaining("capacity 0");
        assertThatThrownBy(() -> MarketDataSettings.defaults().withLevels(101)).hasMessageContaining("levels 101");
    }

    @Test
    void givesReadersWhatWaitsForThemBeforeItSaysThatItHasEnded() {
        MarketReader reader = feed.subscribe(everything());
        taken(reader);
        bid(100);
        feed.end();
        assertThat(reader.poll()).isInstanceOf(MarketUpdate.class);
        assertThat(reader.poll()).isEqualTo(new MarketMessage.Ended(null));
        assertThat(reader.poll()).isNull();
        assertThat(reader.isOver()).isTrue();
        assertThat(feed.readers()).isZero();
    }

    @Test
    void endsWhereARecordIsNotTheNextAndSaysWhy() {
        MarketReader reader = feed.subscribe(everything());
        taken(reader);
        byte[] first = exchange.records().get(0);
        assertThatThrownBy(() -> feed.accept(first, 0, first.length)).isInstanceOf(RecordFormatException.class);
        assertThat(feed.failure()).hasMessageContaining("record.sequence 0");
        assertThat(((MarketMessage.Ended) reader.poll()).failure()).isSameAs(feed.failure());
    }

    @Test
    void endsForAReaderThatHasNotJoinedYetWhereAGroupWasTakenInPart() {
        bid(100);
        MarketReader joined = feed.subscribe(everything());
        taken(joined);
        MarketReader late = feed.subscribe(everything());
        List<byte[]> records = exchange.records();
        int next = records.size();
        byte[] order = records.get(next - 1).clone();
        RecordHeader.write(
                order,
                0,
                RecordHeader.type(order, 0),
                RecordHeader.flags(order, 0),
                next,
                RecordHeader.timeNs(order, 0),
                RecordHeader.schemaNumber(order, 0));
        assertThatThrownBy(() -> feed.accept(order, 0, order.length)).isInstanceOf(IllegalStateException.class);
        assertThat(taken(joined)).containsExactly(new MarketMessage.Ended(feed.failure()));
        assertThat(taken(late)).containsExactly(new MarketMessage.Ended(feed.failure()));
        assertThat(feed.failure()).hasMessageContaining("no record has brought it");
    }

    @Test
    void saysWhatEndedItWhereItsThreadFailed() {
        MarketReader reader = feed.subscribe(everything());
        taken(reader);
        feed.fail(new StackOverflowError());
        assertThat(feed.failure()).hasCauseInstanceOf(StackOverflowError.class);
        feed.end();
        assertThat(taken(reader)).containsExactly(new MarketMessage.Ended(feed.failure()));
        assertThat(feed.failure()).isNotNull();
    }

    @Test
    void letsReadersBeginAnewWhereTheLedgerGoesOnOtherwise() {
        MarketReader reader = feed.subscribe(everything());
        MarketReader best = feed.subscribe(everything().bestPrices());
        assertThat(((MarketSnapshot) taken(reader).get(0)).branchSequence()).isEqualTo(-1);
        taken(best);
        bid(100);
        taken(reader);
        exchange.officerKey(Duty.COMPLIANCE);
        BeginEpoch promotion = BeginEpoch.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setEpoch(2)
                .setPredecessorRecords(exchange.engine().size())
                .setPredecessorRoot(EngineFixture.hash("root"))
                .build();
        requireBranch(inForce(promotion), reader, best);
        AcceptDataLoss loss = AcceptDataLoss.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setFoundRecords(exchange.engine().size())
                .setFoundRoot(EngineFixture.hash("found"))
                .setExpectedRecords(exchange.engine().size() + 5)
                .setExpectedRoot(EngineFixture.hash("expected"))
                .build();
        requireBranch(inForce(loss), reader, best);
    }

    /** Sequence of the record with which the second officer put it into force. */
    private long inForce(SpecificRecord act) {
        exchange.submitByTwo(act, Duty.COMPLIANCE).requireAccepted();
        feed();
        return feed.sequence();
    }

    private static void requireBranch(long sequence, MarketReader... readers) {
        for (MarketReader reader : readers) {
            List<MarketMessage> taken = taken(reader);
            assertThat(taken).hasSize(2);
            assertThat(taken.get(0)).isEqualTo(new MarketMessage.Branched(sequence));
            assertThat(((MarketSnapshot) taken.get(1)).branchSequence()).isEqualTo(sequence);
        }
    }

    @Test
    void letsAThreadGoThatWasInterruptedHoweverMuchThereIsToTell() throws InterruptedException {
        MarketReader reader = feed.subscribe(everything());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> reader.follow(message -> {})).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(reader.poll(LONG_NS)).isInstanceOf(MarketSnapshot.class);
    }

    @Test
    void goesOnBehindTheMessageAtWhichAConsumerThrew() {
        MarketReader reader = feed.subscribe(everything());
        assertThatThrownBy(() -> reader.follow(message -> {
                    throw new IllegalStateException("as the test wants");
                }))
                .hasMessage("as the test wants");
        bid(100);
        assertThat(taken(reader)).singleElement().isInstanceOf(MarketUpdate.class);
    }

    @Test
    void wakesEveryThreadThatWaitsWhenItIsClosed() throws InterruptedException {
        MarketReader reader = feed.subscribe(everything());
        taken(reader);
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                try {
                    reader.poll(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
            waiting.add(thread);
        }
        for (Thread thread : waiting) {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        reader.close();
        for (Thread thread : waiting) {
            thread.join(LONG_NS / 1_000_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void joinsNobodyWhoHasLeftMeanwhile() {
        MarketReader[] leaving = new MarketReader[1];
        leaving[0] = feed.subscribe(MarketRequest.all().seenBy(new Visibility() {
            @Override
            public boolean seesAffairsOf(long participant) {
                leaving[0].close();
                return true;
            }

            @Override
            public boolean isAmong(ListingAudience audience) {
                return seesAffairsOf(0);
            }
        }));
        leaving[0].poll();
        bid(100);
        assertThat(feed.readers()).isZero();
        assertThat(leaving[0].poll()).isNull();
    }

    @Test
    void showsAnInstrumentToThoseAloneWhoSeeItsProduct() {
        assertThat(taken(feed.subscribe(everything()))).hasSize(1);
        assertThatThrownBy(() ->
                        feed.subscribe(MarketRequest.of(book.instrument()).seenBy(seeing(new AtomicBoolean(false)))))
                .isInstanceOf(MarketDataException.class);
        assertThat(taken(feed.subscribe(everything().seenBy(seeing(new AtomicBoolean(false))))))
                .isEmpty();
    }

    @Test
    void letsReadersBeginAnewWhereANewVersionChangesWhoSeesAProduct() {
        ListingWay listings = book.way().listings();
        MarketReader visitor = feed.subscribe(MarketRequest.all());
        MarketReader everybody = feed.subscribe(everything());
        assertThat(taken(visitor)).hasSize(1);
        assertThat(taken(everybody)).hasSize(1);
        ListingDescriptor hidden = listings.descriptor(book.descriptor().getProductId())
                .setBoard(book.descriptor().getBoard())
                .setSupplyLots(book.descriptor().getSupplyLots())
                .setVersion("1.1.0")
                .setSupersedes(ListingWay.sm3(book.descriptor()))
                .setVisibility(ListingVisibility.PARTICIPANTS)
                .build();
        listings.listed(hidden);
        feed();
        assertThat(taken(visitor)).containsExactly(new MarketMessage.AudienceChanged(feed.sequence()));
        assertThat(taken(everybody))
                .last()
                .satisfies(message -> assertThat(((MarketUpdate) message).changes())
                        .singleElement()
                        .satisfies(change -> assertThat(((MarketChange.StatusChanged) change)
                                        .status()
                                        .superseded())
                                .isTrue()));

        listings.listed(listings.descriptor(book.descriptor().getProductId())
                .setBoard(book.descriptor().getBoard())
                .setSupplyLots(book.descriptor().getSupplyLots())
                .setVersion("1.2.0")
                .setSupersedes(ListingWay.sm3(hidden))
                .build());
        feed();
        List<MarketMessage> again = taken(visitor);
        assertThat(again.get(0)).isInstanceOf(MarketMessage.AudienceChanged.class);
        assertThat(again.get(1)).isInstanceOf(MarketSnapshot.class);
        assertThat(taken(everybody)).noneMatch(MarketMessage.Rejoin.class::isInstance);
    }

    @Test
    void endsAReaderAloneWhoseVisibilityThrows() {
        AtomicBoolean throwing = new AtomicBoolean();
        MarketReader own = feed.subscribe(MarketRequest.all().seenBy(new Visibility() {
            @Override
            public boolean seesAffairsOf(long participant) {
                if (throwing.get()) {
                    throw new IllegalStateException("as the test wants");
                }
                return true;
            }

            @Override
            public boolean isAmong(ListingAudience audience) {
                return seesAffairsOf(0);
            }
        }));
        MarketReader other = feed.subscribe(everything());
        taken(own);
        taken(other);
        throwing.set(true);
        book.way()
                .listings()
                .listed(book.way()
                        .listings()
                        .descriptor(book.descriptor().getProductId())
                        .setBoard(book.descriptor().getBoard())
                        .setSupplyLots(book.descriptor().getSupplyLots())
                        .setVersion("1.1.0")
                        .setSupersedes(ListingWay.sm3(book.descriptor()))
                        .build());
        feed();
        assertThat(taken(own))
                .last()
                .satisfies(message ->
                        assertThat(((MarketMessage.Ended) message).failure()).hasMessage("as the test wants"));
        assertThat(taken(other)).isNotEmpty().noneMatch(MarketMessage.Rejoin.class::isInstance);
        assertThat(feed.readers()).isEqualTo(1);
    }

    @Test
    void wakesAReaderThatWaits() throws InterruptedException {
        MarketReader reader = feed.subscribe(everything());
        taken(reader);
        Thread bidding = new Thread(() -> bid(100));
        bidding.start();
        assertThat(reader.poll(LONG_NS)).isInstanceOf(MarketUpdate.class);
        bidding.join();
        assertThat(reader.poll(1)).isNull();
        Thread closing = new Thread(reader::close);
        closing.start();
        assertThat(reader.poll(LONG_NS)).isNull();
        closing.join();
        assertThat(reader.isOver()).isTrue();
    }

    @Test
    void losesNothingBetweenTwoThreadsWhateverTheReadersPace() throws InterruptedException {
        for (long price = 1; price <= 300; price++) {
            book.buy(buyer, price, 1).requireAccepted();
        }
        MarketReader reader = feed.subscribe(everything().withCapacity(3));
        Thread feeding = new Thread(() -> {
            feed();
            feed.end();
        });
        feeding.start();
        Deque<MarketPicture> pictures = new ArrayDeque<>();
        reader.follow(message -> {
            if (message instanceof MarketSnapshot snapshot) {
                pictures.push(new MarketPicture(snapshot));
            } else if (message instanceof MarketUpdate update) {
                pictures.element().apply(update);
            }
        });
        feeding.join();
        assertThat(pictures.element().depth(3).bids())
                .extracting(level -> level.priceMicros() / 10_000)
                .containsExactly(300L, 299L, 298L);
    }

    @Test
    void namesNoParticipantInAnythingThatReadersGet() {
        Set<Class<?>> seen = new HashSet<>();
        Set<String> names = new HashSet<>();
        List.of(MarketSnapshot.class, MarketUpdate.class, BoardUpdate.class)
                .forEach(type -> collect(type, seen, names));
        for (Class<?> change : MarketChange.class.getPermittedSubclasses()) {
            collect(change, seen, names);
        }
        for (Class<?> auction : PublicAuction.class.getPermittedSubclasses()) {
            collect(auction, seen, names);
        }
        assertThat(names)
                .contains("priceMicros", "quantityLots", "bids")
                .doesNotContain("buyer", "seller", "owner", "leader", "bidder", "provider", "member", "participant")
                .doesNotContain("order", "buyOrder", "sellOrder", "hold", "key");
    }

    private static void collect(Class<?> type, Set<Class<?>> seen, Set<String> names) {
        if (!type.isRecord() || !seen.add(type)) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName());
            collect(component.getType(), seen, names);
        }
    }

    /** Sees every market while it is let, and nobody's affairs. */
    private static Visibility seeing(AtomicBoolean let) {
        return new Visibility() {
            @Override
            public boolean seesAffairsOf(long participant) {
                return false;
            }

            @Override
            public boolean isAmong(ListingAudience audience) {
                return let.get();
            }
        };
    }
}
