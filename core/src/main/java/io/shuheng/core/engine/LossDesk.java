package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;

/**
 * Takes the word of two compliance officers that signed records are gone. It changes nothing but what every later reader
 * is told. Whether the roots are those of the files is for whoever has the files.
 */
final class LossDesk {

    void open(Dispatch dispatch) {
        dispatch.onTwoOfficers(AcceptDataLoss.class, Duty.COMPLIANCE, LossDesk::accept);
    }

    /* The endorsement comes right behind the act, and the act right behind what was found. */
    private static void accept(Turn turn, AcceptDataLoss command) {
        long found = command.getFoundRecords();
        Fields.requireRange("foundRecords", found, turn.sequence() - 1, turn.sequence() - 1);
        Fields.requireRange("expectedRecords", command.getExpectedRecords(), found + 1, Long.MAX_VALUE);
        Fields.requireHash("expectedRoot", command.getExpectedRoot());
        Fields.requireHash("foundRoot", command.getFoundRoot());
        turn.event(EventKind.DATA_LOSS_ACCEPTED, found, command.getExpectedRecords(), 0);
    }
}
