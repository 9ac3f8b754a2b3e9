package io.shuheng.core.engine;

import io.shuheng.core.dispute.Dispute;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.record.EventKind;

/** Moves a dispute from state to state and tells it: no step goes without its event. */
final class DisputeSteps {

    private DisputeSteps() {}

    static void move(Turn turn, Dispute dispute, DisputeState next) {
        DisputeState from = dispute.state();
        dispute.moveTo(next);
        turn.event(EventKind.DISPUTE_STATE, dispute.number(), from.number(), next.number());
    }
}
