package io.shuheng.core.engine;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.Identifier;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.SchemaDefinition;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The exchange as a pure state machine: {@code (state, command, sequenced time) → (state', records)}. The same commands
 * at the same times give the same records, byte for byte, in a live exchange, at recovery, on a replica and in an
 * auditor's hands; that is the whole point of it.
 *
 * <p>One thread at a time. Never blocks, does no I/O. A command that breaks a rule is answered and recorded; only a
 * record that is not what the format says, which no façade lets through, ends in an exception.
 */
public final class Engine {

    private static final int NO_FIELD = -1;

    private final RecordCatalogue catalogue;
    private final GroupWriter group;
    private final ExchangeState state = new ExchangeState();
    private final Dispatch dispatch = new Dispatch();
    private final OfficerDesk officerDesk;
    private final ContractDesk contractDesk;
    private final SettlementDesk settlementDesk;
    private final ContinuousDesk continuousDesk;
    private final DeliveryDesk deliveryDesk;
    private final NettingDesk nettingDesk;
    private final RejectionDesk rejectionDesk;
    private final RecallDesk recallDesk;
    private final NegotiationDesk negotiationDesk;
    private final IdentificationWindow identifications = new IdentificationWindow();

    private long size;
    private long lastTimeNs;
    private @Nullable Genesis genesis;

    /** Without state: the first command must be a genesis. */
    public Engine(RecordCatalogue catalogue) {
        this.catalogue = catalogue;
        this.group = new GroupWriter(catalogue);
        this.officerDesk = new OfficerDesk(state.keys, state.officers);
        this.contractDesk = new ContractDesk(state.contracts, state.timers, this::limits);
        officerDesk.open(dispatch);
        contractDesk.open(dispatch);
        new ParticipantDesk(state.keys, state.participants, state.accounts).open(dispatch);
        new KeyDesk(state.keys).open(dispatch);
        new MandateDesk(state.participants, state.mandates).open(dispatch);
        new SubmissionDesk(state).open(dispatch);
        new RegistrationDesk(state).open(dispatch);
        DeliveryGates gates = new DeliveryGates(state);
        EntitlementSteps entitlements = new EntitlementSteps(state, gates);
        TradeEnds ends = new TradeEnds(state, entitlements);
        this.recallDesk = new RecallDesk(state, entitlements, this::limits);
        new ListingDesk(state, recallDesk).open(dispatch);
        new MarketDesk(state).open(dispatch);
        new ClearingDesk(state).open(dispatch);
        this.settlementDesk = new SettlementDesk(state, entitlements);
        TradeFormation formation = new TradeFormation(state, contractDesk);
        this.continuousDesk = new ContinuousDesk(state, formation, this::limits);
        continuousDesk.open(dispatch);
        new TradingDesk(state, settlementDesk, formation, continuousDesk).open(dispatch);
        this.nettingDesk = new NettingDesk(state, settlementDesk, ends, this::limits);
        nettingDesk.open(dispatch);
        this.deliveryDesk = new DeliveryDesk(state, settlementDesk, nettingDesk, gates, entitlements, ends);
        deliveryDesk.open(dispatch);
        this.rejectionDesk = new RejectionDesk(state, gates, entitlements, ends);
        rejectionDesk.open(dispatch);
        new DisputeDesk(state, gates, new RulingDesk(state, settlementDesk, ends)).open(dispatch);
        this.negotiationDesk = new NegotiationDesk(state, settlementDesk);
        negotiationDesk.open(dispatch);
        new AgreementDesk(state, negotiationDesk, formation).open(dispatch);
        dispatch.onInternal(Tick.class, (turn, tick) -> {});
    }

    /** Number of records written so far, which is the sequence of the next one. */
    public long size() {
        return size;
    }

    /** Sequenced time of the last command, nanoseconds since 1970; 0 before genesis. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Sequenced time at which the next timer is due; {@link Long#MAX_VALUE} where none is set. */
    public long nextTimerNs() {
        return state.timers.nextDueNs();
    }

    /** Whether a sweep through a book waits for the next {@link Step}. */
    public boolean isStepPending() {
        return state.markets.hasPaused();
    }

    /** What genesis said; null before it. */
    public @Nullable Genesis genesis() {
        return genesis;
    }

    /**
     * Takes one command and lays its group of records behind what the buffer holds. Where the answer needs no record
     * (a repeat, an expired or conflicting id) the buffer and the state stay as they are.
     *
     * @param kind the command's kind, of this engine's rules version
     * @param command its canonical bytes
     * @param authentication who stands behind it; the signature has been checked
     * @param timeNs sequenced time, not before the last one
     * @throws RecordFormatException where the command is not canonical, genesis comes twice or does not come first, or
     *     time runs backwards
     */
    public Answer execute(
            RecordKind kind, byte[] command, Authentication authentication, long timeNs, RecordBuffer out) {
        if (timeNs < lastTimeNs) {
            throw new RecordFormatException("record.time " + timeNs + ": before " + lastTimeNs);
        }
        if ((genesis == null) != (kind.javaClass() == Genesis.class)) {
            throw new RecordFormatException("record.type " + kind.type() + ": genesis comes first, and once");
        }
        SpecificRecord value = AvroBytes.decode(kind.javaClass(), command, 0, command.length);
        if (value instanceof Genesis first) {
            return begin(kind, first, command, authentication, timeNs, out);
        }
        Identification id = identification(kind, value, command, authentication);
        Answer known = id == null ? null : id.answer(identifications, limits(), timeNs);
        if (known != null) {
            return known;
        }
        Answer answer = sequence(kind, value, command, authentication, timeNs, out);
        if (id != null) {
            identifications.remember(id.scope, id.clientId, id.notAfterNs, id.commandSm3, timeNs, answer);
        }
        return answer;
    }

    /** All that later results depend on, as one canonical stream of bytes. */
    public byte[] stateBytes() {
        StateSink sink = new StateSink();
        sink.number(size);
        sink.number(lastTimeNs);
        sink.bytes(exchangeStateBytes());
        identifications.writeState(sink);
        return sink.toBytes();
    }

    /** What the capabilities know. To be read, on this engine's thread. */
    ExchangeState state() {
        return state;
    }

    /** The state of the capabilities alone, without size, time and remembered ids: what a refusal leaves as it was. */
    byte[] exchangeStateBytes() {
        StateSink sink = new StateSink();
        state.writeState(sink);
        officerDesk.writeState(sink);
        contractDesk.writeState(sink);
        settlementDesk.writeState(sink);
        recallDesk.writeState(sink);
        nettingDesk.writeState(sink);
        return sink.toBytes();
    }

    private Answer begin(
            RecordKind kind,
            Genesis first,
            byte[] command,
            Authentication authentication,
            long timeNs,
            RecordBuffer out) {
        GenesisRules.require(first, catalogue.rulesVersion());
        group.start(size);
        Sm3Hash operatorCertificate = Fields.sm3(first.getOperatorCertificate());
        state.participants.openOperator(
                new Identifier(IdKind.USCC, first.getOperatorUscc()),
                first.getOperatorNameZh(),
                first.getOperatorNameEn(),
                operatorCertificate);
        KeyRegister.Key operatorKey =
                state.keys.register(KeyPurpose.OPERATOR, Participants.OPERATOR, operatorCertificate, true);
        group.event(
                EventKind.KEY_REGISTERED, operatorKey.number(), KeyPurpose.OPERATOR.number(), Participants.OPERATOR);
        for (SchemaDefinition definition : catalogue.definitions()) {
            group.result(definition);
        }
        genesis = first;
        Answer answer = Answer.accepted(size);
        finish(kind, command, authentication, timeNs, out);
        return answer;
    }

    private Answer sequence(
            RecordKind kind,
            SpecificRecord value,
            byte[] command,
            Authentication authentication,
            long timeNs,
            RecordBuffer out) {
        group.start(size);
        fireTimers(timeNs);
        int events = group.eventCount();
        int results = group.resultCount();
        Answer answer = Answer.accepted(size);
        try {
            apply(value, command, authentication, timeNs);
        } catch (CommandRejected e) {
            group.truncate(events, results);
            String field = e.field();
            group.event(
                    EventKind.REJECTED,
                    e.code().number(),
                    field == null ? NO_FIELD : kind.fieldIndex(field),
                    e.value());
            answer = Answer.rejected(size, e);
        }
        finish(kind, command, authentication, timeNs, out);
        return answer;
    }

    private void finish(RecordKind kind, byte[] command, Authentication authentication, long timeNs, RecordBuffer out) {
        size += group.writeTo(out, kind, timeNs, command, AvroBytes.encode(authentication));
        lastTimeNs = timeNs;
    }

    private void apply(SpecificRecord value, byte[] command, Authentication authentication, long timeNs) {
        Dispatch.Route route = dispatch.route(value.getClass());
        if (route == null) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        }
        Actor actor = actor(authentication, route.sender());
        Turn turn = new Turn(group.sequence(), timeNs, actor, command, group);
        if (route.secondDuty() == null) {
            route.rule().apply(turn, value);
        } else {
            officerDesk.propose(turn, value, route, route.secondDuty());
        }
    }

    private Actor actor(Authentication authentication, Dispatch.Sender expected) {
        Dispatch.Sender sender = sender(authentication);
        if (sender != expected) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        }
        return sender == Dispatch.Sender.REGISTERED_KEY ? state.holder(authentication.getKey()) : Actor.INTERNAL;
    }

    /** Sessions and platforms have no rule yet that takes their commands, so only a signature speaks for somebody. */
    private static Dispatch.Sender sender(Authentication authentication) {
        return switch (AuthenticationKind.of(authentication.getKind())) {
            case INTERNAL -> Dispatch.Sender.INTERNAL;
            case SIGNED -> authentication.getKey() == 0 ? Dispatch.Sender.APPLICANT : Dispatch.Sender.REGISTERED_KEY;
            case ATTESTED, ASSERTED -> throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        };
    }

    private void fireTimers(long timeNs) {
        Turn turn = new Turn(group.sequence(), timeNs, Actor.INTERNAL, new byte[0], group);
        for (int fired = 0; fired < limits().getTimersPerCommand(); fired++) {
            Timers.Timer timer = state.timers.pollDue(timeNs);
            if (timer == null) {
                return;
            }
            group.event(EventKind.TIMER_FIRED, timer.id(), timer.subject(), timer.dueNs());
            fire(turn, timer);
        }
    }

    private void fire(Turn turn, Timers.Timer timer) {
        switch (timer.kind()) {
            case SEAL_DUE -> contractDesk.fire(turn, timer);
            case INSPECTION_END -> deliveryDesk.fire(turn, timer);
            case REJECTION_ANSWER_END -> rejectionDesk.fire(turn, timer);
            case RECALL_STEP -> recallDesk.fire(turn, timer);
            case BOOK_END -> continuousDesk.fire(turn, timer);
            case CYCLE_STEP -> nettingDesk.fire(turn, timer);
            case NEGOTIATION_LAPSE -> negotiationDesk.fire(turn, timer);
        }
    }

    private Limits limits() {
        if (genesis == null) {
            throw new IllegalStateException("before genesis");
        }
        return genesis.getLimits();
    }

    private record Identification(long scope, long clientId, long notAfterNs, Sm3Hash commandSm3) {

        @Nullable
        Answer answer(IdentificationWindow window, Limits limits, long timeNs) {
            return window.answerTo(
                    scope, clientId, notAfterNs, commandSm3, timeNs, limits.getIdWindowNs(), limits.getIdsPerMember());
        }
    }

    private @Nullable Identification identification(
            RecordKind kind, SpecificRecord value, byte[] command, Authentication authentication) {
        if (!kind.isIdentified()) {
            return null;
        }
        byte[] commandSm3 = Sm3.hash(command);
        long clientId = (long) value.get(kind.fieldIndex("clientId"));
        long notAfterNs = (long) value.get(kind.fieldIndex("notAfterNs"));
        return new Identification(
                scope(authentication.getKey(), commandSm3), clientId, notAfterNs, Sm3Hash.of(commandSm3));
    }

    /** Ids are a key's own; an applicant has no key number, so each of its applications has a scope to itself. */
    private static long scope(int key, byte[] commandSm3) {
        return key != 0
                ? key
                : Long.MIN_VALUE
                        | java.nio.ByteBuffer.wrap(Arrays.copyOf(commandSm3, 8)).getLong();
    }
}
