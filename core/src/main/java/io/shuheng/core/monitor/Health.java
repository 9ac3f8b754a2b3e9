package io.shuheng.core.monitor;

import io.shuheng.core.record.RefusalCode;

/** How an exchange is, at the moment it was asked. Immutable values. */
public sealed interface Health {

    /** Commands are taken and answered, and nothing waits for too long. */
    record Up() implements Health {}

    /**
     * What is acknowledged is whole, but somebody should look: new commands may be refused or readers be late. Goes away
     * by itself when its cause does.
     *
     * @param reason what is wrong
     * @param detail the value that is wrong, for people
     */
    record Degraded(Reason reason, String detail) implements Health {}

    /**
     * No answer is given any more, and none will be before the exchange is opened again.
     *
     * @param reason what failed first, for people
     * @param sequence the first sequence whose outcome is unknown: all records before it are durable
     */
    record Poisoned(String reason, long sequence) implements Health {}

    /** Why an exchange is degraded, the gravest first. */
    enum Reason {
        /** The ledger's thread has been in one batch for too long: a disk or a signer does not answer. */
        LEDGER_STALLED,
        /** No room is left on the ledger's disk: commands are refused {@link RefusalCode#LEDGER_FULL}. */
        LEDGER_FULL,
        /** Durable records have waited for a checkpoint ten times as long as the settings allow. */
        CHECKPOINT_OVERDUE,
        /** A subscriber threw, and nobody has subscribed under its name since. */
        SUBSCRIBER_FAILED,
        /** More records wait for a subscriber than the settings allow. */
        SUBSCRIBER_LAGGING
    }
}
