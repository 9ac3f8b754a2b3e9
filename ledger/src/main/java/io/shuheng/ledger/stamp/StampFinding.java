package io.shuheng.ledger.stamp;

import io.shuheng.crypto.document.TimeStampFault;

/** What the check of a time stamp over a checkpoint found. */
public sealed interface StampFinding {

    /** Records that the checkpoint covers. */
    long records();

    /** Whether the records it covers say that they are younger than they can be. */
    default boolean showsClockAhead() {
        return this instanceof OutsideTime time && time.clockAheadNs() > 0;
    }

    /**
     * The records before that one existed at that time, by the word of somebody who does not run the ledger.
     *
     * @param records covered by the checkpoint
     * @param latestNs they existed before it: the time stamped and its accuracy, nanoseconds since 1970
     * @param clockAheadNs how much later the last of them says it was made, by the operator's clock: that clock ran ahead by this
     *     at least, nanoseconds; 0 where it did not show
     * @param authority subject of the certificate that stamped
     * @param foreign whether it signed with RSA or ECDSA, not with SM2
     * @param revocationChecked whether a revocation list covered its path
     */
    record OutsideTime(
            long records,
            long latestNs,
            long clockAheadNs,
            String authority,
            boolean foreign,
            boolean revocationChecked)
            implements StampFinding {}

    /**
     * It anchors no time.
     *
     * @param records covered by the checkpoint
     * @param fault why
     * @param message which value, which rule
     */
    record NoTime(long records, TimeStampFault fault, String message) implements StampFinding {}
}
