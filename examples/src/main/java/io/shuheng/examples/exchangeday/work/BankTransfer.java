package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.record.EventKind;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.stage.Group;

/** Brings a member's money in (入金): it announces it, the custodian bank confirms it. For one thread; blocks. */
public final class BankTransfer {

    private final Members members;

    /** With the bank among these members. */
    public BankTransfer(Members members) {
        this.members = members;
    }

    /**
     * Pays in.
     *
     * @param reference the bank's own, used once for ever
     * @return the bank's confirmation
     */
    public Group payIn(Member member, long amountFen, String reference) {
        long deposit = member.send(ids -> RequestDeposit.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setParticipant(member.number())
                        .setCurrency("CNY")
                        .setAmountFen(amountFen)
                        .build())
                .event(EventKind.DEPOSIT_REQUESTED)
                .getA();
        return members.of(Company.CUSTODIAN)
                .send(ids -> ConfirmDeposit.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setDeposit(deposit)
                        .setAmountFen(amountFen)
                        .setBankReference(reference)
                        .build());
    }
}
