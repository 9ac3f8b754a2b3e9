package io.shuheng.core.service;

import io.shuheng.core.contract.Amendment;
import io.shuheng.core.contract.AmendmentBytes;
import io.shuheng.core.contract.AmendmentProjection;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.DeclineAmendment;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Outcome;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link CountersigningService} that answers for amendments: countersigns what both sides signed where it is what
 * follows from the records, and declines it where it is not or where the exchange refuses the countersignature for good, so that no money waits for it. For one thread.
 */
final class AmendmentAnswers {

    /** Record types of {@link AmendmentFinalized} and {@link DeclineAmendment}. */
    private static final int FINALIZED_TYPE = 127;

    private static final int DECLINE_TYPE = 126;

    /** From half the smallest number up: they meet neither the ids for negotiations nor those of seals, nor people's. */
    private static final long FIRST_CLIENT_ID = Long.MIN_VALUE / 2;

    /** Apart from those, in the same manner, for what is declined once its countersignature was refused for good. */
    private static final long FIRST_DECLINE_ID = Long.MIN_VALUE / 4 * 3;

    /**
     * A request of the engine, and the answer to it.
     *
     * @param refused whether its countersignature was refused for good, so that it is declined
     */
    private record Request(long contract, long sequence, long timeNs, PendingAnswer answer, boolean refused) {}

    private final IntFunction<RecordKind> kinds;
    private final AmendmentProjection projection;
    private final Function<byte[], CompletableFuture<Outcome>> exchange;
    private final Map<Long, Request> requests = new TreeMap<>();

    AmendmentAnswers(
            IntFunction<RecordKind> kinds,
            AmendmentProjection projection,
            Function<byte[], CompletableFuture<Outcome>> exchange) {
        this.kinds = kinds;
        this.projection = projection;
        this.exchange = exchange;
    }

    /** Looks for requests, and for what answers them. */
    void observe(Event event, long sequence, long timeNs) {
        long contract = event.getA();
        if (event.getKind() == EventKind.REQUEST_AMENDMENT_COUNTERSIGNATURE.number()) {
            requests.put(contract, new Request(contract, sequence, timeNs, pending(), false));
        } else if (event.getKind() == EventKind.CONTRACT_AMENDED.number()
                || event.getKind() == EventKind.AMENDMENT_ENDED.number()) {
            requests.remove(contract);
        }
    }

    /** A proposal that lapsed meanwhile answers NOT_PROPOSED, and its record is on its way. */
    private PendingAnswer pending() {
        return new PendingAnswer(exchange, RefusalCode.AMENDMENT_NOT_PROPOSED);
    }

    /** What was signed with a key before the one in force is to be signed anew. */
    void reset() {
        // Also what was given up: it may have been the key that was refused, and not the amendment.
        requests.replaceAll(
                (contract, request) -> new Request(contract, request.sequence(), request.timeNs(), pending(), false));
    }

    /** Looks at each answer once more; returns why the first that cannot be given cannot, or null. */
    @Nullable
    String work(OperatorKeyInForce operator, long timeNs, LongSupplier nowNs) {
        String reason = null;
        for (Map.Entry<Long, Request> place : requests.entrySet()) {
            Request request = place.getValue();
            work(request, operator, timeNs, nowNs);
            if (request.answer().isGivenUp() && !request.refused()) {
                // It fits no more, and never will: the provider's money is not to wait until it lapses.
                request = new Request(request.contract(), request.sequence(), request.timeNs(), pending(), true);
                place.setValue(request);
                work(request, operator, timeNs, nowNs);
            }
            reason = reason == null ? request.answer().failure().orElse(null) : reason;
        }
        return reason;
    }

    private void work(Request request, OperatorKeyInForce operator, long timeNs, LongSupplier nowNs) {
        String what = "the amendment of contract " + request.contract() + " is not countersigned";
        request.answer()
                .work(
                        timeNs,
                        what,
                        usedUp -> answer(operator.submission(), request, Math.max(timeNs, nowNs.getAsLong()), usedUp));
    }

    private byte[] answer(OperatorSubmission by, Request request, long latestNs, int usedUp) {
        long notAfterNs = by.notAfterNs(request.timeNs(), latestNs);
        long first = request.refused() ? FIRST_DECLINE_ID : FIRST_CLIENT_ID;
        long clientId = by.clientId(first + request.sequence(), usedUp);
        Amendment amendment = request.refused() ? null : asSigned(request.contract());
        return amendment == null
                ? by.sign(decline(clientId, request, notAfterNs), kinds.apply(DECLINE_TYPE))
                : by.sign(finalization(by, clientId, request, amendment, notAfterNs), kinds.apply(FINALIZED_TYPE));
    }

    /** The amendment of a contract where it is the one that both sides signed, else null. */
    private @Nullable Amendment asSigned(long contract) {
        try {
            Amendment amendment = projection.derived(contract);
            boolean signed = projection
                    .proposed(contract)
                    .signedByBoth()
                    .filter(amendment.hashes()::equals)
                    .isPresent();
            return signed ? amendment : null;
        } catch (ContractException e) {
            return null;
        }
    }

    private AmendmentFinalized finalization(
            OperatorSubmission by, long clientId, Request request, Amendment amendment, long notAfterNs) {
        byte[] toSign = AmendmentBytes.of(
                by.ledgerId(),
                request.contract(),
                amendment.terms().getAmendment(),
                amendment.hashes().contractSm3());
        return AmendmentFinalized.newBuilder()
                .setClientId(clientId)
                .setNotAfterNs(notAfterNs)
                .setContract(request.contract())
                .setAmendment(amendment.terms())
                .setKey(by.key())
                .setSignature(ByteBuffer.wrap(by.signer().sign(toSign).raw()))
                .build();
    }

    private DeclineAmendment decline(long clientId, Request request, long notAfterNs) {
        return new DeclineAmendment(
                clientId,
                notAfterNs,
                request.contract(),
                projection.proposed(request.contract()).command().getAmendmentSm3());
    }
}
