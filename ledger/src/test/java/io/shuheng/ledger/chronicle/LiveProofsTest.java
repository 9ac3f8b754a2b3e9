package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleOutline;
import io.shuheng.ledger.LedgerFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a proof beside the writer costs: two chunks of records at most, however large the ledger is. */
final class LiveProofsTest {

    private static final int LEVEL = 4;
    private static final int CHUNK = 1 << LEVEL;

    private long read;

    /** Counts the records that are read. */
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
            return inner.array();
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

    /** Most records that one proof read, each by a maker of its own, at so many records and about. */
    private long mostRead(int atLeast) {
        MemoryLedger ledger = new MemoryLedger();
        LedgerFixture fixture = new LedgerFixture(3).appendGenesis(ledger);
        while (fixture.records().size() < atLeast) {
            fixture.appendGroups(ledger, 3);
        }
        ledger.commit();
        List<byte[]> records = fixture.records();
        MerkleOutline outline = new MerkleOutline(LEVEL);
        MerkleFrontier tree = new MerkleFrontier(outline);
        MerkleHasher hasher = new MerkleHasher();
        records.forEach(record -> tree.append(hasher.leaf(record, 0, record.length)));
        int size = records.size();
        long most = 0;
        for (int sequence = 0; sequence < size; sequence += 7) {
            read = 0;
            LiveProofs proofs = new LiveProofs(outline, from -> new Counting(ledger.cursor(from)));
            byte[] record = records.get(sequence);
            Sm3Hash leaf = hasher.leaf(record, 0, record.length);
            assertThat(proofs.inclusion(sequence, size).proof().verify(leaf, tree.root()))
                    .isTrue();
            most = Math.max(most, read - 1);
            read = 0;
            Sm3Hash earlier = LedgerFixture.rootOf(records.subList(0, sequence));
            assertThat(proofs.root(sequence)).isEqualTo(earlier);
            assertThat(new LiveProofs(outline, from -> new Counting(ledger.cursor(from)))
                            .consistency(sequence, size)
                            .verify(earlier, tree.root()))
                    .isTrue();
            most = Math.max(most, read / 2);
        }
        return most;
    }

    @Test
    void staysTheSameInALedgerOfTenTimesTheSize() {
        assertThat(mostRead(120)).isLessThanOrEqualTo(2 * CHUNK);
        assertThat(mostRead(1200)).isLessThanOrEqualTo(2 * CHUNK);
    }
}
