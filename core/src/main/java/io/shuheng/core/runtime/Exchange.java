package io.shuheng.core.runtime;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.engine.StateDigest;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.market.MarketData;
import io.shuheng.core.monitor.Health;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.core.view.KnownCertificates;
import io.shuheng.core.view.ReadModel;
import io.shuheng.core.view.RevocationSnapshot;
import io.shuheng.core.view.StatusSnapshot;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * An open exchange (数据交易所): takes commands as bytes from any transport and answers when their records are durable.
 *
 * <p>Thread-safe. {@link #submit} does not block: it checks shape and signature on the caller's thread (about 0.1 ms for
 * the signature), then either has a place in the ring or answers BUSY. {@link #submitAndAwait}, {@link #open} and
 * {@link #close} block.
 *
 * <p>Two threads of its own do the work, the engine's and the ledger's; each subscription, the read model and the market
 * data have one more, where there are any. None is left after {@link #close}.
 */
public final class Exchange implements AutoCloseable {

    /*
     * A command crosses two threads: engine, ledger. The ledger stage sees a slot only after the engine stage, by the
     * ring's own barrier, so a slot's fields need no other synchronisation. The wait strategy times out so that both
     * stages look at the clock while no command comes: the engine for timers, the ledger for checkpoints.
     */

    private final Ledger ledger;
    private final ExchangeSettings settings;
    private final Genesis genesis;
    private final Admission admission;
    private final SessionKeyRing sessions;
    private final InstrumentDirectory instruments;
    private final KnownCertificates certificates;
    private final Disruptor<CommandSlot> disruptor;
    private final ExchangeHealth health = new ExchangeHealth();
    private final DurableSignal durable = new DurableSignal();
    private final Subscriptions subscriptions;
    private final RefusalMeter refusals;
    private final ExchangeMonitor monitor;
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private final StageThreads threads = new StageThreads("shuheng-engine", "shuheng-ledger");
    private boolean closed;

    private Exchange(
            ExchangeSettings settings,
            Ledger ledger,
            RecordCatalogue catalogue,
            Engine engine,
            KnownCertificates certificates,
            InstrumentDirectory instruments,
            SessionKeyRing sessions,
            Admission admission,
            List<DurableObserver> observers) {
        this.settings = settings;
        this.ledger = ledger;
        this.instruments = instruments;
        this.certificates = certificates;
        this.genesis = Objects.requireNonNull(engine.genesis());
        this.sessions = sessions;
        this.admission = admission;
        this.subscriptions = new Subscriptions(
                ledger, ledgerId(), durable, catalogue, settings.subscribers(), settings.marketData());
        disruptor = new Disruptor<>(
                CommandSlot::new,
                settings.ringSize(),
                threads,
                ProducerType.MULTI,
                settings.waiting().strategy(settings.idleNs()));
        disruptor.setDefaultExceptionHandler(new StopOnFailure(health));
        CheckpointPace pace =
                new CheckpointPace(settings.checkpointRecords(), settings.checkpointNs(), System::nanoTime);
        ToldMetrics metrics = new ToldMetrics(settings.metrics());
        ledger.meter(metrics);
        LedgerMeter meter = new LedgerMeter(metrics, System::nanoTime);
        ExchangeGauges gauges =
                new ExchangeGauges(disruptor.getRingBuffer(), ledger, pace, subscriptions, System::nanoTime);
        refusals = new RefusalMeter(metrics);
        monitor = new ExchangeMonitor(metrics, new HealthCheck(health, gauges, meter, settings), gauges, ledgerId());
        disruptor
                .handleEventsWith(
                        new EngineStage(engine, catalogue, settings.clock(), disruptor.getRingBuffer(), metrics))
                .then(new LedgerStage(
                        catalogue,
                        ledger,
                        health,
                        durable,
                        pace,
                        observers,
                        meter,
                        refusals,
                        () -> gauges.tell(metrics)));
        durable.advanceTo(ledger.size());
    }

    /**
     * Opens the exchange of a ledger that has records, bringing its state back by replaying them. Blocks for the
     * length of the replay. Sessions that were open end with SESSION_LOST. The exchange closes the ledger when it is closed.
     *
     * @throws LedgerException where the ledger is empty, or does not follow from its own commands
     */
    public static Exchange open(ExchangeSettings settings, Ledger ledger) {
        return open(settings, ledger, null);
    }

    /**
     * As {@link #open(ExchangeSettings, Ledger)}, of a ledger that has lost signed records and was opened with this
     * override: its two records come first.
     *
     * @throws LedgerException NOT_ENDORSED where an officer's act is refused; then nothing was written
     */
    public static Exchange openAfterLoss(ExchangeSettings settings, Ledger ledger, LossOverride override) {
        return open(settings, ledger, override);
    }

    /**
     * As {@link #open(ExchangeSettings, Ledger)}, of a standby's ledger: two officers begin another epoch, and their two
     * records come first. What the old primary writes from there on is not of this ledger.
     *
     * @throws LedgerException NOT_ENDORSED where an officer's act is refused, or names another size than the ledger's; then
     *     nothing was written
     */
    public static Exchange promote(ExchangeSettings settings, Ledger ledger, Promotion promotion) {
        return open(settings, ledger, promotion);
    }

    private static Exchange open(ExchangeSettings settings, Ledger ledger, @Nullable OpeningActs acts) {
        if (ledger.size() == 0) {
            throw new LedgerException(LedgerException.Code.NOT_A_LEDGER, "no genesis: found an exchange first");
        }
        RecordCatalogue catalogue = RulesVersions.current();
        SessionKeyRing sessions = new SessionKeyRing(settings.sessionDecryptor());
        Recovery.Recovered recovered = new Recovery(catalogue).recover(ledger);
        Engine engine = recovered.engine();
        Directories directories = recovered.directories();
        KnownCertificates certificates = directories.certificates();
        InstrumentDirectory instruments = directories.instruments();
        List<DurableObserver> observers = List.of(directories::observe, sessions::observe);
        Genesis genesis = Objects.requireNonNull(engine.genesis());
        Admission admission = new Admission(
                catalogue,
                Sm3Hash.of(genesis.getLedgerId().bytes()),
                directories.keys(),
                instruments,
                new CertificateGate(
                        genesis, certificates, new RevocationGate(genesis, settings.evidence(), certificates)),
                new TemplateGate(settings.evidence()),
                sessions);
        if (acts != null) {
            FirstActs.sequence(engine, admission, ledger, settings.clock(), acts);
        }
        LostSessions.end(engine, catalogue, ledger, settings.clock());
        Exchange exchange = new Exchange(
                settings, ledger, catalogue, engine, certificates, instruments, sessions, admission, observers);
        exchange.disruptor.start();
        if (settings.replayer() && ledger.keepsSnapshots()) {
            StateReplayer replayer =
                    StateReplayer.after(recovered.snapshot(), catalogue, ledger, exchange::recordDigest);
            exchange.subscriptions.from("replayer", replayer.size(), replayer);
        }
        return exchange;
    }

    /** What the first record says. */
    public Genesis genesis() {
        return genesis;
    }

    /** The ledger's identity, part of everything that is signed for it. */
    public Sm3Hash ledgerId() {
        return Sm3Hash.of(genesis.getLedgerId().bytes());
    }

    /** Terms hashes by instrument, as members need them to sign orders. */
    public InstrumentDirectory instruments() {
        return instruments;
    }

    /**
     * What a revocation list says about the certificates registered here, as the command that records it; client id and
     * validity are left to set. Put the list into the evidence store before the command is submitted.
     *
     * @param list the list's DER
     * @throws CryptoException where it cannot be read, or no authority of genesis has signed it
     */
    public RecordRevocations.Builder revocations(byte[] list) {
        return RevocationSnapshot.read(genesis, list).command(certificates);
    }

    /**
     * What a responder says of a certificate that is registered here, as the command that records it; client id and validity
     * are left to set.
     *
     * @param certificateSm3 SM3 of the certificate
     * @param response the OCSPResponse in DER
     * @throws CryptoException where the response cannot be read, or proves nothing of the certificate
     * @throws IllegalArgumentException where no such certificate is registered
     */
    public RecordCertificateStatus.Builder certificateStatus(Sm3Hash certificateSm3, byte[] response) {
        Certificate certificate = certificates
                .certificate(certificateSm3)
                .orElseThrow(() ->
                        new IllegalArgumentException("certificateSm3 " + certificateSm3 + ": is not registered here"));
        return StatusSnapshot.read(genesis, response, certificate, List.of()).command();
    }

    /** Number of durable records. */
    public long size() {
        return ledger.size();
    }

    /**
     * Takes a submission. Does not block; the future completes on the ledger's thread, so what hangs on it must be
     * short. It never completes exceptionally.
     *
     * @param submission the bytes of a {@link io.shuheng.core.record.Submission}, or within a session of a
     *     {@link io.shuheng.core.session.SessionSubmission}
     */
    public CompletableFuture<Outcome> submit(byte[] submission) {
        PendingOutcome pending = new PendingOutcome();
        submit(submission, 0, pending);
        return pending;
    }

    /**
     * Takes a submission likewise, and tells its outcome to a listener. Does not block; makes no object for an order of a
     * session.
     *
     * @param tag what the listener is to know the command by
     */
    public void submit(byte[] submission, long tag, OutcomeListener listener) {
        try {
            enqueue(admission.admit(submission, settings.clock().nowNs()), tag, listener);
        } catch (Admission.Refused e) {
            refuse(e.outcome(), tag, listener);
        }
    }

    /**
     * Takes a submission that opens a session, and the session's key beside it. Does not block but for the decryptor of
     * the settings. The sequence in the outcome is the session's number. The key is kept in memory only; a restart ends
     * the session.
     *
     * @param submission the bytes of a {@link io.shuheng.core.record.Submission} of an OpenSession
     * @param wrappedKey the session key, wrapped to the public key of the settings' decryptor
     */
    public CompletableFuture<Outcome> openSession(byte[] submission, byte[] wrappedKey) {
        try {
            Admitted admitted =
                    admission.admitOpening(submission, settings.clock().nowNs());
            Sm3Hash opening = sessions.take(admitted.copy(), wrappedKey);
            return enqueue(admitted).whenComplete((outcome, failure) -> sessions.drop(opening));
        } catch (Admission.Refused e) {
            return refused(e.outcome());
        }
    }

    /**
     * Takes the operator's submission of a RotateOperatorKey (运营方换钥), signed with the key in force, and the signer of the
     * new key, with which the ledger signs checkpoints from that record on. The exchange's services and the operator's desk
     * sign with the new key once the outcome is there; what they signed with the old one and is sequenced behind is refused
     * KEY_NOT_IN_FORCE and must be signed again. A later opening of the ledger takes the new signer. Where the outcome is
     * OUTCOME_UNKNOWN, open with the new signer, or with the old one where that is refused LEDGER_OTHER_OPERATOR. Does not
     * block; the future completes as that of {@link #submit}.
     *
     * @param submission the bytes of a {@link io.shuheng.core.record.Submission} of a RotateOperatorKey
     * @param next of the key of the certificate in it; called by the ledger's thread
     */
    public CompletableFuture<Outcome> rotateOperatorKey(byte[] submission, Signer next) {
        try {
            Admitted admitted = admission.admitRotation(
                    submission, next.publicKey(), settings.clock().nowNs());
            ledger.announce(next);
            return enqueue(admitted).whenComplete((outcome, failure) -> ledger.withdraw(next));
        } catch (Admission.Refused e) {
            return refused(e.outcome());
        }
    }

    /**
     * Takes a command for which the platform that embeds this exchange vouches (ASSERTED), in a session that the member
     * opened without a key. Whoever can call this can trade for every such member within its session's bounds: keep it
     * away from transports. Does not block; the future completes as that of {@link #submit}.
     *
     * @param session the session's number
     * @param type record type of the command
     * @param command its canonical bytes, with the session's next counter as clientId, and 0 as notAfterNs and mandate
     */
    public CompletableFuture<Outcome> vouch(long session, int type, byte[] command) {
        PendingOutcome pending = new PendingOutcome();
        vouch(session, type, command, 0, pending);
        return pending;
    }

    /**
     * Takes a command likewise, and tells its outcome to a listener. Does not block; makes no object for an order.
     *
     * @param tag what the listener is to know the command by
     */
    public void vouch(long session, int type, byte[] command, long tag, OutcomeListener listener) {
        try {
            enqueue(admission.vouched(session, type, command), tag, listener);
        } catch (Admission.Refused e) {
            refuse(e.outcome(), tag, listener);
        }
    }

    private CompletableFuture<Outcome> enqueue(Admitted admitted) {
        PendingOutcome pending = new PendingOutcome();
        enqueue(admitted, 0, pending);
        return pending;
    }

    /** Nothing gets into the ring once {@link #close} has begun to drain it, so nothing taken is left unanswered. */
    private void enqueue(Admitted admitted, long tag, OutcomeListener listener) {
        String poison = health.reason();
        if (poison != null) {
            refuse(Outcome.refused(health.refusal(), poison), tag, listener);
            return;
        }
        RefusalCode refusal;
        gate.readLock().lock();
        try {
            refusal = place(admitted, tag, listener);
        } finally {
            gate.readLock().unlock();
            admitted.release();
        }
        if (refusal != RefusalCode.OK) {
            refuse(Outcome.refused(refusal, refusal.meaning()), tag, listener);
        }
    }

    /** Gives a command its place in the ring; why not, where there is none. */
    private RefusalCode place(Admitted admitted, long tag, OutcomeListener listener) {
        if (closed) {
            return RefusalCode.CLOSED;
        }
        if (!ledger.acceptsMore()) {
            return RefusalCode.LEDGER_FULL;
        }
        byte[] kept = admitted.kept();
        RingBuffer<CommandSlot> ring = disruptor.getRingBuffer();
        long at;
        try {
            at = ring.tryNext();
        } catch (InsufficientCapacityException e) {
            return RefusalCode.BUSY;
        }
        try {
            ring.get(at).fill(admitted, kept, listener, tag);
        } finally {
            ring.publish(at);
        }
        return RefusalCode.OK;
    }

    /** Has a digest of the state recorded. Blocks while there is no place for it; gives up where the exchange ends. */
    private void recordDigest(StateDigest digest) {
        RecordKind kind = RulesVersions.current().kindOf(RecordStateDigest.class);
        byte[] command = AvroBytes.encode(
                new RecordStateDigest(digest.sequence(), new Hash32(digest.sm3().bytes())));
        Admitted admitted = new Admitted();
        CompletableFuture<Outcome> outcome;
        do {
            admitted.read(kind, command, 0, command.length);
            admitted.vouchedFor(InternalCommand.INTERNAL, null);
            outcome = enqueue(admitted);
        } while (isTurnedAway(outcome));
    }

    /** Whether there was no place; then not before a while has passed. */
    private boolean isTurnedAway(CompletableFuture<Outcome> outcome) {
        Outcome now = outcome.getNow(null);
        boolean away = now != null && (now.code() == RefusalCode.BUSY || now.code() == RefusalCode.LEDGER_FULL);
        if (away) {
            LockSupport.parkNanos(settings.idleNs());
        }
        return away;
    }

    /**
     * Takes a submission and waits for its outcome. Blocks. Where time runs out or the thread is interrupted the
     * outcome is OUTCOME_UNKNOWN: repeat the same bytes to learn it.
     */
    public Outcome submitAndAwait(byte[] submission, long timeoutNs) {
        try {
            return submit(submission).get(timeoutNs, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Outcome.refused(RefusalCode.OUTCOME_UNKNOWN, "no answer within " + timeoutNs + " ns");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.refused(RefusalCode.OUTCOME_UNKNOWN, "interrupted while waiting");
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("an outcome never completes exceptionally", e);
        }
    }

    /**
     * An inclusion receipt (存证回执) for a record that was answered: a small proof file, which shows without the ledger that
     * the record is in it. It comes with the next checkpoint that covers the record, see
     * {@link ExchangeSettings#checkpointNs}. Does not block; the future completes on a thread of the ledger's, so what hangs
     * on it must be short.
     *
     * @param sequence as the outcome names it
     * @return the bytes of the file; fails as {@link Ledger#receipt} says
     */
    public CompletableFuture<byte[]> receipt(long sequence) {
        return ledger.receipt(sequence);
    }

    /**
     * Delivers durable records in order, on a thread of its own, from where the last subscription of this name left off,
     * be it in this process or before a restart; from the first record where there was none. At least once: what was
     * delivered in the last second before a crash is delivered again. Its position is kept where
     * {@link SubscriberSettings#positions} says.
     *
     * @param name see {@link SubscriberNames}; one subscription at a time has it
     * @throws IllegalStateException where the exchange is closed, or the name has a subscription
     * @throws SubscriberPositionException where the position cannot be read, or lies behind the ledger's end
     */
    public Subscription subscribe(String name, LedgerSubscriber subscriber) {
        return subscriptions.resume(name, subscriber);
    }

    /**
     * Delivers durable records from a sequence on, in order, on a thread of its own. No position is kept: for subscribers
     * that keep their own beside what they make of the records.
     *
     * @param name for the thread's name
     * @throws IllegalStateException where the exchange is closed
     */
    public Subscription subscribe(String name, long fromSequence, LedgerSubscriber subscriber) {
        return subscriptions.from(name, fromSequence, subscriber);
    }

    /**
     * The read model of this exchange: everything that may be asked of it, see {@link ReadModel}. The first call starts
     * its thread, which reads the ledger from the beginning; without one it costs nothing. Does not block: wait with
     * {@link ReadModel#awaitSequence}. It can still be asked when the exchange is closed.
     *
     * @throws IllegalStateException where the exchange is closed and nobody has asked for it before
     */
    public ReadModel view() {
        return subscriptions.model();
    }

    /**
     * The market data of this exchange, for readers outside it: what is public of the market as it happens, see {@link
     * MarketData}. The first call starts its thread, which reads the ledger from the beginning; without one it costs nothing.
     * Does not block: wait with {@link MarketData#awaitSequence} before readers are let in, who else follow the past first.
     * When the exchange is closed its readers get what waits for them, and then that the feed has ended.
     *
     * @throws IllegalStateException where the exchange is closed and nobody has asked for it before
     */
    public MarketData marketData() {
        return subscriptions.market();
    }

    /**
     * Ends all answers because a standby has been promoted: whoever learns that another epoch of this ledger has begun
     * calls it at the old primary. Commands that are under way end as OUTCOME_UNKNOWN, later ones are refused SUPERSEDED.
     * Does not block; close the exchange afterwards.
     *
     * @param epoch that has begun elsewhere
     */
    public void supersede(long epoch) {
        health.supersede("epoch " + epoch + " of this ledger has begun elsewhere");
    }

    /** How the exchange is. Waits for nobody. */
    public Health health() {
        return monitor.health();
    }

    /** What operates and watches the exchange asks. */
    public ExchangeMonitor monitor() {
        return monitor;
    }

    /** Takes nothing more, answers all that was taken, signs a last checkpoint, ends every thread. Idempotent; blocks. */
    @Override
    public void close() {
        gate.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            gate.writeLock().unlock();
        }
        disruptor.shutdown();
        threads.join();
        sessions.close();
        subscriptions.close();
        ledger.close();
    }

    private CompletableFuture<Outcome> refused(Outcome outcome) {
        PendingOutcome pending = new PendingOutcome();
        refuse(outcome, 0, pending);
        return pending;
    }

    private void refuse(Outcome outcome, long tag, OutcomeListener listener) {
        refusals.note(outcome.code(), outcome.sequence());
        ToldOutcomes.tell(listener, tag, outcome.sequence(), outcome.code(), outcome.message(), outcome.repeated());
    }
}
