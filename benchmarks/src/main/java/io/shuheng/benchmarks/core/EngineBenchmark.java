package io.shuheng.benchmarks.core;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The engine's way of a command, from canonical bytes to the records of its group, in memory: the shortest one, a tick, and a
 * cold one with a client id and a change of state. Signatures are the façade's work and are not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EngineBenchmark {
    private static final int COMMANDS = 1024;
    private static final long START_NS = 1_767_574_800_000_000_000L;
    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int OPERATOR_KEY = 1;
    private static final int SIGNATURE_LENGTH = 64;

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final RecordKind appointKind = catalogue.kindOf(AppointOfficer.class);
    private final RecordKind tickKind = catalogue.kindOf(Tick.class);
    private final Authentication signed = authentication(AuthenticationKind.SIGNED, OPERATOR_KEY, SIGNATURE_LENGTH);
    private final Authentication internal = authentication(AuthenticationKind.INTERNAL, 0, 0);
    private final byte[] tick = AvroBytes.encode(new Tick());
    private final byte[][] appointments = new byte[COMMANDS][];
    private final RecordBuffer out = new RecordBuffer();
    private Engine engine = new Engine(catalogue);

    /** Encodes the commands. */
    @Setup
    public void prepareCommands() {
        for (int i = 0; i < COMMANDS; i++) {
            appointments[i] = AvroBytes.encode(AppointOfficer.newBuilder()
                    .setClientId(i + 1L)
                    .setNotAfterNs(START_NS + WINDOW_NS / 2)
                    .setOffice("registration")
                    .setStaffNumber(String.valueOf(i))
                    .setDuties(List.of(Duty.REGISTRAR))
                    .setCertificate(ByteBuffer.wrap(Sm3.hash(new byte[] {(byte) i, (byte) (i >> 8)})))
                    .build());
        }
    }

    /** A new engine for each round, so that no state grows from round to round. */
    @Setup(Level.Invocation)
    public void prepareEngine() {
        engine = new Engine(catalogue);
        out.clear();
        SpecificRecord genesis = genesis();
        engine.execute(catalogue.kindOf(Genesis.class), AvroBytes.encode(genesis), signed, START_NS, out);
    }

    /** Ticks, at which no timer is due. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long tick() {
        for (int i = 0; i < COMMANDS; i++) {
            out.clear();
            engine.execute(tickKind, tick, internal, START_NS + i, out);
        }
        return engine.size();
    }

    /** Appointments of officers, each with a client id that is remembered. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long appointOfficer() {
        for (int i = 0; i < COMMANDS; i++) {
            out.clear();
            Answer answer = engine.execute(appointKind, appointments[i], signed, START_NS + i, out);
            if (!answer.isAccepted()) {
                throw new IllegalStateException("refused: " + answer);
            }
        }
        return engine.size();
    }

    private static Authentication authentication(AuthenticationKind kind, int key, int signatureLength) {
        return new Authentication(kind.number(), key, 0L, ByteBuffer.wrap(new byte[signatureLength]));
    }

    private static Genesis genesis() {
        return Genesis.newBuilder()
                .setLedgerId(new Hash32(Sm3.hash(new byte[] {1})))
                .setHashSuite("SM3")
                .setRulesVersion(RulesVersions.CURRENT)
                .setTimeOffsetMinutes(480)
                .setOperatorNameZh("示例数据交易所")
                .setOperatorNameEn("Example Data Exchange")
                .setOperatorUscc("91310000MA1FL0000N")
                .setOperatorCertificate(ByteBuffer.wrap(new byte[] {2}))
                .setMemberAuthorities(
                        List.of(new MemberAuthority(AuthorityClass.DEMONSTRATION, ByteBuffer.wrap(new byte[] {3}))))
                .setPredecessorCheckpoint(ByteBuffer.allocate(0))
                .setLimits(Limits.newBuilder()
                        .setIdWindowNs(WINDOW_NS)
                        .setIdsPerMember(2 * COMMANDS)
                        .setSealTrades(64)
                        .setSealSpanNs(TimeUnit.SECONDS.toNanos(10))
                        .setTimersPerCommand(64)
                        .setOrdersPerStep(256)
                        .build())
                .build();
    }
}
