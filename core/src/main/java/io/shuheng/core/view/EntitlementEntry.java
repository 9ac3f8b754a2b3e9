package io.shuheng.core.view;

import io.shuheng.core.delivery.EntitlementState;

/**
 * A right to use what was bought (使用权). Immutable.
 *
 * @param number from 1
 * @param contract number of the contract that it rests on
 * @param instrument number of the instrument
 * @param holder number of the participant that has it
 * @param state what it allows now
 * @param fromNs sequenced time from which the state holds, nanoseconds since 1970
 * @param toNs sequenced time at which the right ends; 0 without end
 * @param deletionDue whether the holder must delete what was delivered and has not stated that it has
 * @param record sequence of the record that says so
 */
public record EntitlementEntry(
        long number,
        long contract,
        long instrument,
        long holder,
        EntitlementState state,
        long fromNs,
        long toNs,
        boolean deletionDue,
        long record) {

    EntitlementEntry withDeletionDue(boolean due) {
        return new EntitlementEntry(number, contract, instrument, holder, state, fromNs, toNs, due, record);
    }
}
