package io.shuheng.core.engine;

import io.shuheng.core.contract.amendment.AmendmentEnd;
import io.shuheng.core.contract.amendment.Proposal;
import io.shuheng.core.record.EventKind;

/** Ends what is proposed for a contract and does not take effect: held money is free again, and both sides can see it. */
final class AmendmentSteps {

    /** Nobody: a timer, or what became of the contract otherwise. */
    static final long NOBODY = 0;

    private AmendmentSteps() {}

    static void end(Turn turn, ExchangeState state, Proposal proposal, AmendmentEnd reason, long participant) {
        long contract = proposal.contract();
        state.amendmentTimers.cancel(contract);
        if (proposal.hold() != 0) {
            long heldFen = state.holds.hold(proposal.hold()).restFen();
            state.holds.releaseRest(proposal.hold());
            turn.event(EventKind.HOLD_RELEASED, proposal.hold(), heldFen, 0);
        }
        state.amendments.remove(contract);
        turn.event(EventKind.AMENDMENT_ENDED, contract, reason.number(), participant);
    }

    /** The contract has ended: whatever is proposed for it has lost its subject. */
    static void contractOver(Turn turn, ExchangeState state, long contract) {
        state.amendments
                .proposal(contract)
                .ifPresent(proposal -> end(turn, state, proposal, AmendmentEnd.CONTRACT_OVER, NOBODY));
    }
}
