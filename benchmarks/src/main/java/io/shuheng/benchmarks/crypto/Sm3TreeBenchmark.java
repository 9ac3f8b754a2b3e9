package io.shuheng.benchmarks.crypto;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hashing records as the ledger does: the leaf alone, and the leaf with its share of the tree's nodes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class Sm3TreeBenchmark {
    /** Bytes of a record: one compression of SM3 for the leaf, two, four. */
    @Param({"54", "100", "200"})
    private int recordLength;

    private final MerkleHasher hasher = new MerkleHasher();
    private final MerkleFrontier frontier = new MerkleFrontier();
    private final byte[] leaf = new byte[Sm3Hash.LENGTH];
    private byte[] record = new byte[0];

    /** Makes the record. */
    @Setup
    public void prepare() {
        record = new byte[recordLength];
    }

    /** SM3(0x00 ‖ record). */
    @Benchmark
    public byte[] leaf() {
        hasher.leaf(record, 0, record.length, leaf, 0);
        return leaf;
    }

    /** The leaf appended to the tree: one node more on average. */
    @Benchmark
    public long leafAndNodes() {
        hasher.leaf(record, 0, record.length, leaf, 0);
        frontier.append(leaf, 0);
        return frontier.size();
    }
}
