package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.delivery.Entitlement;
import io.shuheng.crypto.envelope.OpenedEnvelope;
import io.shuheng.crypto.envelope.SealedEnvelope;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.Sale;

/**
 * The provider delivers (交付): it encrypts the file to the buyer, and the exchange holds ciphertext only. The buyer opens
 * it under the right to inspect, compares it with what was listed, signs for it and accepts it.
 */
public final class DeliveryChapter {

    private final Setting setting;
    private final Handover handover;

    /** After the contract is in force. */
    public DeliveryChapter(Setting setting, Handover handover) {
        this.setting = setting;
        this.handover = handover;
    }

    /** Tells it. Blocks. */
    public Group tell(Sale sale) {
        setting.narrator().chapter("delivery.title");
        SealedEnvelope sealed = handover.encrypt(sale);
        Group started = handover.start(sale, sealed);
        setting.narrator().note("delivery.sealed", sealed.cipherBytes(), sealed.cipherSm3());
        setting.narrator()
                .note("delivery.inspection", started.result(Entitlement.class).getState());
        OpenedEnvelope opened = handover.open(sale);
        setting.narrator().note("delivery.compared", opened.plainSm3());
        handover.receive(sale, opened);
        setting.narrator().note("delivery.receipt");
        Group accepted = handover.accept(sale);
        setting.narrator().note("delivery.accepted", accepted.sequence());
        return accepted;
    }
}
