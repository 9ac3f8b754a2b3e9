package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.Session;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.crypto.Sm3;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * An engine after genesis, with a clock that only the test moves, and every record it wrote. Signatures are none of the
 * engine's business, so keys are numbers here and certificates any bytes. Each submission also checks three promises that
 * hold everywhere: a refused command leaves the state of all capabilities as it was; an answer without a record leaves
 * everything as it was; and an engine that was read from the state's bytes some commands ago says and writes the same.
 */
public final class EngineFixture {

    /** The operator's key. */
    public static final int OPERATOR_KEY = 1;

    /** Sequenced time of genesis: 2026-01-05T01:00Z, a Monday morning in China. */
    public static final long START_NS = 1_767_574_800_000_000_000L;

    /** Commands that an engine lives that was read from another's state, before it is read anew. */
    private static final int COMMANDS_OF_RESTORED = 3;

    /** Where the identification window ends for commands that {@link #notAfterNs()} dates. */
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final Engine engine = new Engine(catalogue);
    private Engine restored = new Engine(catalogue);
    private byte[] stateBytes = engine.stateBytes();
    private int commands;
    private final RecordBuffer buffer = new RecordBuffer();
    private final RecordBuffer restoredBuffer = new RecordBuffer();
    private final List<byte[]> records = new ArrayList<>();
    private final Map<Duty, int[]> officers = new EnumMap<>(Duty.class);
    private long timeNs = START_NS;
    private Runnable afterEach = () -> {};
    private long lastClientId;

    /**
     * What came of one command.
     *
     * @param answer the engine's answer
     * @param events of the command's record, in order; empty where none was written
     * @param results the group's result records, in order
     */
    public record Outcome(Answer answer, List<Event> events, List<SpecificRecord> results) {

        /** The events of one kind, in order. */
        public List<Event> events(EventKind kind) {
            return events.stream().filter(e -> e.getKind() == kind.number()).toList();
        }

        /** The only event of a kind. */
        public Event event(EventKind kind) {
            assertThat(events(kind)).as(kind.name()).hasSize(1);
            return events(kind).get(0);
        }

        /** Whether the command was refused with this code; then the record says it too. */
        public Outcome requireRefused(RefusalCode code) {
            assertThat(answer.code()).isEqualTo(code);
            if (answer.sequence() != Answer.NO_RECORD && !answer.repeated()) {
                assertThat(event(EventKind.REJECTED).getA()).isEqualTo(code.number());
            }
            return this;
        }

        /** Whether the command was taken. */
        public Outcome requireAccepted() {
            assertThat(answer.code()).isEqualTo(RefusalCode.OK);
            return this;
        }
    }

    /** After a genesis with {@link #limits()}. */
    public EngineFixture() {
        this(limits());
    }

    /** After a genesis with limits of one's own. */
    public EngineFixture(Limits limits) {
        this(genesis(limits));
    }

    /** After a genesis of one's own. */
    public EngineFixture(Genesis genesis) {
        submit(genesis, authentication(AuthenticationKind.SIGNED, OPERATOR_KEY)).requireAccepted();
    }

    /** Limits that no test meets by chance. */
    public static Limits limits() {
        return Limits.newBuilder()
                .setIdWindowNs(WINDOW.toNanos())
                .setIdsPerMember(1000)
                .setSealTrades(64)
                .setSealSpanNs(Duration.ofSeconds(10).toNanos())
                .setTimersPerCommand(64)
                .setOrdersPerStep(256)
                .build();
    }

    /** A genesis. */
    public static Genesis genesis(Limits limits) {
        return genesis(
                limits,
                certificate("operator"),
                List.of(new MemberAuthority(AuthorityClass.DEMONSTRATION, certificate("members authority"))));
    }

    /** A genesis with certificates of one's own. */
    public static Genesis genesis(Limits limits, ByteBuffer operator, List<MemberAuthority> authorities) {
        return Genesis.newBuilder()
                .setLedgerId(hash("ledger"))
                .setHashSuite("SM3")
                .setRulesVersion(RulesVersions.CURRENT)
                .setTimeOffsetMinutes(480)
                .setOperatorNameZh("示例数据交易所")
                .setOperatorNameEn("Example Data Exchange")
                .setOperatorUscc("91310000MA1FL0000N")
                .setOperatorCertificate(operator)
                .setMemberAuthorities(authorities)
                .setPredecessorCheckpoint(ByteBuffer.allocate(0))
                .setLimits(limits)
                .build();
    }

    /** Some certificate: the engine only ever hashes it. */
    public static ByteBuffer certificate(String holder) {
        return ByteBuffer.wrap(("certificate of " + holder).getBytes(StandardCharsets.UTF_8));
    }

    /** SM3 of a text, as a field of a command. */
    public static Hash32 hash(String text) {
        return new Hash32(Sm3.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A client id that was not used before. */
    public long nextClientId() {
        return ++lastClientId;
    }

    /** A {@code notAfterNs} in the middle of the identification window. */
    public long notAfterNs() {
        return timeNs + WINDOW.toNanos() / 2;
    }

    /** Sequenced time of the next command, nanoseconds since 1970. */
    public long timeNs() {
        return timeNs;
    }

    /** Moves the clock. */
    public void advance(Duration by) {
        timeNs += by.toNanos();
    }

    /** The engine itself. */
    public Engine engine() {
        return engine;
    }

    /** Does something after each command from now on. */
    public void afterEach(Runnable check) {
        afterEach = check;
    }

    /** Every record so far, header included, in order. */
    public List<byte[]> records() {
        return List.copyOf(records);
    }

    /** The command's bytes where the record is an accepted command of that class. */
    public static Optional<byte[]> commandIn(byte[] record, Class<? extends SpecificRecord> type) {
        RecordKind kind = RulesVersions.current().kindOf(type);
        if (RecordHeader.type(record, 0) != kind.type()) {
            return Optional.empty();
        }
        CommandBody body = CommandBody.read(kind.checker(), record, 0, record.length);
        boolean rejected = body.events().stream().anyMatch(e -> e.getKind() == EventKind.REJECTED.number());
        return rejected ? Optional.empty() : Optional.of(body.command());
    }

    /** Submits a command signed with the key of that number; 0 is an applicant. */
    public Outcome submit(SpecificRecord command, int key) {
        return submit(command, authentication(AuthenticationKind.SIGNED, key));
    }

    /** Submits a command in a session. */
    public Outcome submitInSession(SpecificRecord command, long session) {
        Session known = engine.state().sessions.session(session);
        AuthenticationKind kind =
                known != null && known.isAsserted() ? AuthenticationKind.ASSERTED : AuthenticationKind.ATTESTED;
        return submit(command, new Authentication(kind.number(), 0, session, ByteBuffer.allocate(0)));
    }

    /** Submits a command that only the exchange itself makes. */
    public Outcome submitInternal(SpecificRecord command) {
        return submit(command, authentication(AuthenticationKind.INTERNAL, 0));
    }

    /** A market officer halts an instrument, and is refused or not. */
    public Outcome halt(long instrument) {
        return submit(
                new SetTradingPhase(
                        nextClientId(),
                        notAfterNs(),
                        0L,
                        instrument,
                        TradingPhase.HALTED,
                        ControlReason.DISORDER,
                        hash("order")),
                officerKey(Duty.MARKET));
    }

    /** Submits an act of two officers and the endorsement of the second; the outcome is the endorsement's. */
    public Outcome submitByTwo(SpecificRecord command, Duty duty) {
        Outcome proposed = submit(command, officerKey(duty)).requireAccepted();
        return endorse(proposed, command, secondOfficerKey(duty));
    }

    /** Submits the endorsement of a proposed act. */
    public Outcome endorse(Outcome proposed, SpecificRecord command, int key) {
        return submit(
                EndorseAct.newBuilder()
                        .setClientId(nextClientId())
                        .setNotAfterNs(notAfterNs())
                        .setAct(proposed.answer().sequence())
                        .setActSm3(new Hash32(Sm3.hash(AvroBytes.encode(command))))
                        .build(),
                key);
    }

    /** Key of an officer who has that duty and no other. */
    public int officerKey(Duty duty) {
        return officers.computeIfAbsent(duty, this::appointTwo)[0];
    }

    /** Key of another officer who has that duty and no other. */
    public int secondOfficerKey(Duty duty) {
        return officers.computeIfAbsent(duty, this::appointTwo)[1];
    }

    private int[] appointTwo(Duty duty) {
        return new int[] {appoint(duty, 1), appoint(duty, 2)};
    }

    private int appoint(Duty duty, int staffNumber) {
        Outcome outcome = submit(
                AppointOfficer.newBuilder()
                        .setClientId(nextClientId())
                        .setNotAfterNs(notAfterNs())
                        .setOffice(duty.name())
                        .setStaffNumber(String.valueOf(staffNumber))
                        .setDuties(List.of(duty))
                        .setCertificate(certificate(duty + " officer " + staffNumber))
                        .build(),
                OPERATOR_KEY);
        return (int) outcome.requireAccepted().event(EventKind.KEY_REGISTERED).getA();
    }

    /** Executes the commands of all records again on a new engine, and requires equal records and an equal state. */
    public void requireEqualReplay() {
        Engine second = new Engine(catalogue);
        RecordBuffer replayed = new RecordBuffer();
        for (byte[] record : records) {
            RecordKind kind = catalogue.ofType(RecordHeader.type(record, 0));
            if (kind.isCommand()) {
                CommandBody body = CommandBody.read(kind.checker(), record, 0, record.length);
                second.execute(kind, body.command(), body.authentication(), RecordHeader.timeNs(record, 0), replayed);
            }
        }
        assertThat(replayed.count()).isEqualTo(records.size());
        for (int i = 0; i < records.size(); i++) {
            assertThat(replayed.copy(i)).as("record %d", i).isEqualTo(records.get(i));
        }
        assertThat(second.stateBytes()).isEqualTo(engine.stateBytes());
    }

    /** Submits a command for which that stands. */
    public Outcome submit(SpecificRecord command, Authentication authentication) {
        RecordKind kind = catalogue.kindOf(command.getClass());
        byte[] before = stateBytes;
        buffer.clear();
        if (commands++ % COMMANDS_OF_RESTORED == 0 || restored.size() != engine.size()) {
            restored = Engine.readState(catalogue, new StateSource(before));
        }
        Answer answer = engine.execute(kind, AvroBytes.encode(command), authentication, timeNs, buffer);
        stateBytes = engine.stateBytes();
        requireSameFromRestored(kind, command, authentication, answer);
        for (int i = 0; i < buffer.count(); i++) {
            records.add(buffer.copy(i));
        }
        Outcome outcome = outcome(answer, kind);
        if (buffer.count() == 0) {
            assertThat(stateBytes).as("state after %s", answer).isEqualTo(before);
        } else if (!answer.isAccepted() && outcome.events(EventKind.TIMER_FIRED).isEmpty()) {
            Engine unchanged = Engine.readState(catalogue, new StateSource(before));
            assertThat(engine.exchangeStateBytes())
                    .as("state after %s", answer)
                    .isEqualTo(unchanged.exchangeStateBytes());
        }
        afterEach.run();
        return outcome;
    }

    /** An engine that was read from state bytes must go on as the one that wrote them. */
    private void requireSameFromRestored(
            RecordKind kind, SpecificRecord command, Authentication authentication, Answer answer) {
        restoredBuffer.clear();
        Answer same = restored.execute(kind, AvroBytes.encode(command), authentication, timeNs, restoredBuffer);
        assertThat(same).as("answer of the engine read from a state").isEqualTo(answer);
        assertThat(restoredBuffer.count()).isEqualTo(buffer.count());
        for (int i = 0; i < buffer.count(); i++) {
            assertThat(restoredBuffer.copy(i))
                    .as("record %d of %s", i, kind.javaClass())
                    .isEqualTo(buffer.copy(i));
        }
        assertThat(restored.stateBytes())
                .as("state of the engine read from a state")
                .isEqualTo(stateBytes);
    }

    private Outcome outcome(Answer answer, RecordKind kind) {
        if (buffer.count() == 0) {
            return new Outcome(answer, List.of(), List.of());
        }
        byte[] commandRecord = buffer.copy(0);
        List<SpecificRecord> results = new ArrayList<>();
        for (int i = 1; i < buffer.count(); i++) {
            byte[] record = buffer.copy(i);
            RecordKind resultKind = catalogue.ofType(RecordHeader.type(record, 0));
            results.add(AvroBytes.decode(resultKind.javaClass(), record, RecordHeader.LENGTH, record.length));
        }
        List<Event> events = CommandBody.read(kind.checker(), commandRecord, 0, commandRecord.length)
                .events();
        return new Outcome(answer, events, List.copyOf(results));
    }

    private static Authentication authentication(AuthenticationKind kind, int key) {
        int signatureLength = kind == AuthenticationKind.SIGNED ? 64 : 0;
        return new Authentication(kind.number(), key, 0L, ByteBuffer.wrap(new byte[signatureLength]));
    }
}
