package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleOutline;
import io.shuheng.ledger.LedgerFixture;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

/** What a proof beside the writer costs, two chunks of records at most, however large the ledger is; and that it holds. */
final class LiveProofsTest {

    private static final int LEVEL = 4;
    private static final int CHUNK = 1 << LEVEL;

    private long read;
    private long altered = -1;

    /** Counts the records that are read, and alters one. */
    private final class Counting implements RecordCursor {

        private final RecordCursor inner;

        Counting(RecordCursor inner) {
            this.inner = inner;
        }

        @Override
        public boolean next() {
            read++;
            return inner.next();
        }

        @Override
        public byte[] array() {
            byte[] bytes = inner.array();
            if (RecordHeader.sequence(bytes, inner.offset()) == altered) {
                bytes = bytes.clone();
                bytes[inner.offset() + inner.length() - 1] ^= 1;
            }
            return bytes;
        }

        @Override
        public int offset() {
            return inner.offset();
        }

        @Override
        public int length() {
            return inner.length();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private final MemoryLedger ledger = new MemoryLedger();
    private final MerkleOutline outline = new MerkleOutline(LEVEL);
    private final MerkleFrontier tree = new MerkleFrontier(outline);
    private final MerkleHasher hasher = new MerkleHasher();

    /** Fills the ledger. */
    private List<byte[]> records(int atLeast) {
        LedgerFixture fixture = new LedgerFixture(3).appendGenesis(ledger);
        while (fixture.records().size() < atLeast) {
            fixture.appendGroups(ledger, 3);
        }
        ledger.commit();
        fixture.records().forEach(record -> tree.append(hasher.leaf(record, 0, record.length)));
        return fixture.records();
    }

    private LiveProofs proofs() {
        return new LiveProofs(outline, null, from -> new Counting(ledger.cursor(from)));
    }

    /** Most records that one proof read, each by a maker of its own, at so many records and about. */
    private long mostRead(int atLeast) {
        List<byte[]> records = records(atLeast);
        int size = records.size();
        long most = 0;
        for (int sequence = 0; sequence < size; sequence += 7) {
            read = 0;
            LiveProofs proofs = proofs();
            byte[] record = records.get(sequence);
            Sm3Hash leaf = hasher.leaf(record, 0, record.length);
            assertThat(proofs.inclusion(sequence, size, tree.root()).proof().verify(leaf, tree.root()))
                    .isTrue();
            most = Math.max(most, read - 1);
            read = 0;
            Sm3Hash earlier = LedgerFixture.rootOf(records.subList(0, sequence));
            assertThat(proofs.root(sequence)).isEqualTo(earlier);
            assertThat(proofs().consistency(sequence, size, tree.root()).verify(earlier, tree.root()))
                    .isTrue();
            most = Math.max(most, read / 2);
        }
        return most;
    }

    @Test
    void staysTheSameInASmallLedger() {
        assertThat(mostRead(120)).isLessThanOrEqualTo(2 * CHUNK);
    }

    @Test
    void staysTheSameInALedgerOfTenTimesTheSize() {
        assertThat(mostRead(1200)).isLessThanOrEqualTo(2 * CHUNK);
    }

    private static void requireCorrupt(ThrowableAssert.ThrowingCallable proof) {
        assertThatThrownBy(proof)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.CORRUPT));
    }

    @Test
    void areNotGivenForRecordsThatWereAlteredOrStandBesideOne() {
        int size = records(120).size();
        LiveProofs proofs = proofs();
        altered = 2 * CHUNK + 3;
        for (int sequence : new int[] {2 * CHUNK, 2 * CHUNK + 3, 2 * CHUNK + 15}) {
            requireCorrupt(() -> proofs.inclusion(sequence, size, tree.root()));
        }
        requireCorrupt(() -> proofs.consistency(2 * CHUNK + 5, size, tree.root()));
        assertThat(proofs.consistency(2 * CHUNK, size, tree.root()).path()).isNotEmpty();
        assertThat(proofs.inclusion(CHUNK, size, tree.root()).record()).isNotEmpty();
        altered = 5;
        requireCorrupt(() -> proofs.inclusion(0, size, tree.root()));
        altered = -1;
        for (int sequence = 0; sequence < size; sequence++) {
            assertThat(proofs.inclusion(sequence, size, tree.root()).record()).isNotEmpty();
        }
    }
}
