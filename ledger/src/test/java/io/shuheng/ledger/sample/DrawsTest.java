package io.shuheng.ledger.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class DrawsTest {

    private static final Sm3Hash LEDGER = Sm3Hash.ofContent(new byte[] {1, 2, 3});

    /** As VERIFIER.md says it, with numbers that cannot overflow. */
    private static BigInteger specified(String seed, long counter) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("shuheng/sample/1".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(LEDGER.bytes());
        byte[] text = seed.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(text.length >> shift);
        }
        out.writeBytes(text);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (counter >> shift));
        }
        return new BigInteger(1, Arrays.copyOf(Sm3.hash(out.toByteArray()), 8));
    }

    @Property(tries = 300)
    void drawsWhatTheSpecificationSays(@ForAll @LongRange(min = 1) long bound, @ForAll String seed) {
        BigInteger modulus = BigInteger.valueOf(bound);
        BigInteger limit = BigInteger.ONE.shiftLeft(64).divide(modulus).multiply(modulus);
        Draws draws = new Draws(LEDGER, seed);
        long counter = 0;
        for (int i = 0; i < 3; i++) {
            BigInteger number = specified(seed, counter++);
            while (number.compareTo(limit) >= 0) {
                number = specified(seed, counter++);
            }
            assertThat(draws.below(bound)).isEqualTo(number.mod(modulus).longValueExact());
        }
    }

    @Test
    void drawsEveryNumberAlike() {
        Draws draws = new Draws(LEDGER, "even");
        int[] counts = new int[10];
        for (int i = 0; i < 10_000; i++) {
            counts[(int) draws.below(10)]++;
        }
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 850 && count < 1_150);
    }

    @Test
    void drawsOtherNumbersForAnotherSeedOrLedger() {
        long bound = Long.MAX_VALUE;
        assertThat(new Draws(LEDGER, "a").below(bound))
                .isEqualTo(new Draws(LEDGER, "a").below(bound))
                .isNotEqualTo(new Draws(LEDGER, "b").below(bound))
                .isNotEqualTo(new Draws(Sm3Hash.ZERO, "a").below(bound));
    }

    @Test
    void refusesABoundWithoutNumbers() {
        assertThatThrownBy(() -> new Draws(LEDGER, "a").below(0)).hasMessageContaining("bound 0");
    }
}
