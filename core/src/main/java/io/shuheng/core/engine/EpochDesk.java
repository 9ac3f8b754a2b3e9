package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/**
 * Takes the word of two compliance officers that another copy of the ledger goes on from here. Whether the root is that of
 * the files is for whoever has the files.
 */
final class EpochDesk {

    /** In which a ledger is founded. */
    static final long FIRST = 1;

    private long epoch = FIRST;

    void open(Dispatch dispatch) {
        dispatch.onTwoOfficers(BeginEpoch.class, Duty.COMPLIANCE, this::begin);
    }

    /* The endorsement comes right behind the act, and the act right behind what the predecessor left. */
    private void begin(Turn turn, BeginEpoch command) {
        long records = command.getPredecessorRecords();
        Fields.requireRange("predecessorRecords", records, turn.sequence() - 1, turn.sequence() - 1);
        Fields.requireRange("epoch", command.getEpoch(), epoch + 1, epoch + 1);
        Fields.requireHash("predecessorRoot", command.getPredecessorRoot());
        epoch = command.getEpoch();
        turn.event(EventKind.EPOCH_BEGUN, epoch, records, 0);
    }

    /** The epoch that the ledger is in, from 1. */
    long epoch() {
        return epoch;
    }

    /** Writes all that later results depend on. */
    void writeState(StateSink sink) {
        sink.number(epoch);
    }

    /**
     * Reads it back.
     *
     * @throws RecordFormatException where no epoch stands there
     */
    void readState(StateSource source) {
        long read = source.number();
        if (read < FIRST) {
            throw new RecordFormatException("state.epoch " + read + ": not from " + FIRST);
        }
        epoch = read;
    }
}
