package io.shuheng.core.service;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.CountersignatureBytes;
import io.shuheng.core.contract.negotiation.TerminateNegotiation;
import io.shuheng.core.contract.negotiation.TerminationReason;
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
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Countersigns negotiated contracts (副署), and amendments of contracts: derives the contract of each negotiation that both
 * sides have signed, and where it is the one they signed, signs it with the operator's key and submits it whole. Where it is
 * another one, or none can be derived, it ends the negotiation, so that nobody's money waits for a contract that cannot be. A
 * template that is only missing is waited for. Subscribe it from record 0 at each start; up to {@code liveFrom} it only learns.
 *
 * <p>{@link #onRecord} is called by one thread; it derives, and blocks as signer and look-up of templates do. The other
 * methods may be called by any thread.
 */
public final class CountersigningService implements LedgerSubscriber {

    /** From the smallest number up: they meet neither the ids of seals, from -1 down, nor those of people, from 0 up. */
    private static final long FIRST_CLIENT_ID = Long.MIN_VALUE;

    /** Record types of {@link ContractFinalized} and {@link TerminateNegotiation}. */
    private static final int FINALIZED_TYPE = 56;

    private static final int TERMINATE_TYPE = 55;

    /** A request of the engine, and the answer to it. */
    private record Request(long negotiation, long timeNs, PendingAnswer answer) {}

    private final IntFunction<@Nullable RecordKind> kinds;
    private final OperatorKeyInForce operator;
    private final Function<byte[], CompletableFuture<Outcome>> exchange;
    private final LongSupplier nowNs;
    private final long liveFrom;
    private final ContractProjection projection;
    private final Map<Long, Request> requests = new TreeMap<>();

    private final AmendmentAnswers amendments;

    private volatile @Nullable String failure;

    /**
     * Before the first record.
     *
     * @param kinds the kind of a record type in the ledger's rules version, null where there is none
     * @param templates where contract templates are found
     * @param signer the operator's key in force at the end of the records up to {@code liveFrom}
     * @param exchange takes submissions and answers later
     * @param nowNs what time the exchange's clock has, nanoseconds since 1970; only looked at for a request so old that
     *     its own time will not do
     * @param liveFrom number of records that were durable when the exchange was opened
     */
    public CountersigningService(
            IntFunction<@Nullable RecordKind> kinds,
            ContractTemplates templates,
            Signer signer,
            Function<byte[], CompletableFuture<Outcome>> exchange,
            LongSupplier nowNs,
            long liveFrom) {
        this.kinds = kinds;
        this.operator = new OperatorKeyInForce(signer);
        this.exchange = exchange;
        this.nowNs = nowNs;
        this.liveFrom = liveFrom;
        this.projection = new ContractProjection(templates, batch -> {});
        this.amendments = new AmendmentAnswers(this::kind, projection.amendments(), exchange);
    }

    /**
     * Takes the signer of the operator's key to come; to be called before the command that rotates it is submitted. Any
     * thread.
     */
    public void signLaterWith(Signer next) {
        operator.add(next);
    }

    /** Why the oldest request that cannot be answered cannot; empty while all is well. */
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
            CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            observe(kind, body, timeNs);
            body.events().forEach(event -> amendments.observe(event, RecordHeader.sequence(bytes, offset), timeNs));
        }
        boolean live = RecordHeader.sequence(bytes, offset) + 1 >= liveFrom;
        if (live && RecordHeader.isEndOfGroup(bytes, offset)) {
            work(timeNs);
        }
    }

    private void observe(RecordKind kind, CommandBody body, long timeNs) {
        if (operator.observe(kind, body)) {
            // What was signed with the key before is refused from here on.
            requests.values().forEach(request -> request.answer().reset());
            amendments.reset();
        }
        for (Event event : body.events()) {
            long negotiation = event.getA();
            if (event.getKind() == EventKind.REQUEST_COUNTERSIGNATURE.number()) {
                PendingAnswer answer = new PendingAnswer(exchange, RefusalCode.WRONG_STATE);
                requests.put(negotiation, new Request(negotiation, timeNs, answer));
            } else if (event.getKind() == EventKind.CONTRACT_COUNTERSIGNED.number()
                    || event.getKind() == EventKind.NEGOTIATION_TERMINATED.number()) {
                requests.remove(negotiation);
            }
        }
    }

    private void work(long timeNs) {
        String reason = null;
        for (Request request : requests.values()) {
            String what = "negotiation " + request.negotiation() + " is not countersigned";
            request.answer().work(timeNs, what, usedUp -> answer(request, timeNs, usedUp));
            reason = reason == null ? request.answer().failure().orElse(null) : reason;
        }
        String ofAmendments = amendments.work(operator, timeNs, nowNs);
        failure = reason == null ? ofAmendments : reason;
    }

    private byte[] answer(Request request, long timeNs, int usedUp) {
        OperatorSubmission by = operator.submission();
        long notAfterNs = by.notAfterNs(request.timeNs(), Math.max(timeNs, nowNs.getAsLong()));
        long clientId = by.clientId(FIRST_CLIENT_ID + request.negotiation(), usedUp);
        Contract contract = asSigned(request.negotiation());
        return contract == null
                ? by.sign(termination(clientId, request.negotiation(), notAfterNs), kind(TERMINATE_TYPE))
                : by.sign(finalization(by, clientId, contract, notAfterNs), kind(FINALIZED_TYPE));
    }

    /**
     * The contract of a negotiation where it is the one that both sides signed, else null.
     *
     * @throws ContractException where only a template or renderer is missing
     */
    private @Nullable Contract asSigned(long negotiation) {
        try {
            Contract contract = projection.agreement(negotiation);
            boolean signed = projection
                    .signed(negotiation)
                    .filter(contract.hashes()::equals)
                    .isPresent();
            return signed ? contract : null;
        } catch (ContractException e) {
            if (e.code() == ContractException.Code.TEMPLATE_UNKNOWN
                    || e.code() == ContractException.Code.RENDERER_UNKNOWN) {
                throw e;
            }
            return null;
        }
    }

    private ContractFinalized finalization(OperatorSubmission by, long clientId, Contract contract, long notAfterNs) {
        byte[] toSign = CountersignatureBytes.of(
                by.ledgerId(), contract.number(), contract.hashes().contractSm3());
        return ContractFinalized.newBuilder()
                .setClientId(clientId)
                .setNotAfterNs(notAfterNs)
                .setNegotiation(contract.number())
                .setContract(contract.terms())
                .setKey(by.key())
                .setSignature(ByteBuffer.wrap(by.signer().sign(toSign).raw()))
                .build();
    }

    private static TerminateNegotiation termination(long clientId, long negotiation, long notAfterNs) {
        return new TerminateNegotiation(clientId, notAfterNs, 0L, negotiation, TerminationReason.CONTRACT_MISMATCH);
    }

    private RecordKind kind(int type) {
        RecordKind kind = kinds.apply(type);
        if (kind == null) {
            throw new IllegalStateException("no record kind " + type + " to answer with");
        }
        return kind;
    }
}
