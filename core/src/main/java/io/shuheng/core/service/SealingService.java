package io.shuheng.core.service;

import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.LedgerSubscriber;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The service has no thread and no clock of its own: it looks at its request again with each record. That is enough.
 * BUSY means that commands are on their way, whose records come. After OUTCOME_UNKNOWN the command either has a record,
 * which comes, or the ledger has failed, and then the next opening starts from the records again.
 */
/**
 * Seals contracts: derives those that the engine asks for, signs their root with the operator's key and submits the
 * answer. Subscribe it from record 0 at each start; up to {@code liveFrom} it only learns, so a request that was
 * answered before a restart is not answered again, and one that was not, is.
 *
 * <p>{@link #onRecord} is called by one thread; it derives, and blocks as signer and look-up of templates do. The other
 * methods may be called by any thread.
 */
public final class SealingService implements LedgerSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(SealingService.class);

    /** Sequenced time before something that may have been put right is tried again. */
    private static final long PAUSE_NS = 1_000_000_000L;

    /** Genesis registers the operator's key as the first. */
    private static final int OPERATOR_KEY = 1;

    /** Record type of {@link ContractsSealed}. */
    private static final int SEAL_TYPE = 50;

    private final IntFunction<@Nullable RecordKind> kinds;
    private final Signer signer;
    private final Function<byte[], CompletableFuture<Outcome>> exchange;
    private final LongSupplier nowNs;
    private final long liveFrom;
    private final ContractProjection projection;

    private @Nullable SealSubmission submission;
    private long idWindowNs;
    private @Nullable SealRequest request;
    private byte @Nullable [] submitted;
    private @Nullable CompletableFuture<Outcome> outcome;
    private boolean givenUp;
    private long pausedUntilNs = Long.MIN_VALUE;
    private volatile @Nullable String failure;

    /**
     * Before the first record.
     *
     * @param kinds the kind of a record type in the ledger's rules version, null where there is none
     * @param templates where contract templates are found
     * @param signer the operator's key, of the certificate in genesis
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
        this.kinds = kinds;
        this.signer = signer;
        this.exchange = exchange;
        this.nowNs = nowNs;
        this.liveFrom = liveFrom;
        this.projection = new ContractProjection(templates, batch -> {});
    }

    /** Why the open request cannot be answered; empty while all is well. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
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
        if (kind.javaClass() == Genesis.class) {
            begin(AvroBytes.decode(Genesis.class, body.command()));
        }
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.CONTRACTS_SEALED.number()) {
                answered();
            } else if (event.getKind() == EventKind.REQUEST_SEAL.number()) {
                request = new SealRequest(event.getA(), event.getB(), timeNs);
            }
        }
    }

    private void begin(Genesis genesis) {
        byte[] certificate = AvroBytes.copyOf(genesis.getOperatorCertificate());
        submission = new SealSubmission(
                Sm3Hash.of(genesis.getLedgerId().bytes()), OPERATOR_KEY, Sm3Hash.of(Sm3.hash(certificate)));
        idWindowNs = genesis.getLimits().getIdWindowNs();
    }

    private void answered() {
        request = null;
        submitted = null;
        outcome = null;
        givenUp = false;
        pausedUntilNs = Long.MIN_VALUE;
        failure = null;
    }

    private void work(long timeNs) {
        SealRequest open = request;
        if (open == null || givenUp || timeNs < pausedUntilNs) {
            return;
        }
        CompletableFuture<Outcome> waiting = outcome;
        if (waiting == null) {
            submit(open, timeNs);
        } else if (waiting.isDone()) {
            heed(open, waiting, timeNs);
        }
    }

    private void submit(SealRequest open, long timeNs) {
        try {
            byte[] bytes = submitted;
            if (bytes == null) {
                bytes = sign(open, timeNs);
                submitted = bytes;
            }
            outcome = exchange.apply(bytes);
        } catch (ContractException e) {
            pause(timeNs, e.getMessage());
        }
    }

    private byte[] sign(SealRequest open, long timeNs) {
        SealSubmission by = submission;
        RecordKind kind = kinds.apply(SEAL_TYPE);
        if (by == null || kind == null || kind.javaClass() != ContractsSealed.class) {
            throw new IllegalStateException("a request to seal without genesis or without a record kind for seals");
        }
        return by.sign(projection.batch(open.firstTrade(), open.lastTrade()), notAfterNs(open, timeNs), kind, signer);
    }

    /** From the request's own time while that is fresh, so that equal runs sign equal bytes. */
    private long notAfterNs(SealRequest open, long timeNs) {
        long latestNs = Math.max(timeNs, nowNs.getAsLong());
        long baseNs = latestNs - open.timeNs() <= idWindowNs / 4 ? open.timeNs() : latestNs;
        return baseNs + idWindowNs / 2;
    }

    private void heed(SealRequest open, CompletableFuture<Outcome> done, long timeNs) {
        outcome = null;
        RefusalCode code = done.isCompletedExceptionally()
                ? RefusalCode.OUTCOME_UNKNOWN
                : done.join().code();
        if (code == RefusalCode.OK || code == RefusalCode.ALREADY_SEALED) {
            // Its record is on its way to this subscriber.
            outcome = done;
        } else if (code.retry() == RefusalCode.Retry.SAME_BYTES) {
            submit(open, timeNs);
        } else if (code.retry() == RefusalCode.Retry.LATER || code == RefusalCode.EXPIRED) {
            submitted = null;
            pause(timeNs, code + ": " + code.meaning());
        } else {
            givenUp = true;
            fail(open, code + ": " + code.meaning());
        }
    }

    private void pause(long timeNs, @Nullable String reason) {
        pausedUntilNs = timeNs + PAUSE_NS;
        SealRequest open = request;
        if (open != null) {
            fail(open, reason == null ? "unknown" : reason);
        }
    }

    private void fail(SealRequest open, String reason) {
        String message = "contracts " + open.firstTrade() + ".." + open.lastTrade() + " are not sealed: " + reason;
        if (!message.equals(failure)) {
            LOG.warn(message);
        }
        failure = message;
    }
}
