package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.market.BoardUpdate;
import io.shuheng.core.market.MarketChange;
import io.shuheng.core.market.MarketData;
import io.shuheng.core.market.MarketDataSettings;
import io.shuheng.core.market.MarketMessage;
import io.shuheng.core.market.MarketPicture;
import io.shuheng.core.market.MarketReader;
import io.shuheng.core.market.MarketRequest;
import io.shuheng.core.market.MarketSnapshot;
import io.shuheng.core.market.MarketTape;
import io.shuheng.core.market.MarketUpdate;
import io.shuheng.core.market.PriceBand;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.BoardControls;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.view.BookDepth;
import io.shuheng.core.view.Visibility;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Feeds market data with what a fixture writes. Each time it is asked, a reader that has followed from the beginning knows
 * what one knows that joins now, and both what the engine's books and trades are.
 */
public final class MarketComparison {

    private static final int LEVELS = 4;
    private static final MarketRequest EVERYTHING = MarketRequest.all().seenBy(Visibility.everything());

    private final EngineFixture exchange;
    private final MarketData feed = new MarketData(
            RulesVersions.current(), MarketDataSettings.defaults().withLevels(LEVELS));
    private final Follower first = new Follower(EVERYTHING.withCapacity(MarketRequest.MAX_CAPACITY));
    private final List<MarketMessage.Update> told = new ArrayList<>();
    private final MarketTape tape = new MarketTape(RulesVersions.current(), LEVELS, told::add);
    private final List<String> trades = new ArrayList<>();
    private int fed;

    /** A reader and the pictures that it keeps. */
    final class Follower {

        private final MarketReader reader;
        private final TreeMap<Long, MarketPicture> pictures = new TreeMap<>();
        private final List<MarketMessage.Update> updates = new ArrayList<>();
        private int rejoins;

        Follower(MarketRequest request) {
            reader = feed.subscribe(request);
        }

        /** Takes what waits, at most so many messages. */
        void take(int most) {
            for (int left = most; left > 0; left--) {
                MarketMessage message = reader.poll();
                if (message == null) {
                    return;
                }
                if (message instanceof MarketSnapshot snapshot) {
                    assertThat(pictures.put(snapshot.instrument().number(), new MarketPicture(snapshot)))
                            .as("joined once")
                            .isNull();
                } else if (message instanceof MarketUpdate update) {
                    pictures.get(update.instrument()).apply(update);
                    updates.add(update);
                } else if (message instanceof BoardUpdate update) {
                    pictures.values().forEach(picture -> picture.apply(update));
                    updates.add(update);
                } else if (message instanceof MarketMessage.Rejoin) {
                    pictures.clear();
                    rejoins++;
                }
            }
        }

        void takeAll() {
            take(Integer.MAX_VALUE);
        }

        int rejoins() {
            return rejoins;
        }

        void close() {
            reader.close();
        }
    }

    /** A reader of best prices alone, and what it knows of them. */
    final class BestPrices {

        private final MarketReader reader;
        private final TreeMap<Long, MarketChange.BestPricesChanged> known = new TreeMap<>();

        BestPrices(MarketRequest request) {
            reader = feed.subscribe(request.bestPrices());
        }

        /** Takes what waits, and requires that the best prices are as the engine has them. */
        void check() {
            for (MarketMessage next = reader.poll(); next != null; next = reader.poll()) {
                if (next instanceof MarketSnapshot snapshot) {
                    BookDepth depth = snapshot.depth();
                    known.put(
                            snapshot.instrument().number(),
                            new MarketChange.BestPricesChanged(depth.bestBid(), depth.bestAsk()));
                } else if (next instanceof MarketUpdate update) {
                    known.put(update.instrument(), (MarketChange.BestPricesChanged)
                            update.changes().get(0));
                }
            }
            known.forEach((instrument, best) -> {
                Market market = exchange.engine().state().markets.market(instrument);
                BookDepth depth = depth(instrument, market);
                assertThat(best).isEqualTo(new MarketChange.BestPricesChanged(depth.bestBid(), depth.bestAsk()));
            });
        }
    }

    /** On that exchange. */
    public MarketComparison(EngineFixture exchange) {
        this.exchange = exchange;
    }

    /** The feed. */
    public MarketData feed() {
        return feed;
    }

    /** Feeds what was written since the last time; the first reader takes what comes at once. */
    public void feedMore() {
        List<byte[]> records = exchange.records();
        for (; fed < records.size(); fed++) {
            byte[] record = records.get(fed);
            feed.accept(record, 0, record.length);
            tape.accept(record, 0, record.length);
            first.takeAll();
            if (RulesVersions.current().ofType(RecordHeader.type(record, 0)).javaClass() == Trade.class) {
                trades.add(told(AvroBytes.decode(Trade.class, record, RecordHeader.LENGTH, record.length)));
            }
        }
    }

    /** A reader more. */
    Follower follower(MarketRequest request) {
        return new Follower(request);
    }

    /** A reader more, of best prices alone. */
    BestPrices bestPrices(MarketRequest request) {
        return new BestPrices(request);
    }

    /** Every update so far, as an auditor computes them. */
    List<MarketMessage.Update> told() {
        return told;
    }

    /** Those of instruments. */
    List<MarketUpdate> toldOfInstruments() {
        return told.stream()
                .filter(MarketUpdate.class::isInstance)
                .map(MarketUpdate.class::cast)
                .toList();
    }

    /** Those of boards. */
    List<BoardUpdate> toldOfBoards() {
        return told.stream()
                .filter(BoardUpdate.class::isInstance)
                .map(BoardUpdate.class::cast)
                .toList();
    }

    /** Feeds, and requires that readers know the market as it is. */
    public void check() {
        feedMore();
        Follower late = new Follower(EVERYTHING);
        late.takeAll();
        late.close();
        require(first, late);
        require(first);
        assertThat(first.rejoins).isZero();
        assertThat(first.updates)
                .as("all but what the snapshot has: an instrument's first, and its board's before it")
                .isEqualTo(toldBehindSnapshots());
        assertThat(toldOfInstruments().stream().flatMap(update -> told(update).stream()))
                .as("trades in order")
                .containsExactlyElementsOf(trades);
    }

    /** What a reader gets that joins each instrument at once: of a board what comes when it follows one of it. */
    private List<MarketMessage.Update> toldBehindSnapshots() {
        List<MarketMessage.Update> behind = new ArrayList<>();
        Set<Long> boards = new HashSet<>();
        for (MarketMessage.Update update : told) {
            if (update instanceof BoardUpdate board ? boards.contains(board.board()) : number(update) > 1) {
                behind.add(update);
            }
            if (update instanceof MarketUpdate opened
                    && opened.changes().get(0) instanceof MarketChange.InstrumentOpened change) {
                boards.add(change.instrument().board());
            }
        }
        return behind;
    }

    private static long number(MarketMessage.Update update) {
        return ((MarketUpdate) update).number();
    }

    /** Requires that a reader that has taken everything knows the books as the engine has them. */
    void require(Follower follower) {
        assertThat(follower.pictures).hasSize(feed.instruments());
        follower.pictures.keySet().forEach(instrument -> requireBook(follower, instrument));
    }

    /** Requires that a reader that has taken everything knows one book, and what orders for it may be. */
    void requireBook(Follower follower, long instrument) {
        ExchangeState state = exchange.engine().state();
        Market market = state.markets.market(instrument);
        MarketPicture picture = follower.pictures.get(instrument);
        assertThat(picture.depth(LEVELS)).isEqualTo(depth(instrument, market));
        MarketSnapshot known = picture.snapshot();
        assertThat(known.phase())
                .isEqualTo(
                        state.phases.of(state.instruments.instrument(instrument).orElseThrow()));
        long referenceMicros = market == null ? 0 : market.referenceMicros();
        assertThat(known.referenceMicros()).isEqualTo(referenceMicros);
        BoardControls controls =
                state.instruments.instrument(instrument).orElseThrow().board().controls();
        known.priceBand().ifPresent(band -> requireBand(band, controls, referenceMicros));
        assertThat(known.priceBand())
                .matches(band -> band.isPresent() == (controls.priceBandBp() > 0 && referenceMicros > 0));
    }

    /** The engine takes what lies within, and not a millionth of a yuan more to either side. */
    private static void requireBand(PriceBand band, BoardControls controls, long referenceMicros) {
        controls.requireWithinBand(band.lowestMicros(), referenceMicros);
        controls.requireWithinBand(band.highestMicros(), referenceMicros);
        for (long outside : new long[] {band.lowestMicros() - 1, band.highestMicros() + 1}) {
            assertThatThrownBy(() -> controls.requireWithinBand(outside, referenceMicros))
                    .isInstanceOf(CommandRejected.class);
        }
    }

    private static void require(Follower follower, Follower other) {
        assertThat(follower.pictures.keySet()).isEqualTo(other.pictures.keySet());
        follower.pictures.forEach(
                (instrument, picture) -> assertThat(known(picture)).isEqualTo(known(other.pictures.get(instrument))));
    }

    /** All that a picture says, but of the moment: one that joins later may stand further on with nothing changed. */
    private static List<Object> known(MarketPicture picture) {
        MarketSnapshot snapshot = picture.snapshot();
        return List.of(
                snapshot.instrument(),
                snapshot.number(),
                snapshot.branchSequence(),
                snapshot.levels(),
                snapshot.board(),
                snapshot.status(),
                snapshot.referenceMicros(),
                snapshot.offer(),
                snapshot.depth(),
                snapshot.lastTrade(),
                snapshot.auctions());
    }

    private static BookDepth depth(long instrument, @Nullable Market market) {
        return new BookDepth(instrument, levels(market, Side.BUY), levels(market, Side.SELL));
    }

    private static List<BookDepth.Level> levels(@Nullable Market market, Side side) {
        List<BookDepth.Level> levels = new ArrayList<>();
        if (market != null) {
            market.book().depth(side, (price, lots, orders) -> levels.add(new BookDepth.Level(price, lots, orders)));
        }
        return levels.subList(0, Math.min(LEVELS, levels.size()));
    }

    private static String told(Trade trade) {
        return told(
                trade.getInstrument(),
                trade.getTrade(),
                trade.getPriceMicros(),
                trade.getQuantityLots(),
                trade.getAmountFen());
    }

    private static List<String> told(MarketUpdate update) {
        return update.changes().stream()
                .filter(MarketChange.Traded.class::isInstance)
                .map(MarketChange.Traded.class::cast)
                .map(trade -> told(
                        update.instrument(),
                        trade.trade(),
                        trade.priceMicros(),
                        trade.quantityLots(),
                        trade.amountFen()))
                .toList();
    }

    private static String told(long instrument, long trade, long priceMicros, long lots, long amountFen) {
        return instrument + ": trade " + trade + " of " + lots + " at " + priceMicros + " is " + amountFen;
    }
}
