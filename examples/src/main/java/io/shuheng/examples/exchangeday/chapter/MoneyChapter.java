package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.BankTransfer;
import java.util.Locale;

/** Buyers pay in (入金): what they announce counts only once the custodian bank has confirmed it. */
public final class MoneyChapter {

    private static final long PLENTY_FEN = 100_000;
    private static final long LITTLE_FEN = 6_000;

    private final Setting setting;
    private final Members members;
    private final Table table;
    private final BankTransfer bank;
    private int payments;

    /** After the members are there. */
    public MoneyChapter(Setting setting, Members members) {
        this.setting = setting;
        this.members = members;
        this.bank = new BankTransfer(members);
        this.table = new Table()
                .column(setting.narrator().text("money.member"), Align.LEFT)
                .column(setting.narrator().text("money.amount"), Align.RIGHT)
                .column(setting.narrator().text("money.reference"), Align.LEFT);
    }

    /** Tells it. Blocks. */
    public void tell() {
        setting.narrator().chapter("money.title");
        setting.narrator().say("money.intro");
        payIn(Company.ROUTES, PLENTY_FEN);
        payIn(Company.INSURER, PLENTY_FEN);
        payIn(Company.UNIVERSITY, PLENTY_FEN);
        payIn(Company.LOGISTICS, LITTLE_FEN);
        setting.narrator().table(table);
    }

    private void payIn(Company company, long amountFen) {
        payments++;
        String reference = String.format(Locale.ROOT, "DEMO-BANK-20261123-%06d", payments);
        bank.payIn(members.of(company), amountFen, reference);
        table.row(setting.narrator().pick(company.legalName()), Yuan.of(amountFen), reference);
    }
}
