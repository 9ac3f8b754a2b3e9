package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.AccountKind;
import io.shuheng.core.clearing.TrialBalance;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;

/** The books at the end of the day: the trial balance (试算平衡表), which is zero, with each member's net. */
public final class BooksChapter {

    private final Setting setting;
    private final Floor floor;
    private final Members members;

    /** After everything is settled. */
    public BooksChapter(Setting setting, Floor floor, Members members) {
        this.setting = setting;
        this.floor = floor;
        this.members = members;
    }

    /**
     * Tells it.
     *
     * @throws StoryBrokenException where the books do not balance
     */
    public void tell() {
        Narrator narrator = setting.narrator();
        narrator.chapter("books.title");
        TrialBalance balance = floor.books().trialBalance();
        Table table = new Table()
                .column(narrator.text("balance.account"), Align.RIGHT)
                .column(narrator.text("balance.kind"), Align.LEFT)
                .column(narrator.text("balance.debits"), Align.RIGHT)
                .column(narrator.text("balance.credits"), Align.RIGHT)
                .column(narrator.text("balance.net"), Align.RIGHT);
        for (TrialBalance.Line line : balance.lines()) {
            table.row(
                    line.account(),
                    holder(line),
                    Yuan.of(line.postedDebitsFen()),
                    Yuan.of(line.postedCreditsFen()),
                    Yuan.of(line.postedCreditsFen() - line.postedDebitsFen()));
        }
        narrator.say("books.intro");
        narrator.table(table);
        if (!balance.isBalanced()) {
            throw new StoryBrokenException("trial balance: " + balance.postedDifferenceFen() + " fen, not 0");
        }
        narrator.note("balance.zero", Yuan.of(balance.postedDifferenceFen().longValueExact()));
    }

    private String holder(TrialBalance.Line line) {
        Narrator narrator = setting.narrator();
        String kind = narrator.text("account." + line.kind());
        return line.kind() == AccountKind.MEMBER_CASH
                ? narrator.text(
                        "balance.of",
                        kind,
                        narrator.pick(members.numbered(line.owner()).company().legalName()))
                : kind;
    }
}
