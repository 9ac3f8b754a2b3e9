package io.shuheng.ledger.verify;

import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.CountersignedAmendment;
import io.shuheng.core.contract.CountersignedContract;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.trading.Trade;
import io.shuheng.ledger.file.OperatorKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derives the contracts of each sealed batch (封签) from the records before it, and compares their root and the operator's
 * signature with the seal. Derives each negotiated contract and each amendment too, and compares it with the one that is
 * stored, and its countersignature (副署); of an amendment also both sides' signatures, and its place under the seal. Contracts under a template that does not come with the library cannot be derived: their seals
 * and countersignatures are counted apart. For one thread.
 */
final class SealCheck {

    private final OperatorKeys operator;
    private final @Nullable PruningCheck pruning;
    private final List<SealedBatch> sealedNow = new ArrayList<>();
    private final List<CountersignedContract> countersignedNow = new ArrayList<>();
    private final List<CountersignedAmendment> amendedNow = new ArrayList<>();
    private final ContractProjection projection =
            new ContractProjection(ContractTemplates.bundled(), sealedNow::add, countersignedNow::add, amendedNow::add);
    private long seals;
    private long contracts;
    private long underived;
    private long formed;
    private long countersigned;
    private long amendments;

    /**
     * With the operator's keys, which grow as records are taken.
     *
     * @param pruning what is known of records that are not here; null where all are
     */
    SealCheck(OperatorKeys operator, @Nullable PruningCheck pruning) {
        this.operator = operator;
        this.pruning = pruning;
    }

    /** Takes the next record; the finding, or null. */
    @Nullable
    Finding record(Place place, RecordKind kind, byte[] bytes, int offset, int length) {
        formed += kind.javaClass() == Trade.class ? 1 : 0;
        try {
            projection.observe(kind, bytes, offset, length);
        } catch (ContractException e) {
            return isOfBefore(e) ? null : Finding.of(VerifierRule.SEAL, place, String.valueOf(e.getMessage()));
        }
        for (SealedBatch batch : sealedNow) {
            String reason = reason(batch, operator.at(place.sequence()));
            if (reason != null) {
                return Finding.of(VerifierRule.SEAL, place, reason);
            }
        }
        sealedNow.clear();
        for (CountersignedContract contract : countersignedNow) {
            String reason = reason(contract, operator.at(place.sequence()));
            if (reason != null) {
                return Finding.of(VerifierRule.COUNTERSIGNATURE, place, reason);
            }
        }
        countersignedNow.clear();
        for (CountersignedAmendment amendment : amendedNow) {
            String reason = reason(amendment, operator.at(place.sequence()));
            if (reason != null) {
                return Finding.of(VerifierRule.COUNTERSIGNATURE, place, reason);
            }
        }
        amendedNow.clear();
        return null;
    }

    private @Nullable String reason(SealedBatch batch, OperatorKeys.Key inForce) {
        ContractSeal seal = batch.seal();
        seals++;
        contracts += seal.size();
        String range = "contracts " + seal.firstTrade() + ".." + seal.lastTrade() + ": ";
        if (seal.key() != inForce.number() || !seal.verify(inForce.publicKey())) {
            return range + "not signed with the operator's key " + inForce.number() + ", which is in force";
        }
        try {
            return batch.isRootRight()
                    ? null
                    : range + "sealed root " + seal.root() + ", the records give "
                            + batch.batch().root();
        } catch (ContractException e) {
            return underived(e) || isOfBefore(e) ? null : range + e.getMessage();
        }
    }

    private @Nullable String reason(CountersignedContract contract, OperatorKeys.Key inForce) {
        countersigned++;
        String which = "negotiation " + contract.negotiation() + ": ";
        if (contract.key() != inForce.number() || !contract.verify(inForce.publicKey())) {
            return which + "not countersigned with the operator's key " + inForce.number() + ", which is in force";
        }
        try {
            return contract.isRight() ? null : which + "the records give another contract than the one stored";
        } catch (ContractException e) {
            return underived(e) || isOfBefore(e) ? null : which + e.getMessage();
        }
    }

    private @Nullable String reason(CountersignedAmendment amendment, OperatorKeys.Key inForce) {
        amendments++;
        String which = "amendment " + amendment.amendment() + " of contract " + amendment.contract() + ": ";
        if (amendment.command().getKey() != inForce.number() || !amendment.verify(inForce.publicKey())) {
            return which + "not countersigned with the operator's key " + inForce.number() + ", which is in force";
        }
        return amendment.isRight()
                ? null
                : which
                        + "not what the records give, of the contract that was sealed and the amendment before, and both"
                        + " sides signed";
    }

    /** Whether something is missing that may stand in records which are not here; counted. */
    private boolean isOfBefore(ContractException e) {
        boolean missing = e.code() == ContractException.Code.REFERENCE_MISSING
                || e.code() == ContractException.Code.CONTRACT_NOT_KEPT;
        return missing && pruning != null && pruning.countUnderived();
    }

    /** Whether nothing is wrong but that a template or renderer does not come with the library; counted. */
    private boolean underived(ContractException e) {
        boolean lacking = e.code() == ContractException.Code.TEMPLATE_UNKNOWN
                || e.code() == ContractException.Code.RENDERER_UNKNOWN;
        underived += lacking ? 1 : 0;
        return lacking;
    }

    /** What was sealed so far. */
    Report.Seals seals() {
        return new Report.Seals(
                seals, contracts, underived, Math.max(0, formed - contracts), countersigned, amendments);
    }
}
