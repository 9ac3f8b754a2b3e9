package io.shuheng.core.trading.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.trading.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The price of a call auction, against a look at every price there is. */
class AuctionLadderTest {

    private static final long STEP = 10_000;

    /** Lots that come to a price, in steps; where they are below 0, as many of those that are there leave it. */
    record Change(Side side, long price, long lots) {}

    /** The book as a plain list of orders, and the rules of the price as they are written down. */
    private static final class PlainAuction {

        private final TreeMap<Long, Long> bids = new TreeMap<>();
        private final TreeMap<Long, Long> offers = new TreeMap<>();

        long change(Change change) {
            TreeMap<Long, Long> side = change.side == Side.BUY ? bids : offers;
            long lots = Math.max(change.lots, -side.getOrDefault(change.price, 0L));
            side.merge(change.price, lots, Long::sum);
            side.values().removeIf(left -> left == 0);
            return lots;
        }

        long bought(long price) {
            return lots(bids.tailMap(price, true));
        }

        long sold(long price) {
            return lots(offers.headMap(price, true));
        }

        private static long lots(Map<Long, Long> levels) {
            long lots = 0;
            for (long ofLevel : levels.values()) {
                lots += ofLevel;
            }
            return lots;
        }

        long traded(long price) {
            return Math.min(bought(price), sold(price));
        }

        List<Long> limits() {
            TreeMap<Long, Long> all = new TreeMap<>(bids);
            all.putAll(offers);
            return new ArrayList<>(all.keySet());
        }

        /** The most that any price trades, limit or not: between two limits it trades no more than at one of them. */
        long mostTraded() {
            return limits().stream().mapToLong(this::traded).max().orElse(0);
        }

        /** Limit prices that trade the most, fill all better orders, and fill one side at the price itself. */
        List<Long> candidates() {
            long most = mostTraded();
            return limits().stream()
                    .filter(price -> traded(price) == most)
                    .filter(price -> bought(price + 1) <= most && sold(price - 1) <= most)
                    .filter(price -> bought(price) == most || sold(price) == most)
                    .toList();
        }

        List<Long> leastUnfilled() {
            List<Long> candidates = candidates();
            long least = candidates.stream().mapToLong(this::unfilled).min().orElse(0);
            return candidates.stream().filter(price -> unfilled(price) == least).toList();
        }

        private long unfilled(long price) {
            return bought(price) + sold(price) - 2 * traded(price);
        }

        long price(TiePolicy policy, long reference) {
            if (mostTraded() == 0) {
                return 0;
            }
            List<Long> equal = leastUnfilled();
            long lowest = equal.get(0);
            long highest = equal.get(equal.size() - 1);
            if (policy == TiePolicy.SSE || reference == 0) {
                return (lowest + highest + 1) / 2;
            }
            if (policy == TiePolicy.CROSS) {
                return Math.min(highest, Math.max(lowest, reference));
            }
            long nearest = lowest;
            for (long price : equal) {
                if (Math.abs(price - reference) < Math.abs(nearest - reference)) {
                    nearest = price;
                }
            }
            return nearest;
        }
    }

    @Property(tries = 800)
    void findsThePriceThatALookAtAllPricesFinds(
            @ForAll("changes") List<Change> changes, @ForAll @LongRange(min = 0, max = 24) long reference) {
        AuctionLadder ladder = new AuctionLadder(STEP);
        PlainAuction plain = new PlainAuction();
        for (Change change : changes) {
            long lots = plain.change(change);
            if (lots != 0) {
                ladder.change(change.side, change.price * STEP, lots);
            }
        }
        for (TiePolicy policy : TiePolicy.values()) {
            requireEqual(plain, ladder, policy, reference);
        }
    }

    private static void requireEqual(PlainAuction plain, AuctionLadder ladder, TiePolicy policy, long reference) {
        CallPrice found = ladder.price(policy, reference * STEP);
        long price = plain.price(policy, reference);
        assertThat(found.priceMicros()).isEqualTo(price * STEP);
        assertThat(found.volumeLots()).isEqualTo(plain.mostTraded());
        if (price != 0) {
            assertThat(found.buyLots()).isEqualTo(plain.bought(price));
            assertThat(found.sellLots()).isEqualTo(plain.sold(price));
            assertThat(plain.bought(price + 1)).isLessThanOrEqualTo(plain.mostTraded());
            assertThat(plain.sold(price - 1)).isLessThanOrEqualTo(plain.mostTraded());
        }
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.of(Side.class),
                        Arbitraries.longs().between(1, 20),
                        Arbitraries.longs().between(-4, 9))
                .as(Change::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 12)
    void keepsItsSumsThroughManyBlocksOfLevels(@ForAll @LongRange(min = 0, max = 1000) long seed) {
        AuctionLadder ladder = new AuctionLadder(STEP);
        PlainAuction plain = new PlainAuction();
        long state = seed;
        for (int i = 0; i < 6000; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            long price = 1 + (state >>> 33) % 2000;
            long lots = (state >>> 13) % 3 == 0 ? -9 : 1 + (state >>> 20) % 9;
            Change change = new Change((state >>> 11) % 2 == 0 ? Side.BUY : Side.SELL, price, lots);
            long changed = plain.change(change);
            if (changed != 0) {
                ladder.change(change.side, price * STEP, changed);
            }
            if (i % 1500 == 1499) {
                requireEqual(plain, ladder, TiePolicy.CROSS, 1000);
            }
        }
        for (long price : plain.limits()) {
            empty(ladder, plain, Side.BUY, price);
            empty(ladder, plain, Side.SELL, price);
        }
        assertThat(ladder.price(TiePolicy.SSE, 0)).isEqualTo(CallPrice.NONE);
    }

    private static void empty(AuctionLadder ladder, PlainAuction plain, Side side, long price) {
        long lots = plain.change(new Change(side, price, Long.MIN_VALUE / 2));
        if (lots != 0) {
            ladder.change(side, price * STEP, lots);
        }
    }

    @Test
    void hasNoPriceWhereNothingCrosses() {
        assertThat(price(TiePolicy.SSE, 0)).isEqualTo(CallPrice.NONE);
        assertThat(price(TiePolicy.SSE, 0, bid(10, 5), offer(11, 5))).isEqualTo(CallPrice.NONE);
        assertThat(price(TiePolicy.SSE, 0, bid(10, 5))).isEqualTo(CallPrice.NONE);
    }

    @Test
    void looksAtTheLastLimitPriceToo() {
        assertThat(price(TiePolicy.SSE, 0, offer(10, 5), bid(20, 7)).volumeLots())
                .isEqualTo(5);
        assertThat(price(TiePolicy.SSE, 0, offer(10, 5), bid(20, 7)).priceMicros())
                .isEqualTo(20 * STEP);
        assertThat(price(TiePolicy.SSE, 0, offer(10, 7), bid(20, 5)).priceMicros())
                .isEqualTo(10 * STEP);
    }

    @Test
    void breaksATieByMidpointOrReference() {
        Change[] tie = {offer(10, 5), bid(21, 5)};
        assertThat(price(TiePolicy.SSE, 19 * STEP, tie).priceMicros()).isEqualTo(16 * STEP);
        assertThat(price(TiePolicy.SZSE, 19 * STEP, tie).priceMicros()).isEqualTo(21 * STEP);
        assertThat(price(TiePolicy.SZSE, 11 * STEP, tie).priceMicros()).isEqualTo(10 * STEP);
        assertThat(price(TiePolicy.CROSS, 19 * STEP, tie).priceMicros()).isEqualTo(19 * STEP);
        assertThat(price(TiePolicy.CROSS, 30 * STEP, tie).priceMicros()).isEqualTo(21 * STEP);
        assertThat(price(TiePolicy.CROSS, 0, tie).priceMicros()).isEqualTo(16 * STEP);
    }

    @Test
    void takesThePriceThatLeavesLeastUnfilledWhateverThePolicy() {
        for (TiePolicy policy : TiePolicy.values()) {
            CallPrice price = price(policy, 20 * STEP, offer(10, 5), bid(10, 1), bid(20, 5), offer(20, 3));
            assertThat(price.priceMicros()).isEqualTo(10 * STEP);
            assertThat(price.imbalanceLots()).isEqualTo(1);
        }
    }

    @Test
    void refusesToLoseLotsThatAreNotThere() {
        AuctionLadder ladder = new AuctionLadder(STEP);
        ladder.change(Side.BUY, STEP, 3);
        assertThatThrownBy(() -> ladder.change(Side.BUY, STEP, -4)).isInstanceOf(IllegalStateException.class);
    }

    private static Change bid(long price, long lots) {
        return new Change(Side.BUY, price, lots);
    }

    private static Change offer(long price, long lots) {
        return new Change(Side.SELL, price, lots);
    }

    private static CallPrice price(TiePolicy policy, long referenceMicros, Change... changes) {
        AuctionLadder ladder = new AuctionLadder(STEP);
        for (Change change : changes) {
            ladder.change(change.side, change.price * STEP, change.lots);
        }
        return ladder.price(policy, referenceMicros);
    }
}
