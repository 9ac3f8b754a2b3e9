package io.shuheng.core.engine;

import io.shuheng.core.clearing.BankTransfer;
import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.ConfirmWithdrawal;
import io.shuheng.core.clearing.FailDeposit;
import io.shuheng.core.clearing.FailWithdrawal;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.clearing.RequestWithdrawal;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;

/**
 * Takes what members and the custodian bank say about money on its way in and out. Members' money is at the bank; the
 * books mirror it, and only what the bank has confirmed can be used.
 */
final class ClearingDesk {

    private final ExchangeState state;

    ClearingDesk(ExchangeState state) {
        this.state = state;
    }

    void open(Dispatch dispatch) {
        dispatch.on(RequestDeposit.class, this::requestDeposit);
        dispatch.on(ConfirmDeposit.class, this::confirmDeposit);
        dispatch.on(FailDeposit.class, this::failDeposit);
        dispatch.on(RequestWithdrawal.class, this::requestWithdrawal);
        dispatch.on(ConfirmWithdrawal.class, this::confirmWithdrawal);
        dispatch.on(FailWithdrawal.class, this::failWithdrawal);
    }

    private void requestDeposit(Turn turn, RequestDeposit command) {
        long participant = requireSelf(turn, command.getParticipant());
        state.participants.requireActive("participant", participant);
        BankTransfer deposit = state.deposits.request(participant, command.getAmountFen(), command.getCurrency());
        turn.event(EventKind.DEPOSIT_REQUESTED, deposit.number(), participant, deposit.amountFen());
        state.deposits.instruct(deposit.number());
        turn.event(EventKind.REQUEST_DEPOSIT_INSTRUCTION, deposit.number(), participant, deposit.amountFen());
    }

    private void confirmDeposit(Turn turn, ConfirmDeposit command) {
        requireBank(turn);
        BankTransfer deposit =
                state.deposits.confirm(command.getDeposit(), command.getAmountFen(), command.getBankReference());
        turn.event(EventKind.DEPOSIT_CONFIRMED, deposit.number(), deposit.account(), deposit.amountFen());
    }

    private void failDeposit(Turn turn, FailDeposit command) {
        requireBank(turn);
        BankTransfer deposit = state.deposits.fail(command.getDeposit());
        turn.event(EventKind.DEPOSIT_FAILED, deposit.number(), deposit.participant(), deposit.amountFen());
    }

    private void requestWithdrawal(Turn turn, RequestWithdrawal command) {
        long participant = requireSelf(turn, command.getParticipant());
        BankTransfer withdrawal = state.withdrawals.request(participant, command.getAmountFen(), command.getCurrency());
        turn.event(EventKind.WITHDRAWAL_REQUESTED, withdrawal.number(), participant, withdrawal.amountFen());
        state.withdrawals.instruct(withdrawal.number());
        turn.event(EventKind.REQUEST_WITHDRAWAL_INSTRUCTION, withdrawal.number(), participant, withdrawal.amountFen());
    }

    private void confirmWithdrawal(Turn turn, ConfirmWithdrawal command) {
        requireBank(turn);
        BankTransfer withdrawal =
                state.withdrawals.confirm(command.getWithdrawal(), command.getAmountFen(), command.getBankReference());
        turn.event(EventKind.WITHDRAWAL_CONFIRMED, withdrawal.number(), withdrawal.account(), withdrawal.amountFen());
    }

    private void failWithdrawal(Turn turn, FailWithdrawal command) {
        requireBank(turn);
        BankTransfer withdrawal = state.withdrawals.fail(command.getWithdrawal());
        turn.event(EventKind.WITHDRAWAL_FAILED, withdrawal.number(), withdrawal.account(), withdrawal.amountFen());
    }

    private static long requireSelf(Turn turn, long participant) {
        if (turn.requireParticipant() != participant) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "participant", participant);
        }
        return participant;
    }

    private void requireBank(Turn turn) {
        state.participants.requireRole("sender", turn.requireParticipant(), Role.CUSTODIAN_BANK);
    }
}
