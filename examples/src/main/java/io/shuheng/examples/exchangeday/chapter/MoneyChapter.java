package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.record.EventKind;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Setting;

/** The buyer pays in (入金): what it announces counts only once the custodian bank has confirmed it. */
public final class MoneyChapter {

    private static final String BANK_REFERENCE = "DEMO-BANK-20261123-000001";

    private final Setting setting;
    private final Members members;

    /** After the members are there. */
    public MoneyChapter(Setting setting, Members members) {
        this.setting = setting;
        this.members = members;
    }

    /** Tells it. Blocks. */
    public void tell(long amountFen) {
        setting.narrator().chapter("money.title");
        Member consumer = members.consumer();
        long deposit = consumer.send(ids -> RequestDeposit.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setParticipant(consumer.number())
                        .setCurrency("CNY")
                        .setAmountFen(amountFen)
                        .build())
                .event(EventKind.DEPOSIT_REQUESTED)
                .getA();
        setting.narrator().note("money.requested", Yuan.of(amountFen));
        members.custodian()
                .send(ids -> ConfirmDeposit.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setDeposit(deposit)
                        .setAmountFen(amountFen)
                        .setBankReference(BANK_REFERENCE)
                        .build());
        setting.narrator().note("money.confirmed", BANK_REFERENCE);
    }
}
