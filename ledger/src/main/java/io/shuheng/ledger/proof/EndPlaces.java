package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.ledger.proof.LedgerSurvey.Place;
import org.jspecify.annotations.Nullable;

/**
 * Where the records stand that tell of the end of one contract: the end itself, the command that brought it about, and what
 * that rests on. For one thread.
 */
final class EndPlaces {

    private static final long NONE = 0;

    private final long contract;
    private @Nullable Place rejection;
    private long rejectionMandate;
    private @Nullable Place demand;
    private @Nullable Place dispute;
    private @Nullable Place compromise;
    private long disputeNumber;
    private @Nullable Place ending;
    private @Nullable Class<?> endingCommand;
    private long ruling;
    private long entitlement;
    private long endRecord;
    private @Nullable ContractEnd end;

    EndPlaces(long contract) {
        this.contract = contract;
    }

    void observe(RecordKind kind, byte[] bytes, int offset, int length, @Nullable CommandBody body) {
        long sequence = RecordHeader.sequence(bytes, offset);
        if (body == null) {
            if (sequence == endRecord && endRecord != NONE) {
                end = AvroBytes.decode(ContractEnd.class, bytes, offset + RecordHeader.LENGTH, offset + length);
            }
            return;
        }
        Place place = new Place(sequence, body.authentication().getKey());
        for (Event event : body.events()) {
            observe(kind, body, place, event);
        }
    }

    private void observe(RecordKind kind, CommandBody body, Place place, Event event) {
        if (event.getKind() == EventKind.DISPUTE_OPENED.number() && event.getB() == contract) {
            dispute = place;
            disputeNumber = event.getA();
        } else if (event.getKind() == EventKind.COMPROMISE_PROPOSED.number() && event.getA() == disputeNumber) {
            compromise = place;
        } else if (event.getKind() == EventKind.DISPUTE_RULED.number() && event.getA() == disputeNumber) {
            ruling = event.getC();
        } else if (event.getKind() == EventKind.ENTITLEMENT_CHANGED.number() && event.getB() == contract) {
            entitlement = event.getC();
        } else if (event.getA() == contract) {
            observeContract(kind, body, place, event);
        }
    }

    private void observeContract(RecordKind kind, CommandBody body, Place place, Event event) {
        if (event.getKind() == EventKind.DELIVERY_REJECTED.number()) {
            rejection = place;
            rejectionMandate = kind.javaClass() == RejectDelivery.class
                    ? AvroBytes.decode(RejectDelivery.class, body.command()).getMandate()
                    : NONE;
        } else if (event.getKind() == EventKind.DELIVERY_DEMANDED.number()) {
            demand = place;
        } else if (event.getKind() == EventKind.CONTRACT_ENDED.number()) {
            ending = place;
            endingCommand = kind.javaClass();
            endRecord = event.getC();
        }
    }

    /**
     * Opens them, where the contract has ended under the newest checkpoint. What a side, both, or an arbitrator did is
     * opened to both; a command that only let a timer fire is somebody else's, and opened to auditors alone.
     */
    void open(Opening opening, LedgerSurvey survey, Audience audience, long consumer) {
        ContractEnd told = end;
        Place place = ending;
        if (told == null || place == null || endingCommand == null || endRecord >= survey.covered()) {
            return;
        }
        opening.openResult(endRecord);
        if (audience.isAuditor() || EndActs.isAct(told, endingCommand)) {
            opening.open(place);
        }
        ContractEndCause cause = told.getCause();
        if (cause == ContractEndCause.REJECTED_DELIVERY && rejection != null) {
            opening.open(rejection);
            if (audience.mayOpenFor(consumer)) {
                survey.mandate(rejectionMandate).ifPresent(opening::open);
            }
        } else if (cause == ContractEndCause.RESCINDED && demand != null) {
            opening.open(demand);
        } else if (cause == ContractEndCause.TERM_OVER) {
            opening.openResult(entitlement);
        } else if (cause == ContractEndCause.RULING) {
            openRuling(opening, told);
        }
    }

    private void openRuling(Opening opening, ContractEnd told) {
        opening.openResult(ruling);
        if (dispute != null) {
            opening.open(dispute);
        }
        if (told.getBy() == NONE && compromise != null) {
            opening.open(compromise);
        }
    }
}
