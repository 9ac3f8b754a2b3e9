package io.shuheng.core.engine;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationForm;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.RetentionClass;
import io.shuheng.core.record.SchemaDefinition;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.CommandReader;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.function.Consumer;
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

    /** Most commands that one {@link #lookAhead} looks at. */
    public static final int MOST_AHEAD = LeavesAhead.MOST;

    private static final int NO_FIELD = -1;

    /**
     * A command and its events are one record. No timer is fired any more behind so many bytes of both, so that what is left of
     * it takes one timer's events and the command's own.
     */
    private static final int MOST_BEFORE_TIMER = RecordHeader.MAX_COMMAND_LENGTH;

    private final RecordCatalogue catalogue;
    private final CommandReader reader = new CommandReader();
    private final GroupWriter group;
    private final Turn turn;
    private final Incoming incoming = new Incoming();
    private final ExchangeState state = new ExchangeState();
    private final Dispatch dispatch = new Dispatch();
    private final EpochDesk epochDesk = new EpochDesk();
    private final OfficerDesk officerDesk;
    private final ContractDesk contractDesk;
    private final SettlementDesk settlementDesk;
    private final RestingOrders restingOrders;
    private final ContinuousDesk continuousDesk;
    private final CallAuctionDesk callAuctionDesk;
    private final CalendarDesk calendarDesk;
    private final AuctionDesk auctionDesk;
    private final QuoteDesk quoteDesk;
    private final ResaleDesk resaleDesk;
    private final DepartureDesk departureDesk;
    private final SealedAuctionDesk sealedAuctionDesk;
    private final StepDesk stepDesk;
    private final DeliveryDesk deliveryDesk;
    private final NettingDesk nettingDesk;
    private final RejectionDesk rejectionDesk;
    private final RecallDesk recallDesk;
    private final NegotiationDesk negotiationDesk;
    private final AmendmentDesk amendmentDesk;
    private final SignatureDesk signatureDesk;
    private final SessionDesk sessionDesk;
    private final RenewalDesk renewalDesk;
    private final DeadlineDesk deadlineDesk;
    private final TermEnds termEnds;
    private final Senders senders;
    private final Identification identification;
    private final LeavesAhead ahead;
    private final PruningCuts cuts = new PruningCuts();
    private final StateDigestDesk digestDesk = new StateDigestDesk(cuts);
    private final DirectoryChain directories = new DirectoryChain();

    private long size;
    private long lastTimeNs;
    private long lastBooksTimeNs;
    private @Nullable Genesis genesis;
    private @Nullable Sm3Hash ledgerId;

    /** Without state: the first command must be a genesis. */
    public Engine(RecordCatalogue catalogue) {
        this.catalogue = catalogue;
        this.group = new GroupWriter(catalogue);
        this.turn = new Turn(group);
        this.officerDesk = new OfficerDesk(catalogue, state.keys, state.officers);
        this.contractDesk = new ContractDesk(state.contracts, state.timers, this::limits);
        SessionLanes lanes = new SessionLanes(state, this::ledgerId);
        this.identification = new Identification(lanes, this::limits);
        this.ahead = lanes.ahead();
        this.signatureDesk = new SignatureDesk(state, contractDesk);
        this.sessionDesk = new SessionDesk(state, lanes, signatureDesk);
        this.senders = new Senders(state, sessionDesk);
        officerDesk.open(dispatch);
        contractDesk.open(dispatch);
        sessionDesk.open(dispatch);
        new ParticipantDesk(state.keys, state.participants, state.accounts, state.timers).open(dispatch);
        KeyDesk keyDesk = new KeyDesk(state.keys, sessionDesk);
        keyDesk.open(dispatch);
        this.renewalDesk = new RenewalDesk(state, sessionDesk, keyDesk);
        renewalDesk.open(dispatch);
        new OperatorKeyDesk(state).open(dispatch);
        new RevocationDesk(state, keyDesk, this::founded).open(dispatch);
        new MandateDesk(state.participants, state.mandates).open(dispatch);
        new SubmissionDesk(state).open(dispatch);
        new RegistrationDesk(state).open(dispatch);
        new FreezeDesk(state).open(dispatch);
        DeliveryGates gates = new DeliveryGates(state);
        EntitlementSteps entitlements = new EntitlementSteps(state, gates);
        TradeEnds ends = new TradeEnds(state, entitlements);
        this.deadlineDesk = new DeadlineDesk(state, gates, ends);
        deadlineDesk.open(dispatch);
        this.recallDesk = new RecallDesk(state, entitlements, this::limits);
        new ListingDesk(state, recallDesk).open(dispatch);
        new MarketDesk(state).open(dispatch);
        new ClearingDesk(state).open(dispatch);
        this.settlementDesk = new SettlementDesk(state, entitlements, ends);
        TradeFormation formation = new TradeFormation(state, signatureDesk);
        OrderBacking backing = new OrderBacking(state);
        this.restingOrders = new RestingOrders(state, backing);
        MassCancelDesk massCancelDesk = new MassCancelDesk(state, restingOrders, this::limits);
        massCancelDesk.open(dispatch);
        BookTrades bookTrades = new BookTrades(state, formation, backing, restingOrders);
        this.callAuctionDesk = new CallAuctionDesk(state);
        callAuctionDesk.open(dispatch);
        this.calendarDesk = new CalendarDesk(state, callAuctionDesk, this::founded);
        calendarDesk.open(dispatch);
        Uncrossing uncrossing =
                new Uncrossing(state, bookTrades, backing, restingOrders, callAuctionDesk, this::limits);
        SealedBacking sealedBacking = new SealedBacking(state, settlementDesk);
        this.sealedAuctionDesk = new SealedAuctionDesk(state, sealedBacking);
        sealedAuctionDesk.open(dispatch);
        SealedAwards sealedAwards = new SealedAwards(state, formation, sealedBacking, this::limits);
        AgreedTrades agreedTrades = new AgreedTrades(state, settlementDesk, formation);
        this.resaleDesk = new ResaleDesk(state, agreedTrades, ends, this::founded);
        resaleDesk.open(dispatch);
        this.termEnds = new TermEnds(state, entitlements, ends, resaleDesk);
        new EnglishAuctionDesk(state, agreedTrades).open(dispatch);
        new ReverseAuctionDesk(state, agreedTrades).open(dispatch);
        DutchAuctionDesk dutchAuctionDesk = new DutchAuctionDesk(state, agreedTrades);
        dutchAuctionDesk.open(dispatch);
        this.auctionDesk = new AuctionDesk(
                state, callAuctionDesk, sealedAuctionDesk, new OutcryDesk(state, agreedTrades), dutchAuctionDesk);
        auctionDesk.open(dispatch);
        this.continuousDesk =
                new ContinuousDesk(state, bookTrades, backing, restingOrders, callAuctionDesk, this::limits);
        continuousDesk.open(dispatch);
        this.stepDesk = new StepDesk(List.of(continuousDesk, massCancelDesk, uncrossing, sealedAwards));
        stepDesk.open(dispatch);
        new ControlDesk(state).open(dispatch);
        new TradingDesk(state, agreedTrades, continuousDesk).open(dispatch);
        this.quoteDesk = new QuoteDesk(state, agreedTrades);
        quoteDesk.open(dispatch);
        this.departureDesk = new DepartureDesk(state, quoteDesk, auctionDesk, resaleDesk, this::limits);
        this.nettingDesk = new NettingDesk(state, settlementDesk, ends, this::limits);
        nettingDesk.open(dispatch);
        this.deliveryDesk = new DeliveryDesk(state, settlementDesk, nettingDesk, gates, entitlements, ends);
        deliveryDesk.open(dispatch);
        this.rejectionDesk = new RejectionDesk(state, gates, entitlements, ends);
        rejectionDesk.open(dispatch);
        new DisputeDesk(state, gates, new RulingDesk(state, settlementDesk, gates, ends)).open(dispatch);
        this.negotiationDesk = new NegotiationDesk(state, settlementDesk);
        negotiationDesk.open(dispatch);
        new AgreementDesk(state, negotiationDesk, formation, deadlineDesk).open(dispatch);
        this.amendmentDesk = new AmendmentDesk(state, new AmendmentEffects(state, entitlements, ends, deadlineDesk));
        amendmentDesk.open(dispatch);
        new LossDesk().open(dispatch);
        digestDesk.open(dispatch);
        new PruningDesk(state, cuts).open(dispatch);
        epochDesk.open(dispatch);
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

    /** Whether a sweep through a book, a cancel of many orders or an auction's award waits for the next {@link Step}. */
    public boolean isStepPending() {
        return stepDesk.isPending(lastTimeNs);
    }

    /** The epoch that the ledger is in: 1 at its founding, one more with each promotion of a standby. */
    public long epoch() {
        return epochDesk.epoch();
    }

    /** Number of sessions that are open; after a restart nobody holds their keys. */
    public int openSessions() {
        return state.sessions.openCount();
    }

    /** Shows every trade that was made, in the order of their numbers; none of them is to be changed. */
    public void trades(Consumer<? super Trade> visitor) {
        state.trades.forEach(visitor);
    }

    /** Whether the last command's record asks for the digest of the state as it is now. */
    public boolean isDigestDue() {
        return digestDesk.hasAsked();
    }

    /** Over the records that directories are made of, those of the last command included. */
    public DirectoryChain directories() {
        return directories;
    }

    /** What genesis said; null before it. */
    public @Nullable Genesis genesis() {
        return genesis;
    }

    /**
     * Looks at commands that are about to be executed, in this order, so that what does not depend on those before them is
     * computed at once. Results are the same without.
     *
     * @param commands of this engine's rules version, the first {@link #MOST_AHEAD} count; each executed with the very arrays that were shown here, and what was in them
     */
    public void lookAhead(List<? extends Upcoming> commands) {
        ahead.clear();
        for (int i = 0; i < commands.size(); i++) {
            ahead.add(commands.get(i));
        }
        ahead.hash();
    }

    /**
     * Takes one command and lays its group of records behind what the buffer holds. Where the answer needs no record
     * (a repeat, an expired or conflicting id) the buffer and the state stay as they are.
     *
     * @param kind the command's kind, of this engine's rules version
     * @param command its canonical bytes
     * @param authentication who stands behind it; the signature has been checked
     * @param timeNs sequenced time, not before the last one
     * @return an answer of its own
     * @throws RecordFormatException where the command is not canonical, genesis comes twice or does not come first, or
     *     time runs backwards
     */
    public Answer execute(
            RecordKind kind, byte[] command, Authentication authentication, long timeNs, RecordBuffer out) {
        SpecificRecord value = reader.read(kind, command, command.length);
        Answer answer = new Answer();
        execute(kind, value, command, command.length, authentication, timeNs, out, answer);
        return answer;
    }

    /**
     * Takes one command likewise, which its caller has read and checked. Nobody changes the command meanwhile, nor ever the
     * value of a kind that is not {@link CommandReader#isReused}, which the engine may keep; it keeps no bytes.
     *
     * @param answer receives what is said to it
     * @throws RecordFormatException as the other
     */
    public void execute(Upcoming command, long timeNs, RecordBuffer out, Answer answer) {
        RecordKind kind = command.kind();
        SpecificRecord value = CommandReader.isReused(kind)
                ? reader.read(kind, command.command(), command.commandLength())
                : command.value();
        execute(kind, value, command.command(), command.commandLength(), command.authentication(), timeNs, out, answer);
    }

    private void execute(
            RecordKind kind,
            SpecificRecord value,
            byte[] command,
            int length,
            Authentication authentication,
            long timeNs,
            RecordBuffer out,
            Answer answer) {
        if (timeNs < lastTimeNs) {
            throw new RecordFormatException("record.time " + timeNs + ": before " + lastTimeNs);
        }
        if ((genesis == null) != (kind.javaClass() == Genesis.class)) {
            throw new RecordFormatException("record.type " + kind.type() + ": genesis comes first, and once");
        }
        AuthenticationForm.require(authentication);
        incoming.begin(kind, value, command, length, authentication, timeNs, dispatch.route(kind));
        if (value instanceof Genesis first) {
            begin(first, out, answer);
        } else if (!identification.isKnown(incoming, answer)) {
            sequence(out, answer);
            identification.remember(incoming, answer);
        }
    }

    /** All that later results depend on, as one canonical stream of bytes. */
    public byte[] stateBytes() {
        StateSink sink = new StateSink();
        writeState(sink);
        return sink.toBytes();
    }

    /** SM3 of the state's bytes, which are at no time held whole. */
    public Sm3Hash stateDigest() {
        Sm3Digest digest = new Sm3Digest();
        StateSink sink = new StateSink((bytes, length) -> digest.update(bytes, 0, length));
        writeState(sink);
        sink.flush();
        return digest.doFinal();
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(size);
        sink.number(lastTimeNs);
        sink.flag(genesis != null);
        if (genesis != null) {
            sink.record(genesis);
        }
        writeExchangeState(sink);
        identification.writeState(sink);
        sink.number(lastBooksTimeNs);
        cuts.writeState(sink);
        digestDesk.writeState(sink);
        directories.writeState(sink);
    }

    /**
     * An engine that goes on exactly as the one whose state was written.
     *
     * @param source what {@link #writeState} wrote, to its end
     * @throws RecordFormatException where it is no state of an engine of these rules
     */
    public static Engine readState(RecordCatalogue catalogue, StateSource source) {
        Engine engine = new Engine(catalogue);
        try {
            engine.read(source);
        } catch (RecordFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // The state's own classes find what contradicts itself, with the checks they have for commands and callers.
            throw new RecordFormatException("state: " + e);
        }
        return engine;
    }

    private void read(StateSource source) {
        size = source.number();
        lastTimeNs = source.number();
        if (source.flag()) {
            found(source.record(Genesis.class));
        }
        state.readState(source);
        officerDesk.readState(source, dispatch);
        contractDesk.readState(source);
        settlementDesk.readState(source);
        recallDesk.readState(source);
        nettingDesk.readState(source);
        signatureDesk.readState(source);
        epochDesk.readState(source);
        stepDesk.readState(source);
        identification.readState(source);
        lastBooksTimeNs = source.number();
        cuts.readState(source);
        digestDesk.readState(source);
        directories.readState(source);
        source.requireEnd();
        restingOrders.findTimers();
        negotiationDesk.findTimers();
        amendmentDesk.checkState();
        sessionDesk.findTimers();
        renewalDesk.findTimers();
    }

    /** What the capabilities know. To be read, on this engine's thread. */
    ExchangeState state() {
        return state;
    }

    /** The state of the capabilities alone, without size, time and remembered ids: what a refusal leaves as it was. */
    byte[] exchangeStateBytes() {
        StateSink sink = new StateSink();
        writeExchangeState(sink);
        return sink.toBytes();
    }

    private void writeExchangeState(StateSink sink) {
        state.writeState(sink);
        officerDesk.writeState(sink);
        contractDesk.writeState(sink);
        settlementDesk.writeState(sink);
        recallDesk.writeState(sink);
        nettingDesk.writeState(sink);
        signatureDesk.writeState(sink);
        epochDesk.writeState(sink);
        stepDesk.writeState(sink);
    }

    private void begin(Genesis first, RecordBuffer out, Answer answer) {
        GenesisRules.require(first, catalogue.rulesVersion());
        group.start(size);
        KeyRegister.Key key = state.openOperator(first);
        group.event(EventKind.KEY_REGISTERED, key.number(), key.purpose().number(), key.owner());
        for (SchemaDefinition definition : catalogue.definitions()) {
            group.result(definition);
        }
        found(first);
        noteBooks();
        answer.accept(size);
        finish(out);
    }

    private void found(Genesis first) {
        genesis = first;
        ledgerId = Sm3Hash.of(first.getLedgerId().bytes());
    }

    private void sequence(RecordBuffer out, Answer answer) {
        group.start(size);
        fireTimers();
        int events = group.eventCount();
        int results = group.resultCount();
        answer.accept(size);
        try {
            apply();
        } catch (CommandRejected e) {
            group.truncate(events, results);
            String field = e.field();
            group.event(
                    EventKind.REJECTED,
                    e.code().number(),
                    field == null ? NO_FIELD : incoming.kind().fieldIndex(field),
                    e.value());
            answer.reject(size, e);
        }
        noteBooks();
        if (digestDesk.isDue(limits().getDigestCommands())) {
            digestDesk.ask(group, extent());
        }
        finish(out);
    }

    /** Whether a record of the group that is complete must be kept as a book of account. */
    private void noteBooks() {
        if (incoming.kind().retention() == RetentionClass.BOOKS || group.hasBooks()) {
            lastBooksTimeNs = incoming.timeNs();
        }
    }

    /** What there is behind the group that is complete. */
    private PruningCuts.Extent extent() {
        return new PruningCuts.Extent(
                group.sequence() + 1 + group.resultCount(),
                incoming.timeNs(),
                lastBooksTimeNs,
                state.contracts.formed(),
                state.participants.count(),
                state.listings.count());
    }

    private void finish(RecordBuffer out) {
        int record = out.count();
        size += group.writeTo(
                out,
                incoming.kind(),
                incoming.timeNs(),
                incoming.bytes(),
                incoming.length(),
                incoming.authentication());
        if (group.concernsDirectories()) {
            directories.add(out.copy(record));
        }
        lastTimeNs = incoming.timeNs();
    }

    private void apply() {
        Dispatch.Route route = incoming.route();
        if (route == null) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        }
        Actor actor = senders.actor(incoming, route.sender());
        turn.begin(group.sequence(), incoming, actor);
        if (actor.session() != null) {
            sessionDesk.apply(turn, actor.session(), incoming, route);
        } else if (route.secondDuty() == null) {
            route.rule().apply(turn, incoming.value());
        } else {
            officerDesk.propose(turn, incoming.value(), route, route.secondDuty());
        }
        callAuctionDesk.indicate(turn);
    }

    private void fireTimers() {
        turn.begin(group.sequence(), incoming.timeNs());
        for (int fired = 0; fired < limits().getTimersPerCommand() && (fired == 0 || mayFireAnother()); fired++) {
            Timers.Timer timer = state.timers.pollDue(incoming.timeNs());
            if (timer == null) {
                break;
            }
            group.event(EventKind.TIMER_FIRED, timer.id(), timer.subject(), timer.dueNs());
            fire(timer);
        }
        callAuctionDesk.indicate(turn);
    }

    /** What is due and not fired waits for the next command. */
    private boolean mayFireAnother() {
        return incoming.length() + group.eventBytes() <= MOST_BEFORE_TIMER;
    }

    private void fire(Timers.Timer timer) {
        switch (timer.kind()) {
            case SEAL_DUE -> contractDesk.fire(turn, timer);
            case INSPECTION_END -> deliveryDesk.fire(turn, timer);
            case REJECTION_ANSWER_END -> rejectionDesk.fire(turn, timer);
            case RECALL_STEP -> recallDesk.fire(turn, timer);
            case BOOK_END -> continuousDesk.fire(turn, timer);
            case SESSION_BEGIN -> calendarDesk.fire(turn, timer);
            case SESSION_AUCTIONS -> calendarDesk.fireAuctions(turn, timer);
            case CALL_AUCTION -> callAuctionDesk.fire(turn, timer);
            case SEALED_AUCTION -> sealedAuctionDesk.fire(turn, timer);
            case ORDER_END -> restingOrders.fire(turn, timer);
            case OPEN_AUCTION -> auctionDesk.fire(turn, timer);
            case QUOTE_REQUEST_END, QUOTE_END -> quoteDesk.fire(turn, timer);
            case RESALE_END -> resaleDesk.fire(turn, timer);
            case MEMBER_LEFT -> departureDesk.fire(turn, timer);
            case CYCLE_STEP -> nettingDesk.fire(turn, timer);
            case NEGOTIATION_LAPSE -> negotiationDesk.fire(turn, timer);
            case AMENDMENT_LAPSE -> amendmentDesk.fire(turn, timer);
            case SESSION_EXPIRY, STATEMENT_DUE -> sessionDesk.fire(turn, timer);
            case DELIVERY_DUE -> deadlineDesk.fire(turn, timer);
            case ENTITLEMENT_END -> termEnds.fire(turn, timer);
            case KEY_END -> renewalDesk.fire(turn, timer);
            case CONTRACTS_COVERED -> signatureDesk.fire(turn, timer);
        }
    }

    private Genesis founded() {
        if (genesis == null) {
            throw new IllegalStateException("before genesis");
        }
        return genesis;
    }

    private Limits limits() {
        return founded().getLimits();
    }

    private Sm3Hash ledgerId() {
        if (ledgerId == null) {
            throw new IllegalStateException("before genesis");
        }
        return ledgerId;
    }
}
