package io.shuheng.benchmarks.ledger;

import io.shuheng.benchmarks.core.SmallExchange;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Records on their way to the disk, on one thread: laid out, framed, hashed into the tree, and committed in batches of 1 024. The
 * directory is made in the current folder, so that the disk measured is the one chosen by whoever runs it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
        })
public class AppendBenchmark {
    private static final int BATCH = 1024;
    private static final int RECORD_TYPE = 2;

    /** What a commit promises. */
    @Param({"FORCED", "PAGE_CACHE"})
    private Durability durability = Durability.FORCED;

    /** Bytes of a record, header included. */
    @Param({"54", "100", "200"})
    private int recordLength;

    private final RecordBuffer batch = new RecordBuffer();
    private byte[] body = new byte[0];
    private long timeNs = SmallExchange.START_NS;
    private long sequence;
    private Path directory = Path.of("");
    private Ledger ledger = new MemoryLedger();

    /** Begins a ledger. */
    @Setup
    public void open() throws IOException {
        body = new byte[recordLength - RecordHeader.LENGTH];
        directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "append-benchmark-");
        BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
        Signer operator = provider.signer(provider.generateKeyPair());
        ledger = ChronicleLedger.open(LedgerSettings.defaults().withDurability(durability), directory, operator);
        RecordCatalogue catalogue = RulesVersions.current();
        Genesis genesis = SmallExchange.genesis(provider, operator, BATCH);
        new Engine(catalogue)
                .execute(
                        catalogue.kindOf(Genesis.class),
                        AvroBytes.encode(genesis),
                        SmallExchange.signedByOperator(),
                        timeNs,
                        batch);
        sequence = batch.count();
        ledger.append(batch);
        ledger.commit();
    }

    /** Ends it and takes its files away. */
    @TearDown
    public void delete() throws IOException {
        ledger.close();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    /** One batch, durable when it returns. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long appendAndCommit() {
        batch.clear();
        for (int i = 0; i < BATCH; i++) {
            batch.startRecord(RECORD_TYPE, RecordHeader.END_OF_GROUP, sequence++, timeNs++, 1);
            batch.append(body, 0, body.length);
        }
        ledger.append(batch);
        ledger.commit();
        return ledger.size();
    }
}
