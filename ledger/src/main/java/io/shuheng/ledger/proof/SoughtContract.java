package io.shuheng.ledger.proof;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.CountersignedContract;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.proof.LedgerSurvey.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Derives contracts until the one that is asked for is sealed, and finds what amended and what ended it. For one thread. */
final class SoughtContract implements LedgerSurvey.Visitor {

    private final long number;
    private final ContractProjection projection;
    private final NegotiationPlaces negotiations;
    private final AmendmentPlaces amendments;
    private final EndPlaces end;
    private @Nullable SealedBatch batch;
    private @Nullable CountersignedContract negotiated;
    private @Nullable ContractException failure;
    private int sealKey;

    SoughtContract(long number, ContractTemplates templates) {
        this.number = number;
        this.negotiations = new NegotiationPlaces(number);
        this.amendments = new AmendmentPlaces(number);
        this.end = new EndPlaces(number);
        this.projection = new ContractProjection(templates, this::sealed, this::countersigned);
    }

    private void countersigned(CountersignedContract contract) {
        negotiated = contract.trade() == number ? contract : negotiated;
    }

    private void sealed(SealedBatch sealedNow) {
        if (sealedNow.seal().firstTrade() <= number
                && number <= sealedNow.seal().lastTrade()) {
            batch = sealedNow;
        }
    }

    @Override
    public void record(RecordKind kind, byte[] bytes, int offset, int length, @Nullable CommandBody body) {
        end.observe(kind, bytes, offset, length, body);
        if (body != null) {
            amendments.observe(body, RecordHeader.sequence(bytes, offset));
        }
        if (batch != null) {
            return;
        }
        derive(kind, bytes, offset, length);
        if (body != null) {
            negotiations.observe(kind, body, RecordHeader.sequence(bytes, offset));
        }
        if (batch != null && body != null) {
            sealKey = body.authentication().getKey();
        }
    }

    private void derive(RecordKind kind, byte[] bytes, int offset, int length) {
        try {
            projection.observe(kind, bytes, offset, length);
        } catch (ContractException e) {
            if (failure == null || (isOfMissing(failure) && !isOfMissing(e))) {
                failure = e;
            }
        }
    }

    /** Whether something is missing, which of a pruned ledger may stand in records that were taken out. */
    static boolean isOfMissing(ContractException e) {
        return e.code() == ContractException.Code.REFERENCE_MISSING
                || e.code() == ContractException.Code.CONTRACT_NOT_KEPT;
    }

    /**
     * Refuses records that do not fit together, be it for this contract or another. Of a pruned ledger they may lack what
     * others rest on.
     *
     * @throws ContractException what was found first
     */
    void requireDerived(boolean pruned) {
        ContractException found = failure;
        if (found != null && !(pruned && isOfMissing(found))) {
            throw found;
        }
    }

    /** Whether it was negotiated. */
    boolean isNegotiated() {
        return negotiated != null;
    }

    /** Of a negotiated contract: the request that began it, both signatures, the countersignature. */
    List<NegotiationPlaces.Message> messages() {
        return negotiations.messages();
    }

    /** What amended it: of each amendment the proposal, the acceptance, the countersignature. */
    List<Place> amendments() {
        return amendments.places();
    }

    /** What ended it. */
    EndPlaces end() {
        return end;
    }

    Contract contract() {
        SealedBatch found = batch;
        return found == null ? projection.contract(number) : found.batch().contract(number);
    }

    List<Sm3Hash> path() {
        SealedBatch found = batch;
        return found == null ? List.of() : found.batch().path(number).path();
    }

    Optional<Place> sealPlace() {
        SealedBatch found = batch;
        return found == null ? Optional.empty() : Optional.of(new Place(found.sealRecord(), sealKey));
    }
}
