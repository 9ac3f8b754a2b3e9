package io.shuheng.core.participant;

import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Set;

/**
 * What an applicant says about itself, which stays as it was said. Immutable.
 *
 * @param identifier its number in a register
 * @param nameZh legal name in Chinese, may be empty
 * @param nameEn legal name in English, may be empty
 * @param roles what it wants to do on the exchange
 * @param beneficialOwnerGroup who in the end owns it (最终受益人), empty where nobody does
 * @param affiliates organisations affiliated by other ties
 * @param signingCertificateSm3 SM3 of the signing certificate's DER
 * @param encryptionCertificateSm3 SM3 of the encryption certificate's DER
 * @param custodianAccount account at the custodian bank, may be empty
 */
public record Membership(
        Identifier identifier,
        String nameZh,
        String nameEn,
        Set<Role> roles,
        String beneficialOwnerGroup,
        List<Identifier> affiliates,
        Sm3Hash signingCertificateSm3,
        Sm3Hash encryptionCertificateSm3,
        String custodianAccount) {

    /** Copies the collections. */
    public Membership {
        roles = Set.copyOf(roles);
        affiliates = List.copyOf(affiliates);
    }
}
