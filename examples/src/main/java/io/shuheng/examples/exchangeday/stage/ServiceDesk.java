package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where the exchange's own services put what they submit, until the story hands it on. A service answers when it gets
 * round to it; if its answer went straight to the exchange, its place between the story's commands would be chance, and
 * no two runs would have the same records. Thread-safe: services put, the story serves.
 */
public final class ServiceDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Exchange exchange;
    private final Bulletin bulletin;
    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private final Set<Long> toCountersign = new HashSet<>();
    private final Set<Long> toAmend = new HashSet<>();
    private boolean sealAsked;
    private long unsealed;

    /** A submission on its way, and where its outcome goes. */
    private record Letter(byte[] submission, CompletableFuture<Outcome> outcome) {}

    ServiceDesk(Exchange exchange, Bulletin bulletin) {
        this.exchange = exchange;
        this.bulletin = bulletin;
    }

    /** Takes a submission of a service; the outcome comes when the story has handed it on. Does not block. */
    public CompletableFuture<Outcome> put(byte[] submission) {
        Letter letter = new Letter(submission, new CompletableFuture<>());
        letters.add(letter);
        return letter.outcome;
    }

    /** Learns from a group what the engine asks services for; before the group is made known. */
    synchronized void learn(Group group) {
        for (Event event : group.body().events()) {
            if (event.getKind() == EventKind.CONTRACT_FORMED.number()) {
                unsealed++;
            } else if (event.getKind() == EventKind.CONTRACTS_SEALED.number()) {
                unsealed -= event.getB() - event.getA() + 1;
                sealAsked = false;
            } else if (event.getKind() == EventKind.REQUEST_SEAL.number()) {
                sealAsked = true;
            }
        }
        for (Event event : group.body().events()) {
            if (event.getKind() == EventKind.REQUEST_COUNTERSIGNATURE.number()) {
                toCountersign.add(event.getA());
            } else if (event.getKind() == EventKind.CONTRACT_COUNTERSIGNED.number()
                    || event.getKind() == EventKind.NEGOTIATION_TERMINATED.number()) {
                toCountersign.remove(event.getA());
            } else if (event.getKind() == EventKind.REQUEST_AMENDMENT_COUNTERSIGNATURE.number()) {
                toAmend.add(event.getA());
            } else if (event.getKind() == EventKind.CONTRACT_AMENDED.number()
                    || event.getKind() == EventKind.AMENDMENT_ENDED.number()) {
                toAmend.remove(event.getA());
            }
        }
    }

    /** Contracts without a seal, as far as groups were made known. */
    public synchronized long unsealed() {
        return unsealed;
    }

    /**
     * Hands on what services submit until the engine asks for nothing more. Blocks.
     *
     * @throws StoryBrokenException where a service does not answer, or its answer is refused
     */
    public void serve() {
        while (isAsked()) {
            Letter letter = next();
            Outcome outcome = exchange.submitAndAwait(letter.submission, PATIENCE.toNanos());
            if (!outcome.isAccepted()) {
                throw new StoryBrokenException("a service's answer: " + outcome.message());
            }
            bulletin.group(outcome.sequence());
            letter.outcome.complete(outcome);
        }
    }

    private synchronized boolean isAsked() {
        return sealAsked || !toCountersign.isEmpty() || !toAmend.isEmpty();
    }

    private Letter next() {
        try {
            Letter letter = letters.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            if (letter == null) {
                throw new StoryBrokenException("a service has not answered within " + PATIENCE.toSeconds() + " s");
            }
            return letter;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryBrokenException("interrupted while waiting for a service");
        }
    }
}
