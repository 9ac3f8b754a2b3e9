package io.shuheng.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Run twice in a build: with the vector module in the JVM, and without it. */
class Sm3BatchTest {
    private static final byte PREFIX = 0x5a;

    private final Sm3Batch batch = Sm3Batch.create();

    private record Messages(byte[] bytes, int[] offsets, int[] lengths) {

        static Messages random(Random random, int count, int longest) {
            int[] offsets = new int[count];
            int[] lengths = new int[count];
            byte[] bytes = new byte[longest + 64];
            random.nextBytes(bytes);
            for (int i = 0; i < count; i++) {
                lengths[i] = random.nextInt(longest + 1);
                offsets[i] = random.nextInt(bytes.length - lengths[i]);
            }
            return new Messages(bytes, offsets, lengths);
        }

        byte[] hashes(Sm3Batch batch) {
            byte[] out = new byte[offsets.length * Sm3.LENGTH];
            batch.hash(PREFIX, bytes, offsets, lengths, offsets.length, out, 0);
            return out;
        }

        byte[] expected() {
            byte[] out = new byte[offsets.length * Sm3.LENGTH];
            for (int i = 0; i < offsets.length; i++) {
                byte[] message = Arrays.copyOfRange(bytes, offsets[i], offsets[i] + lengths[i]);
                System.arraycopy(Sm3.hash(new byte[] {PREFIX}, message), 0, out, i * Sm3.LENGTH, Sm3.LENGTH);
            }
            return out;
        }
    }

    @Test
    void hashesSideBySideExactlyWhereTheModuleIsThere() {
        boolean module = ModuleLayer.boot().findModule(Sm3Batch.VECTOR_MODULE).isPresent();
        assertThat(module).isEqualTo(Boolean.getBoolean("shuheng.sideBySide"));
        assertThat(Sm3Batch.isSideBySide()).isEqualTo(module);
        assertThat(batch.name()).startsWith(module ? Sm3Batch.VECTOR_MODULE : "Bouncy Castle");
    }

    @Property(tries = 40)
    void agreesWithBouncyCastleOnAnyLengthsAndCounts(
            @ForAll long seed, @ForAll @IntRange(max = 100) int count, @ForAll @IntRange(max = 1000) int longest) {
        Messages messages = Messages.random(new Random(seed), count, longest);
        assertThat(messages.hashes(batch)).isEqualTo(messages.expected());
    }

    @Property(tries = 40)
    void agreesOnMessagesWithoutAPrefix(
            @ForAll long seed, @ForAll @IntRange(max = 100) int count, @ForAll @IntRange(max = 1000) int longest) {
        Messages messages = Messages.random(new Random(seed), count, longest);
        Arrays.setAll(messages.lengths, i -> messages.lengths[i] + 1);
        byte[] out = new byte[count * Sm3.LENGTH];
        batch.hash(messages.bytes, messages.offsets, messages.lengths, count, out, 0);
        for (int i = 0; i < count; i++) {
            byte[] message =
                    Arrays.copyOfRange(messages.bytes, messages.offsets[i], messages.offsets[i] + messages.lengths[i]);
            assertThat(Arrays.copyOfRange(out, i * Sm3.LENGTH, (i + 1) * Sm3.LENGTH))
                    .isEqualTo(Sm3.hash(message));
        }
    }

    @Test
    void refusesAMessageWithoutAByteAndWithoutAPrefix() {
        assertThatThrownBy(() -> batch.hash(new byte[8], new int[1], new int[1], 1, new byte[32], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void agreesAtEveryEdgeOfPadding() {
        int[] lengths = new int[300];
        Arrays.setAll(lengths, i -> i);
        byte[] bytes = new byte[300];
        new Random(1).nextBytes(bytes);
        Messages messages = new Messages(bytes, new int[300], lengths);
        assertThat(messages.hashes(batch)).isEqualTo(messages.expected());
    }

    @Test
    void agreesOnALongMessageAmongShortOnes() {
        int[] lengths = {3, 65_536, 3, 3, 0, 64};
        Messages messages = new Messages(new byte[65_536], new int[6], lengths);
        assertThat(messages.hashes(batch)).isEqualTo(messages.expected());
    }

    @Test
    void givesTheHashOfThePublishedExample() {
        byte[] abc = {'b', 'c'};
        byte[] out = new byte[5 * Sm3.LENGTH];
        batch.hash((byte) 'a', abc, new int[5], new int[] {2, 2, 2, 2, 2}, 5, out, 0);
        for (int i = 0; i < 5; i++) {
            assertThat(Sm3Hash.of(out, i * Sm3.LENGTH).hex())
                    .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        }
    }

    @Property(tries = 40)
    void joinsPairsAsBouncyCastleDoesAlsoInPlace(@ForAll long seed, @ForAll @IntRange(max = 140) int count) {
        byte[] hashes = new byte[(2 * count + 1) * Sm3.LENGTH];
        new Random(seed).nextBytes(hashes);
        byte[] expected = new byte[count * Sm3.LENGTH];
        Sm3Batch.scalar().pairs(PREFIX, hashes, Sm3.LENGTH, count, expected, 0);
        batch.pairs(PREFIX, hashes, Sm3.LENGTH, count, hashes, Sm3.LENGTH);
        assertThat(Arrays.copyOfRange(hashes, Sm3.LENGTH, (count + 1) * Sm3.LENGTH))
                .isEqualTo(expected);
    }

    @Test
    void refusesRangesOutsideTheirArraysAndWritesNothing() {
        byte[] out = new byte[64];
        assertThatThrownBy(() -> batch.hash(PREFIX, new byte[8], new int[] {0, 4}, new int[] {8, 5}, 2, out, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> batch.hash(PREFIX, new byte[8], new int[] {0}, new int[] {8}, 2, out, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> batch.hash(PREFIX, new byte[8], new int[3], new int[3], 3, out, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> batch.pairs(PREFIX, new byte[128], 1, 2, out, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(out).containsOnly(0);
    }

    @Test
    void allocatesNothingOnceWarm() {
        Messages messages = Messages.random(new Random(2), 256, 200);
        byte[] out = new byte[256 * Sm3.LENGTH];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long fewest = Long.MAX_VALUE;
        // Until the compiler is done with the rounds, vectors are objects: how long that takes is the machine's affair.
        for (int i = 0; i < 20_000 && fewest > 0; i++) {
            long before = threads.getThreadAllocatedBytes(self);
            batch.hash(PREFIX, messages.bytes, messages.offsets, messages.lengths, 256, out, 0);
            batch.pairs(PREFIX, out, 0, 128, out, 0);
            fewest = Math.min(fewest, threads.getThreadAllocatedBytes(self) - before);
        }
        assertThat(fewest).isZero();
    }
}
