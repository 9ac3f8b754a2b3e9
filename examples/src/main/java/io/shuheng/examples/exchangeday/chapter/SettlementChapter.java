package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.voucher.Voucher;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;

/**
 * What acceptance has set off in one group of records: the money out of the hold to all who get a part of it, the right
 * of use, a voucher to each side (清结算、凭证).
 */
public final class SettlementChapter {

    private final Setting setting;

    /** After an acceptance. */
    public SettlementChapter(Setting setting) {
        this.setting = setting;
    }

    /** Tells it. */
    public void tell(Group accepted) {
        setting.narrator().chapter("settlement.title");
        Settlement settlement = accepted.result(Settlement.class);
        setting.narrator()
                .note(
                        "settlement.paid",
                        Yuan.of(settlement.getBuyerPaysFen()),
                        Yuan.of(settlement.getGrossFen()),
                        Yuan.of(settlement.getTaxFen()),
                        Yuan.of(settlement.getBuyerFeeFen() + settlement.getBuyerFeeTaxFen()),
                        Yuan.of(settlement.getSellerFeeFen() + settlement.getSellerFeeTaxFen()));
        Entitlement entitlement = accepted.result(Entitlement.class);
        setting.narrator().note("settlement.entitlement", entitlement.getEntitlement(), entitlement.getState());
        vouchers(accepted);
    }

    private void vouchers(Group accepted) {
        Table table = new Table()
                .column(setting.narrator().text("voucher.number"), Align.RIGHT)
                .column(setting.narrator().text("voucher.side"), Align.LEFT)
                .column(setting.narrator().text("voucher.net"), Align.RIGHT)
                .column(setting.narrator().text("voucher.tax"), Align.RIGHT)
                .column(setting.narrator().text("voucher.fee"), Align.RIGHT)
                .column(setting.narrator().text("voucher.total"), Align.RIGHT);
        for (Voucher voucher : accepted.results(Voucher.class)) {
            table.row(
                    voucher.getVoucher(),
                    setting.narrator().text("voucher." + voucher.getSide()),
                    Yuan.of(voucher.getNetFen()),
                    Yuan.of(voucher.getTaxFen()),
                    Yuan.of(voucher.getFeeFen()),
                    Yuan.of(voucher.getTotalFen()));
        }
        setting.narrator().say("settlement.vouchers");
        setting.narrator().table(table);
    }
}
