package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.Collection;
import java.util.List;

/**
 * What is at hand on revocations: complete lists and responses, in any order, of any issuers; those of other issuers are ignored. Immutable.
 *
 * @param lists revocation lists
 * @param responses OCSP responses
 */
public record RevocationEvidence(List<RevocationList> lists, List<OcspResponse> responses) {
    /** Most lists and most responses taken: each that concerns a certificate costs a signature. */
    public static final int MAXIMUM_COUNT = 1024;

    /**
     * Copies the lists.
     *
     * @throws CryptoException LIMIT_EXCEEDED for more than {@link #MAXIMUM_COUNT} of a kind
     */
    public RevocationEvidence {
        if (lists.size() > MAXIMUM_COUNT || responses.size() > MAXIMUM_COUNT) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    lists.size() + " revocation lists and " + responses.size() + " OCSP responses, at most "
                            + MAXIMUM_COUNT + " of a kind are read");
        }
        lists = List.copyOf(lists);
        responses = List.copyOf(responses);
    }

    /**
     * Lists only.
     *
     * @param lists revocation lists
     * @return the evidence
     */
    public static RevocationEvidence ofLists(Collection<RevocationList> lists) {
        return new RevocationEvidence(List.copyOf(lists), List.of());
    }
}
