package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.RevocationList;
import java.util.Collection;
import java.util.List;

/**
 * What a check rests on. Immutable.
 *
 * @param anchors certificates trusted
 * @param certificates of signers and authorities at hand beside those in the document
 * @param revocationLists at hand beside those in the document
 * @param atEpochSeconds the time at which signers' certificates must hold, seconds since 1970
 * @param attributes which signed attributes are demanded
 * @param timeStamps what time stamps over signatures rest on
 */
public record DocumentTrust(
        Collection<Certificate> anchors,
        Collection<Certificate> certificates,
        Collection<RevocationList> revocationLists,
        long atEpochSeconds,
        AttributeRule attributes,
        TimeStampTrust timeStamps) {
    /** Copies the collections. */
    public DocumentTrust {
        anchors = List.copyOf(anchors);
        certificates = List.copyOf(certificates);
        revocationLists = List.copyOf(revocationLists);
    }

    /**
     * Trusts anchors at a time, demands the attributes of evidence, and believes no time stamp.
     *
     * @param anchors certificates trusted
     * @param atEpochSeconds seconds since 1970
     * @return the trust
     */
    public static DocumentTrust of(Collection<Certificate> anchors, long atEpochSeconds) {
        return new DocumentTrust(
                anchors, List.of(), List.of(), atEpochSeconds, AttributeRule.EVIDENCE, TimeStampTrust.NONE);
    }

    /**
     * The same with more at hand.
     *
     * @param more certificates that may be signers' or authorities'
     * @param lists revocation lists
     * @return the trust
     */
    public DocumentTrust with(Collection<Certificate> more, Collection<RevocationList> lists) {
        return new DocumentTrust(anchors, more, lists, atEpochSeconds, attributes, timeStamps);
    }

    /**
     * The same under another rule about signed attributes.
     *
     * @param rule the rule
     * @return the trust
     */
    public DocumentTrust with(AttributeRule rule) {
        return new DocumentTrust(anchors, certificates, revocationLists, atEpochSeconds, rule, timeStamps);
    }

    /**
     * The same, believing time stamps.
     *
     * @param trust what they rest on
     * @return the trust
     */
    public DocumentTrust with(TimeStampTrust trust) {
        return new DocumentTrust(anchors, certificates, revocationLists, atEpochSeconds, attributes, trust);
    }
}
