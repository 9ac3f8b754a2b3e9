package io.shuheng.core.trading.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The prices of sealed-bid auctions, against plain models and what their papers say of them. */
class SealedPricesTest {

    private static final Sm3Hash SEED = Commitments.seed(new byte[32], List.of());

    @Property(tries = 300)
    void awardsLotsToTheHighestBidsAndPricesThemByTheLastOneInOrTheFirstOneOut(
            @ForAll @Size(max = 12) List<@LongRange(min = 1, max = 30) Long> prices,
            @ForAll @LongRange(min = 1, max = 15) long supply,
            @ForAll @LongRange(min = 1, max = 3) long lotsEach) {
        List<Long> sorted = prices.stream().sorted(Comparator.reverseOrder()).toList();
        LotRanking ranking = new LotRanking(supply);
        List<Long> won =
                sorted.stream().map(price -> ranking.take(price, lotsEach)).toList();
        List<Long> units = new ArrayList<>();
        sorted.forEach(price -> {
            for (long i = 0; i < lotsEach; i++) {
                units.add(price);
            }
        });
        int sold = (int) Math.min(supply, units.size());
        assertThat(won.stream().mapToLong(Long::longValue).sum()).isEqualTo(sold);
        assertThat(ranking.hasSold()).isEqualTo(sold > 0);
        assertThat(ranking.priceMicros(AwardRule.UNIFORM, 1)).isEqualTo(sold == 0 ? 0 : units.get(sold - 1));
        assertThat(ranking.priceMicros(AwardRule.VICKREY, 1)).isEqualTo(sold < units.size() ? units.get(sold) : 1);
        assertThat(ranking.priceMicros(AwardRule.PAY_AS_BID, 1)).isZero();
    }

    @Property(tries = 500)
    void makesTruthTheBestBidForOneLotUnderVickrey(
            @ForAll @Size(min = 1, max = 8) List<@LongRange(min = 1, max = 20) Long> others,
            @ForAll @LongRange(min = 1, max = 20) long value,
            @ForAll @LongRange(min = 1, max = 20) long lie,
            @ForAll @LongRange(min = 1, max = 6) long supply) {
        assertThat(vickreyGain(others, value, lie, supply))
                .isLessThanOrEqualTo(vickreyGain(others, value, value, supply));
    }

    /** What a bidder that comes last among equals gains, if a lot is worth so much to it. */
    private static long vickreyGain(List<Long> others, long value, long bid, long supply) {
        List<long[]> bids = new ArrayList<>();
        others.forEach(other -> bids.add(new long[] {other, 0}));
        bids.add(new long[] {bid, 1});
        bids.sort(Comparator.comparingLong((long[] one) -> -one[0]).thenComparingLong(one -> one[1]));
        LotRanking ranking = new LotRanking(supply);
        long won = 0;
        for (long[] one : bids) {
            long lots = ranking.take(one[0], 1);
            won += one[1] * lots;
        }
        return won == 0 ? 0 : value - ranking.priceMicros(AwardRule.VICKREY, 1);
    }

    @Property(tries = 500)
    void findsThePriceThatBringsMost(@ForAll @Size(max = 15) List<@LongRange(min = 1, max = 50) Long> prices) {
        OptimalPrice found = optimal(prices);
        long best = 0;
        for (long price = 50; price >= 1; price--) {
            if (revenue(prices, price) > revenue(prices, best)) {
                best = price;
            }
        }
        assertThat(found.priceMicros()).isEqualTo(best);
    }

    private static long revenue(List<Long> bids, long price) {
        return price * bids.stream().filter(bid -> bid >= price).count();
    }

    private static OptimalPrice optimal(List<Long> bids) {
        OptimalPrice found = new OptimalPrice();
        bids.stream().sorted(Comparator.reverseOrder()).forEach(found::add);
        return found;
    }

    @Property(tries = 500)
    void makesTruthTheBestBidUnderRandomSamplingWhateverTheParting(
            @ForAll @Size(min = 2, max = 10) List<@LongRange(min = 1, max = 20) Long> values,
            @ForAll @IntRange(min = 0, max = 9) int who,
            @ForAll @LongRange(min = 1, max = 20) long lie,
            @ForAll @Size(10) List<Boolean> second) {
        int liar = who % values.size();
        List<Long> lied = new ArrayList<>(values);
        lied.set(liar, lie);
        long value = values.get(liar);
        long truthful = sampled(values, second, liar);
        long untruthful = sampled(lied, second, liar);
        assertThat(untruthful == 0 ? 0 : value - untruthful).isLessThanOrEqualTo(truthful == 0 ? 0 : value - truthful);
        assertThat(truthful).isLessThanOrEqualTo(value);
    }

    /** What a bidder pays; 0 where it gets nothing. */
    private static long sampled(List<Long> bids, List<Boolean> second, int who) {
        List<Long> other = new ArrayList<>();
        for (int i = 0; i < bids.size(); i++) {
            if (!second.get(i).equals(second.get(who))) {
                other.add(bids.get(i));
            }
        }
        long price = optimal(other).priceMicros();
        return price <= bids.get(who) ? price : 0;
    }

    @Test
    void partsBiddersEvenly() {
        int second = 0;
        for (long bidder = 1; bidder <= 4000; bidder++) {
            second += Commitments.isInSecondHalf(SEED, bidder) ? 1 : 0;
        }
        // Five standard deviations of a fair coin thrown 4 000 times are 158.
        assertThat(second).isBetween(2000 - 158, 2000 + 158);
    }

    @Test
    void partsTheSameBiddersAnotherWayUnderAnotherSeed() {
        Sm3Hash other = Commitments.seed(new byte[32], List.of(new byte[68]));
        int moved = 0;
        for (long bidder = 1; bidder <= 4000; bidder++) {
            moved += Commitments.isInSecondHalf(SEED, bidder) == Commitments.isInSecondHalf(other, bidder) ? 0 : 1;
        }
        assertThat(moved).isBetween(2000 - 158, 2000 + 158);
    }

    @Test
    void commitsToEachPartOfABid() {
        byte[] nonce = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        byte[] other = nonce.clone();
        other[31]++;
        Sm3Hash bid = Commitments.bid(Commitments.opening(20_000, 3, 0, nonce, 7, 1));
        assertThat(Commitments.opening(20_000, 3, 0, nonce, 7, 1)).hasSize(68);
        assertThat(List.of(
                        Commitments.bid(Commitments.opening(20_001, 3, 0, nonce, 7, 1)),
                        Commitments.bid(Commitments.opening(20_000, 4, 0, nonce, 7, 1)),
                        Commitments.bid(Commitments.opening(20_000, 3, 1, nonce, 7, 1)),
                        Commitments.bid(Commitments.opening(20_000, 3, 0, other, 7, 1)),
                        Commitments.bid(Commitments.opening(20_000, 3, 0, nonce, 8, 1)),
                        Commitments.bid(Commitments.opening(20_000, 3, 0, nonce, 7, 2))))
                .doesNotContain(bid)
                .doesNotHaveDuplicates();
    }
}
