package io.shuheng.core.view;

import io.shuheng.core.participant.Identifier;
import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.core.participant.Role;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Optional;

/**
 * A participant (交易主体). Immutable.
 *
 * @param number its number; 1 is the operator
 * @param identifier its number in a register of organisations
 * @param nameZh legal name in Chinese, may be empty
 * @param nameEn legal name in English, may be empty
 * @param roles what it may do; none for the operator
 * @param status where its membership stands
 * @param reviewValidUntilNs first instant at which its identity review no longer holds, nanoseconds since 1970; 0 before
 *     the first review, and for the operator
 * @param signingCertificateSm3 SM3 of the certificate with which it became a participant
 * @param encryptionCertificateSm3 SM3 of the newest certificate to encrypt to; zeros where it was revoked, and for the
 *     operator
 * @param details what only those see who see its affairs
 */
public record ParticipantEntry(
        long number,
        Identifier identifier,
        String nameZh,
        String nameEn,
        List<Role> roles,
        ParticipantStatus status,
        long reviewValidUntilNs,
        Sm3Hash signingCertificateSm3,
        Sm3Hash encryptionCertificateSm3,
        Optional<Details> details) {

    /** Copies the list. */
    public ParticipantEntry {
        roles = List.copyOf(roles);
    }

    /**
     * What a participant tells the operator about itself and not everybody. Immutable.
     *
     * @param beneficialOwnerGroup who in the end owns or controls it; empty where nobody
     * @param affiliates organisations affiliated with it by other ties
     * @param custodianAccount its account at the custodian bank; empty where it has none
     */
    public record Details(String beneficialOwnerGroup, List<Identifier> affiliates, String custodianAccount) {

        /** Copies the list. */
        public Details {
            affiliates = List.copyOf(affiliates);
        }
    }
}
