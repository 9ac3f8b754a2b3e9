package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.DistinguishedName;

/** What a check of a time stamp found. */
public sealed interface TimeStampResult {
    /**
     * The content existed before {@code token.latestNs()}, by the word of somebody who does not run the ledger.
     *
     * @param token the time stamp
     * @param authority who stamped
     * @param foreign whether it signed with RSA or ECDSA, not with SM2
     * @param revocationChecked whether a list covered every certificate of the path at that time; never for a foreign one
     */
    record Stamped(TimeStampToken token, DistinguishedName authority, boolean foreign, boolean revocationChecked)
            implements TimeStampResult {}

    /**
     * It shows no time.
     *
     * @param fault why, for programs
     * @param message which value, which rule
     */
    record Refused(TimeStampFault fault, String message) implements TimeStampResult {}
}
