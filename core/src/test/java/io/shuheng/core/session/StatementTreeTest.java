package io.shuheng.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The tree of a session's commands against one that is computed anew from a list, as RFC 6962 defines it. */
class StatementTreeTest {

    private static final int MOST = StatementTree.MOST_UNSTATED;
    private static final long SESSION = 7;
    private static final byte[] OPENING = {1, 2, 3};

    private final StatementHasher hasher = new StatementHasher();
    private final PlainStatementTree plain = new PlainStatementTree(new byte[32], SESSION, OPENING);
    private final List<Boolean> accepted = new ArrayList<>();
    private StatementTree tree = new StatementTree(Sm3Hash.ZERO, SESSION, Sm3Hash.of(Sm3.hash(OPENING)), hasher);
    private long knownAfter;
    private long stated;

    @Property(tries = 60)
    void givesTheRootsOfATreeThatIsComputedAnew(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int steps) {
        Random random = new Random(seed);
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(8)) {
                case 0 -> takeBack(random);
                case 1 -> state(random);
                case 2 -> tree = restored();
                default -> add(random, 1 + random.nextInt(step % 7 == 0 ? 400 : 70));
            }
            compare(random);
        }
    }

    @Test
    void knowsTheRootsAtTheLastCommandsOnly() {
        add(new Random(1), 3 * MOST + 17);
        long last = tree.last();
        assertThat(tree.root(last - MOST)).isNull();
        assertThat(tree.root(last - MOST + 1)).isEqualTo(plain.root((int) last - MOST + 1));
        assertThat(tree.root(last)).isEqualTo(plain.root((int) last));
        assertThat(tree.root(last + 1)).isNull();
        assertThatThrownBy(() -> tree.stated(last - MOST)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesBackNothingThatAStatementCovers() {
        add(new Random(1), 3);
        tree.stated(2);
        tree.removeLast();
        assertThatThrownBy(tree::removeLast).hasMessageContaining("counter 2");
    }

    @Test
    void refusesAStateThatContradictsItself() {
        add(new Random(1), 5);
        tree.stated(3);
        StateSink sink = new StateSink();
        tree.writeState(sink);
        byte[] state = sink.toBytes();
        state[0] = 2 * 4;
        assertThatThrownBy(() -> StatementTree.readState(new StateSource(state), hasher))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("stated up to 4");
    }

    private void add(Random random, int count) {
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            boolean good = random.nextInt(3) > 0;
            tree.add(hasher.leaf(bytes), good, plain.last() + 1L);
            plain.add(bytes);
            accepted.add(good);
            knownAfter = Math.max(knownAfter, plain.last() - MOST);
        }
    }

    private void takeBack(Random random) {
        for (long left = Math.min(random.nextInt(130), plain.last() - knownAfter); left > 0; left--) {
            tree.removeLast();
            plain.removeLast();
            accepted.remove(accepted.size() - 1);
        }
    }

    private void state(Random random) {
        if (plain.last() > knownAfter) {
            stated = knownAfter + 1 + random.nextInt((int) (plain.last() - knownAfter));
            tree.stated(stated);
            knownAfter = stated;
        }
    }

    private StatementTree restored() {
        StateSink sink = new StateSink();
        tree.writeState(sink);
        StateSource source = new StateSource(sink.toBytes());
        StatementTree read = StatementTree.readState(source, hasher);
        source.requireEnd();
        return read;
    }

    private void compare(Random random) {
        assertThat(tree.last()).isEqualTo(plain.last());
        assertThat(tree.statedUpTo()).isEqualTo(stated);
        assertThat(tree.unstated()).isEqualTo(plain.last() - stated);
        assertThat(tree.firstUnstatedNs()).isEqualTo(firstAccepted());
        assertThat(tree.root(knownAfter)).isNull();
        if (plain.last() > knownAfter) {
            long counter = knownAfter + 1 + random.nextInt((int) (plain.last() - knownAfter));
            assertThat(tree.root(counter)).isEqualTo(plain.root((int) counter));
        }
    }

    private long firstAccepted() {
        for (int counter = (int) knownAfter + 1; counter <= plain.last(); counter++) {
            if (accepted.get(counter - 1)) {
                return counter;
            }
        }
        return -1;
    }
}
