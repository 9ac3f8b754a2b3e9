package io.shuheng.core.service;

import io.shuheng.core.contract.ContractException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * There is no thread and no clock here: the service looks at its answer again with each record. That is enough. BUSY means
 * that commands are on their way, whose records come. After OUTCOME_UNKNOWN the command either has a record, which comes,
 * or the ledger has failed, and then the next opening starts from the records again.
 */
/**
 * Gets a service's answer to one request of the engine taken: submits it, repeats the same bytes where that can help,
 * waits and makes it anew where that can, and gives up with a reason where nothing can. {@link #failure} may be called by
 * any thread, the rest is for one.
 */
final class PendingAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(PendingAnswer.class);

    /** Sequenced time before something that may have been put right is tried again: twice as long each time. */
    private static final long FIRST_PAUSE_NS = 1_000_000_000L;

    private static final long LONGEST_PAUSE_NS = 3_600_000_000_000L;

    /** Codes from here on are recorded, and their command's id is used up with them. */
    private static final int FIRST_RECORDED = 100;

    private final Function<byte[], CompletableFuture<Outcome>> exchange;
    private final RefusalCode alreadyTaken;

    private int idsUsedUp;
    private byte @Nullable [] submitted;
    private @Nullable CompletableFuture<Outcome> outcome;
    private boolean givenUp;
    private long pauseNs = FIRST_PAUSE_NS;
    private long pausedUntilNs = Long.MIN_VALUE;
    private volatile @Nullable String failure;

    /**
     * None yet.
     *
     * @param exchange takes submissions and answers later
     * @param alreadyTaken how the engine says that it has such an answer, whose record is on its way
     */
    PendingAnswer(Function<byte[], CompletableFuture<Outcome>> exchange, RefusalCode alreadyTaken) {
        this.exchange = exchange;
        this.alreadyTaken = alreadyTaken;
    }

    /** Why there is no answer; empty while all is well. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the exchange has refused it for good. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** The request is answered, or another is to be: all is forgotten. */
    void reset() {
        submitted = null;
        outcome = null;
        idsUsedUp = 0;
        givenUp = false;
        pauseNs = FIRST_PAUSE_NS;
        pausedUntilNs = Long.MIN_VALUE;
        failure = null;
    }

    /**
     * Looks at the answer once more.
     *
     * @param timeNs sequenced time
     * @param what is not done while there is no answer, for the reason
     * @param answer makes the bytes to submit, given how many client ids of this answer were used up by refusals; may throw
     *     a ContractException or a SignerMissingException
     */
    void work(long timeNs, String what, IntFunction<byte[]> answer) {
        if (givenUp || timeNs < pausedUntilNs) {
            return;
        }
        CompletableFuture<Outcome> waiting = outcome;
        if (waiting == null) {
            submit(timeNs, what, answer);
        } else if (waiting.isDone()) {
            heed(waiting, timeNs, what, answer);
        }
    }

    private void submit(long timeNs, String what, IntFunction<byte[]> answer) {
        try {
            byte[] bytes = submitted;
            if (bytes == null) {
                bytes = answer.apply(idsUsedUp);
                submitted = bytes;
            }
            outcome = exchange.apply(bytes);
        } catch (ContractException | SignerMissingException e) {
            pause(timeNs, what, String.valueOf(e.getMessage()));
        }
    }

    private void heed(CompletableFuture<Outcome> done, long timeNs, String what, IntFunction<byte[]> answer) {
        outcome = null;
        RefusalCode code = done.isCompletedExceptionally()
                ? RefusalCode.OUTCOME_UNKNOWN
                : done.join().code();
        if (code == RefusalCode.OK || code == alreadyTaken) {
            // Its record is on its way to this subscriber.
            outcome = done;
        } else if (code.retry() == RefusalCode.Retry.SAME_BYTES) {
            submit(timeNs, what, answer);
        } else if (code.retry() == RefusalCode.Retry.LATER
                || code == RefusalCode.EXPIRED
                || code == RefusalCode.CONFLICT) {
            // A refusal that is recorded answers its id until that expires; a conflict is one from before a restart.
            idsUsedUp += code == RefusalCode.CONFLICT || code.number() >= FIRST_RECORDED ? 1 : 0;
            submitted = null;
            pause(timeNs, what, code + ": " + code.meaning());
        } else {
            givenUp = true;
            fail(what, code + ": " + code.meaning());
        }
    }

    private void pause(long timeNs, String what, String reason) {
        pausedUntilNs = timeNs + pauseNs;
        pauseNs = Math.min(2 * pauseNs, LONGEST_PAUSE_NS);
        fail(what, reason);
    }

    private void fail(String what, String reason) {
        String message = what + ": " + reason;
        if (!message.equals(failure)) {
            LOG.warn(message);
        }
        failure = message;
    }
}
