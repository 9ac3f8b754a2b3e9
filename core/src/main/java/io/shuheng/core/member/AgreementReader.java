package io.shuheng.core.member;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.CountersignedContract;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the contract that a member is to sign after a negotiation, so that it signs what it has derived and read
 * itself, not a hash that somebody gave it.
 *
 * <p>It needs few records, in the ledger's order: genesis; the applications of both parties, and of agents that acted; the
 * submission of the listing version; the opening of the instrument; the first request, the last offer and its acceptance;
 * and the template, where it does not come with the library. Other records may be shown too, or left out. What it computes
 * is as true as these records: whoever got them from somebody it does not trust checks their places in the ledger as well.
 *
 * <p>For one thread at a time; blocks as the look-up of templates does.
 */
public final class AgreementReader {

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final ContractProjection projection;
    private final Map<Long, CountersignedContract> countersigned = new HashMap<>();

    /** Before the first record. */
    public AgreementReader(ContractTemplates templates) {
        this.projection = new ContractProjection(
                templates, batch -> {}, contract -> countersigned.put(contract.negotiation(), contract));
    }

    /**
     * Takes the next record, header first.
     *
     * @throws RecordFormatException where it is not what the format says
     * @throws ContractException REFERENCE_MISSING where it rests on a record that was left out
     */
    public void observe(byte[] bytes, int offset, int length) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null) {
            throw new RecordFormatException("record.type " + RecordHeader.type(bytes, offset) + ": unknown");
        }
        projection.observe(kind, bytes, offset, length);
    }

    /**
     * The contract of a negotiation whose terms are accepted: terms, canonical bytes, and both texts to be read.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where there is no such negotiation, or it has ended; REFERENCE_MISSING
     *     where its terms are not accepted; others where it cannot be derived
     */
    public Contract toSign(long negotiation) {
        return projection.agreement(negotiation);
    }

    /**
     * The command that signs exactly that contract, to be signed like any other.
     *
     * @param mandate number of the mandate under which an agent signs, 0 where the party does
     * @throws ContractException as {@link #toSign}
     */
    public SignAgreement signature(long negotiation, long clientId, long notAfterNs, long mandate) {
        Contract contract = toSign(negotiation);
        return SignAgreement.newBuilder()
                .setClientId(clientId)
                .setNotAfterNs(notAfterNs)
                .setMandate(mandate)
                .setInstrument(contract.terms().getLicence().getInstrument())
                .setNegotiation(negotiation)
                .setContractSm3(new Hash32(contract.hashes().contractSm3().bytes()))
                .setTextZhSm3(contract.terms().getText().getTextZhSm3())
                .setTextEnSm3(contract.terms().getText().getTextEnSm3())
                .build();
    }

    /**
     * Whether the other side has signed the contract that follows from the records; false too where it has not signed.
     *
     * @throws ContractException as {@link #toSign}
     */
    public boolean isSignedByOther(long negotiation) {
        SignedHashes own = toSign(negotiation).hashes();
        return projection.signed(negotiation).filter(own::equals).isPresent();
    }

    /** The contract with the exchange's countersignature, once the record that brings it was shown. */
    public Optional<CountersignedContract> countersigned(long negotiation) {
        return Optional.ofNullable(countersigned.get(negotiation));
    }
}
