package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.runtime.SubscriberPositionException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PositionKeeperTest {

    private static final Sm3Hash LEDGER = Sm3Hash.ofContent(new byte[] {1});

    private final AtomicLong elapsedNs = new AtomicLong(77);
    private final Store store = new Store();
    private final PositionKeeper keeper = new PositionKeeper(store, LEDGER, "audit", elapsedNs::get);

    @Test
    void keepsAPositionOnceASecondWhileItMovesAndAtTheEnd() {
        assertThat(keeper.start(100)).isZero();
        keeper.moved(1);
        assertThat(keeper.patienceNs(1)).isEqualTo(PositionKeeper.EVERY_NS);
        elapsedNs.addAndGet(PositionKeeper.EVERY_NS - 1);
        keeper.moved(2);
        assertThat(store.kept).isEmpty();
        assertThat(keeper.patienceNs(2)).isEqualTo(1);
        elapsedNs.addAndGet(1);
        keeper.moved(3);
        keeper.moved(4);
        assertThat(store.kept).containsExactly(3L);
        keeper.end(4);
        keeper.end(4);
        assertThat(store.kept).containsExactly(3L, 4L);
        assertThat(keeper.patienceNs(4)).isZero();
    }

    @Test
    void goesOnWhereThePositionCannotBeKeptAndTriesAgain() {
        keeper.start(100);
        store.failing = true;
        elapsedNs.addAndGet(PositionKeeper.EVERY_NS);
        keeper.moved(1);
        store.failing = false;
        keeper.moved(2);
        assertThat(store.kept).isEmpty();
        elapsedNs.addAndGet(PositionKeeper.EVERY_NS);
        keeper.moved(3);
        assertThat(store.kept).containsExactly(3L);
    }

    @Test
    void refusesToSkipWhatAnOlderCopyOfTheLedgerWillWriteAnew() {
        store.kept.add(8L);
        assertThat(keeper.start(8)).isEqualTo(8);
        assertThatThrownBy(() -> keeper.start(7))
                .isInstanceOfSatisfying(
                        SubscriberPositionException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.AHEAD_OF_LEDGER))
                .hasMessageContaining("audit is at 8, the ledger has 7");
    }

    @Test
    void seesALagOnceUntilHalfOfItIsGone() {
        Lag lag = new Lag(10);
        assertThat(lag.begins(9)).isFalse();
        assertThat(lag.begins(10)).isTrue();
        assertThat(lag.begins(50)).isFalse();
        assertThat(lag.begins(6)).isFalse();
        assertThat(lag.begins(11)).isFalse();
        assertThat(lag.begins(5)).isFalse();
        assertThat(lag.begins(10)).isTrue();
    }

    private static final class Store implements SubscriberPositions {

        private final List<Long> kept = new ArrayList<>();
        private boolean failing;

        @Override
        public OptionalLong position(Sm3Hash ledgerId, String subscriber) {
            return kept.isEmpty() ? OptionalLong.empty() : OptionalLong.of(kept.get(kept.size() - 1));
        }

        @Override
        public void keep(Sm3Hash ledgerId, String subscriber, long next) {
            if (failing) {
                throw new SubscriberPositionException(Code.IO_FAILURE, "as the test wants");
            }
            kept.add(next);
        }
    }
}
