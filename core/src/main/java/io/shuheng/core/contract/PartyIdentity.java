package io.shuheng.core.contract;

import io.shuheng.core.participant.IdKind;
import io.shuheng.core.record.Hash32;

/**
 * Who a participant is, as it applied.
 *
 * @param participant its number
 * @param idKind register of its id
 * @param id its number in that register
 * @param nameZh legal name in Chinese, may be empty
 * @param nameEn legal name in English, may be empty
 * @param signingCertificateSm3 SM3 of the signing certificate it applied with
 */
record PartyIdentity(
        long participant, IdKind idKind, String id, String nameZh, String nameEn, Hash32 signingCertificateSm3) {

    /** As a contract states it. */
    static PartyIdentity of(ContractParty party) {
        return new PartyIdentity(
                party.getParticipant(),
                party.getIdKind(),
                party.getId(),
                party.getNameZh(),
                party.getNameEn(),
                party.getSigningCertificateSm3());
    }

    /** As one side of a contract, bound by that order. */
    ContractParty party(ContractOrder order) {
        return new ContractParty(participant, idKind, id, nameZh, nameEn, signingCertificateSm3, order);
    }
}
