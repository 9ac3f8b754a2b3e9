package io.shuheng.benchmarks.core;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final RecordKind appointKind = catalogue.kindOf(AppointOfficer.class);
    private final RecordKind tickKind = catalogue.kindOf(Tick.class);
    private final Authentication signed = SmallExchange.signedByOperator();
    private final Authentication internal = SmallExchange.internal();
    private final byte[] tick = AvroBytes.encode(new Tick());
    private final byte[][] appointments = new byte[COMMANDS][];
    private final RecordBuffer out = new RecordBuffer();
    private byte[] genesis = new byte[0];
    private Engine engine = new Engine(catalogue);

    /** Encodes the commands. */
    @Setup
    public void prepareCommands() {
        BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
        Signer operator = provider.signer(provider.generateKeyPair());
        genesis = AvroBytes.encode(SmallExchange.genesis(provider, operator, 2 * COMMANDS));
        for (int i = 0; i < COMMANDS; i++) {
            appointments[i] = AvroBytes.encode(AppointOfficer.newBuilder()
                    .setClientId(i + 1L)
                    .setNotAfterNs(SmallExchange.NOT_AFTER_NS)
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
        engine.execute(catalogue.kindOf(Genesis.class), genesis, signed, SmallExchange.START_NS, out);
    }

    /** Ticks, at which no timer is due. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long tick() {
        for (int i = 0; i < COMMANDS; i++) {
            out.clear();
            engine.execute(tickKind, tick, internal, SmallExchange.START_NS + i, out);
        }
        return engine.size();
    }

    /** Appointments of officers, each with a client id that is remembered. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long appointOfficer() {
        for (int i = 0; i < COMMANDS; i++) {
            out.clear();
            Answer answer = engine.execute(appointKind, appointments[i], signed, SmallExchange.START_NS + i, out);
            if (!answer.isAccepted()) {
                throw new IllegalStateException("refused: " + answer);
            }
        }
        return engine.size();
    }
}
