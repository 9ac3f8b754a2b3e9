package io.shuheng.core.service;

import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.SealBytes;
import io.shuheng.core.monitor.Measure;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.LedgerSubscriber;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Seals contracts: derives those that the engine asks for, signs their root with the operator's key and submits the
 * answer. Subscribe it from record 0 at each start; up to {@code liveFrom} it only learns, so a request that was
 * answered before a restart is not answered again, and one that was not, is.
 *
 * <p>{@link #onRecord} is called by one thread; it derives, and blocks as signer and look-up of templates do. The other
 * methods may be called by any thread.
 */
public final class SealingService implements LedgerSubscriber {

    /** Record type of {@link ContractsSealed}. */
    private static final int SEAL_TYPE = 50;

    private final IntFunction<@Nullable RecordKind> kinds;
    private final OperatorKeyInForce operator;
    private final PendingAnswer answer;
    private final LongSupplier nowNs;
    private final long liveFrom;
    private final ContractProjection projection;
    private final Metrics metrics;

    private @Nullable SealRequest request;

    /**
     * Before the first record, with nobody told how long sealing takes.
     *
     * @param kinds the kind of a record type in the ledger's rules version, null where there is none
     * @param templates where contract templates are found
     * @param signer the operator's key in force at the end of the records up to {@code liveFrom}
     * @param exchange takes submissions and answers later
     * @param nowNs what time the exchange's clock has, nanoseconds since 1970; only looked at for a request so old that
     *     its own time will not do
     * @param liveFrom number of records that were durable when the exchange was opened
     */
    public SealingService(
            IntFunction<@Nullable RecordKind> kinds,
            ContractTemplates templates,
            Signer signer,
            Function<byte[], CompletableFuture<Outcome>> exchange,
            LongSupplier nowNs,
            long liveFrom) {
        this(kinds, templates, signer, exchange, nowNs, liveFrom, Metrics.none());
    }

    /**
     * As the other, telling how long sealing takes.
     *
     * @param metrics is told; {@code Exchange.monitor().metrics()} keeps it with the exchange's own
     */
    public SealingService(
            IntFunction<@Nullable RecordKind> kinds,
            ContractTemplates templates,
            Signer signer,
            Function<byte[], CompletableFuture<Outcome>> exchange,
            LongSupplier nowNs,
            long liveFrom,
            Metrics metrics) {
        this.metrics = metrics;
        this.kinds = kinds;
        this.operator = new OperatorKeyInForce(signer);
        this.answer = new PendingAnswer(exchange, RefusalCode.ALREADY_SEALED);
        this.nowNs = nowNs;
        this.liveFrom = liveFrom;
        this.projection = new ContractProjection(templates, batch -> {});
    }

    /**
     * Takes the signer of the operator's key to come; to be called before the command that rotates it is submitted. Any
     * thread.
     */
    public void signLaterWith(Signer next) {
        operator.add(next);
    }

    /** Why the open request cannot be answered; empty while all is well. */
    public Optional<String> failure() {
        return answer.failure();
    }

    /**
     * Takes the next record.
     *
     * @throws RecordFormatException where it is not what the format says
     */
    @Override
    public void onRecord(byte[] bytes, int offset, int length) {
        RecordKind kind = kinds.apply(RecordHeader.type(bytes, offset));
        if (kind == null) {
            throw new RecordFormatException("record.type " + RecordHeader.type(bytes, offset) + ": unknown");
        }
        projection.observe(kind, bytes, offset, length);
        long timeNs = RecordHeader.timeNs(bytes, offset);
        if (kind.isCommand()) {
            observe(kind, CommandBody.read(kind.checker(), bytes, offset, offset + length), timeNs);
        }
        boolean live = RecordHeader.sequence(bytes, offset) + 1 >= liveFrom;
        if (live && RecordHeader.isEndOfGroup(bytes, offset)) {
            work(timeNs);
        }
    }

    private void observe(RecordKind kind, CommandBody body, long timeNs) {
        if (operator.observe(kind, body)) {
            // What was signed with the key before is refused from here on.
            answer.reset();
        }
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.CONTRACTS_SEALED.number()) {
                request = null;
                answer.reset();
            } else if (event.getKind() == EventKind.REQUEST_SEAL.number()) {
                request = new SealRequest(event.getA(), event.getB(), timeNs);
            }
        }
    }

    private void work(long timeNs) {
        SealRequest open = request;
        if (open != null) {
            String what = "contracts " + open.firstTrade() + ".." + open.lastTrade() + " are not sealed";
            answer.work(timeNs, what, usedUp -> sign(open, timeNs, usedUp));
        }
    }

    /**
     * The client id is minus the number of the batch's first contract: ids from -1 down are this service's own, so they
     * meet no id under which the operator signs something else.
     */
    private byte[] sign(SealRequest open, long timeNs, int usedUp) {
        OperatorSubmission by = operator.submission();
        RecordKind kind = kinds.apply(SEAL_TYPE);
        if (kind == null || kind.javaClass() != ContractsSealed.class) {
            throw new IllegalStateException("a request to seal without a record kind for seals");
        }
        long beginNs = System.nanoTime();
        Sm3Hash root = projection.batch(open.firstTrade(), open.lastTrade()).root();
        byte[] toSeal = SealBytes.of(by.ledgerId(), open.firstTrade(), open.lastTrade(), root);
        ContractsSealed seal = ContractsSealed.newBuilder()
                .setClientId(by.clientId(-open.firstTrade(), usedUp))
                .setNotAfterNs(by.notAfterNs(open.timeNs(), Math.max(timeNs, nowNs.getAsLong())))
                .setFirstTrade(open.firstTrade())
                .setLastTrade(open.lastTrade())
                .setRoot(new Hash32(root.bytes()))
                .setKey(by.key())
                .setSignature(ByteBuffer.wrap(by.signer().sign(toSeal).raw()))
                .build();
        byte[] submission = by.sign(seal, kind);
        metrics.measure(Measure.SEAL_NS, System.nanoTime() - beginNs);
        return submission;
    }
}
