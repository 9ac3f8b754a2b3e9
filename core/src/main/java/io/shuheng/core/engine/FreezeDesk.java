package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.Freezes;
import io.shuheng.core.participant.Freezes.Freeze;
import io.shuheng.core.participant.LegalOrder;
import io.shuheng.core.participant.LiftFreeze;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;

/**
 * Carries out judicial freezes (司法冻结) and lifts them. Money that is frozen stays in its account, also what was set aside
 * for orders and trades before: a settlement that needs it is refused and tried again each day. Frozen licences are not
 * sold: neither a seller's nor, in a resale, a holder's, with whom they stay also where the resale was taken before and is
 * not accepted. What a buyer has bought stays its own to use, for nothing else can be done with it here that takes it away
 * from whoever may have a claim on it.
 */
final class FreezeDesk {

    private static final String SUBJECT = "subject";
    private static final int MAX_AUTHORITY_LENGTH = 128;
    private static final int MAX_NUMBER_LENGTH = 64;

    private final ExchangeState state;

    FreezeDesk(ExchangeState state) {
        this.state = state;
    }

    void open(Dispatch dispatch) {
        dispatch.onTwoOfficers(FreezeByOrder.class, Duty.COMPLIANCE, this::freeze);
        dispatch.onTwoOfficers(LiftFreeze.class, Duty.COMPLIANCE, this::lift);
    }

    private void freeze(Turn turn, FreezeByOrder command) {
        requireOrder(command.getLegalOrder());
        FreezeTarget target = command.getTarget();
        long mostFen = target == FreezeTarget.CASH ? Long.MAX_VALUE : 0;
        Fields.requireRange("amountFen", command.getAmountFen(), 0, mostFen);
        if (target == FreezeTarget.LICENCES && command.getInstrument() != 0) {
            state.instruments.require(command.getInstrument());
        } else {
            Fields.requireRange("instrument", command.getInstrument(), 0, 0);
        }
        requireSubject(target, command.getSubject());
        boolean whole = target == FreezeTarget.CASH && command.getAmountFen() == 0;
        long amountFen = whole ? Freezes.WHOLE_FEN : command.getAmountFen();
        Freeze freeze = state.freezes.add(target, command.getSubject(), amountFen, command.getInstrument());
        turn.event(EventKind.FREEZE_ORDERED, freeze.number(), Fields.place(target), freeze.subject());
        apply(turn, freeze, true);
    }

    private void lift(Turn turn, LiftFreeze command) {
        requireOrder(command.getLegalOrder());
        Freeze freeze = state.freezes.require("freeze", command.getFreeze());
        state.freezes.lift(freeze);
        turn.event(EventKind.FREEZE_LIFTED, freeze.number(), Fields.place(freeze.target()), freeze.subject());
        apply(turn, freeze, false);
    }

    private void apply(Turn turn, Freeze freeze, boolean begins) {
        switch (freeze.target()) {
            case CASH -> {
                int account = state.accounts.cashOf(freeze.subject());
                long frozenFen = state.freezes.frozenFen(freeze.subject());
                state.accounts.freeze(account, frozenFen);
                turn.event(EventKind.ACCOUNT_FROZEN, account, frozenFen, 0);
            }
            case LICENCES -> state.supply.freeze(freeze.subject(), freeze.instrument(), begins);
            case PRODUCT -> state.listings.require(freeze.subject()).freeze(begins, turn.timeNs());
        }
    }

    private static void requireOrder(LegalOrder order) {
        Fields.requireText("legalOrder", order.getAuthority(), 1, MAX_AUTHORITY_LENGTH);
        Fields.requireText("legalOrder", order.getDocumentNumber(), 1, MAX_NUMBER_LENGTH);
        Fields.requireHash("legalOrder", order.getDocumentSm3());
    }

    /** The operator's own money is no member's: it has no account that could be frozen here. */
    private void requireSubject(FreezeTarget target, long subject) {
        switch (target) {
            case CASH -> {
                if (subject == Participants.OPERATOR || !state.accounts.hasCash(subject)) {
                    throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, SUBJECT, subject);
                }
            }
            case LICENCES -> state.participants.require(SUBJECT, subject);
            case PRODUCT -> state.listings.require(subject);
        }
    }
}
