package io.shuheng.ledger.inspect;

import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;

/**
 * Who holds a key. Immutable.
 *
 * @param purpose for whom the key speaks
 * @param number of the participant or officer; 0 where an applicant has none
 * @param nameZh legal name in Chinese; of an officer the office
 * @param nameEn legal name in English; of an officer the office
 * @param staffNumber of an officer, else empty
 * @param certificateSm3 SM3 of the certificate that brought the key
 * @param authority class of the authority of genesis that the certificate leads to; empty where it leads to none, and for
 *     the operator, whose certificate is that of genesis
 */
public record Signer(
        KeyPurpose purpose,
        long number,
        String nameZh,
        String nameEn,
        String staffNumber,
        Sm3Hash certificateSm3,
        Optional<AuthorityClass> authority) {

    /** Whether it is an officer, or the operator itself. */
    public boolean isOperators() {
        return purpose != KeyPurpose.PARTICIPANT;
    }

    /** Whether it is the participant of that number. */
    public boolean isParticipant(long participant) {
        return purpose == KeyPurpose.PARTICIPANT && number == participant;
    }
}
