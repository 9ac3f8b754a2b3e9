package io.shuheng.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Records hashed in chunks, on whatever threads, give the tree of records hashed one by one. */
class TreeFollowerTest {

    private static final int RECORDS = 5000;
    private static final int LONGEST = 400;

    @Property(tries = 5)
    void theTreeIsThatOfTheRecordsWhereverItIsAskedFor(@ForAll long seed) {
        requirePlainRoots(new TreeFollower(), new Random(seed));
    }

    @Property(tries = 5)
    void threadsDoNotChangeIt(@ForAll long seed) {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            requirePlainRoots(new TreeFollower(executor, 2), new Random(seed));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anExecutorThatNeverRunsAnythingDoesNotStopIt() {
        Executor never = task -> {};
        requirePlainRoots(new TreeFollower(never, 1), new Random(1));
    }

    private static void requirePlainRoots(TreeFollower follower, Random random) {
        MerkleHasher hasher = new MerkleHasher();
        MerkleFrontier plain = new MerkleFrontier();
        byte[] records = new byte[8 * LONGEST];
        random.nextBytes(records);
        for (int i = 1; i <= RECORDS; i++) {
            int length = random.nextInt(LONGEST);
            int offset = random.nextInt(records.length - length);
            follower.record(records, offset, length, i);
            plain.append(hasher.leaf(records, offset, length));
            assertThat(follower.size()).isEqualTo(i);
            if (i == RECORDS || random.nextInt(2000) == 0) {
                assertThat(follower.tree().size()).isEqualTo(i);
                assertThat(follower.tree().root()).isEqualTo(plain.root());
            }
        }
    }
}
