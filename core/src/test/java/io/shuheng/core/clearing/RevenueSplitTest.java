package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.RevenueSplit.Share;
import io.shuheng.core.record.RefusalCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RevenueSplitTest {

    @Test
    void givesTheOddFenToTheLargestRemainder() {
        RevenueSplit split = new RevenueSplit(List.of(new Share(1, 3_000), new Share(2, 7_000)));
        assertThat(split.split(9)).containsExactly(3L, 6L);
        assertThat(split.split(1)).containsExactly(0L, 1L);
    }

    @Test
    void givesTheOddFenToTheLowestNumberWhereRemaindersAreEqual() {
        RevenueSplit split = new RevenueSplit(List.of(new Share(9, 5_000), new Share(4, 5_000)));
        assertThat(split.split(5)).containsExactly(2L, 3L);
    }

    @Property
    void sharesSumToTheWholeAndLieWithinOneFenOfTheExactValue(
            @ForAll("splits") RevenueSplit split, @ForAll @LongRange(min = 0) long wholeFen) {
        List<Long> parts = split.split(wholeFen);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < parts.size(); i++) {
            BigInteger exactTimes10000 = BigInteger.valueOf(wholeFen)
                    .multiply(BigInteger.valueOf(split.shares().get(i).basisPoints()));
            BigInteger partTimes10000 = BigInteger.valueOf(parts.get(i)).multiply(BigInteger.valueOf(10_000));
            assertThat(partTimes10000.subtract(exactTimes10000).abs()).isLessThan(BigInteger.valueOf(10_000));
            sum = sum.add(BigInteger.valueOf(parts.get(i)));
        }
        assertThat(sum).isEqualTo(BigInteger.valueOf(wholeFen));
    }

    @Property
    void theOrderOfTheSharesDoesNotMatter(
            @ForAll("splits") RevenueSplit split, @ForAll @LongRange(min = 0) long wholeFen, @ForAll Random random) {
        List<Share> shuffled = new ArrayList<>(split.shares());
        Collections.shuffle(shuffled, random);
        assertThat(byParty(new RevenueSplit(shuffled), wholeFen)).isEqualTo(byParty(split, wholeFen));
    }

    @Test
    void refusesSharesThatAreNoWholeRepeatAPartyOrAreNotPositive() {
        assertRefused(RefusalCode.SPLIT_INVALID, () -> new RevenueSplit(List.of()));
        assertRefused(RefusalCode.SPLIT_INVALID, () -> new RevenueSplit(List.of(new Share(1, 9_999))));
        assertRefused(
                RefusalCode.SPLIT_INVALID, () -> new RevenueSplit(List.of(new Share(1, 5_000), new Share(1, 5_000))));
        assertRefused(
                RefusalCode.SPLIT_INVALID, () -> new RevenueSplit(List.of(new Share(1, 10_000), new Share(2, 0))));
        assertRefused(RefusalCode.FIELD_INVALID, () -> RevenueSplit.wholeTo(1).split(-1));
    }

    @Provide
    Arbitrary<RevenueSplit> splits() {
        return Arbitraries.integers()
                .between(1, 9_999)
                .set()
                .ofMaxSize(9)
                .map(cuts -> splitAt(cuts.stream().sorted().toList()));
    }

    private static RevenueSplit splitAt(List<Integer> cuts) {
        List<Share> shares = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            shares.add(new Share(100 - shares.size(), cut - from));
            from = cut;
        }
        shares.add(new Share(100 - shares.size(), 10_000 - from));
        return new RevenueSplit(shares);
    }

    private static Map<Long, Long> byParty(RevenueSplit split, long wholeFen) {
        Map<Long, Long> parts = new TreeMap<>();
        List<Long> amounts = split.split(wholeFen);
        for (int i = 0; i < amounts.size(); i++) {
            parts.put(split.shares().get(i).participant(), amounts.get(i));
        }
        return parts;
    }
}
