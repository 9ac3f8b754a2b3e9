package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.Entry;
import io.shuheng.core.clearing.EntryReason;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.clearing.SettlementEntry;
import io.shuheng.core.clearing.TrialBalance;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import java.util.Arrays;
import java.util.List;

/**
 * The exchange's books, drawn up from the ledger's records alone: whoever may read the ledger can do this without asking
 * anybody. Holds come and go within the day and are not drawn up. Fed on a subscription's thread, read on another.
 */
public final class Books {

    private final Accounts accounts = new Accounts();

    /** Learns from a group; groups must come in order. */
    synchronized void learn(Group group) {
        for (Event event : group.body().events()) {
            if (event.getKind() == EventKind.ACCOUNT_OPENED.number()) {
                accounts.openCash(event.getC(), 0);
            } else if (event.getKind() == EventKind.DEPOSIT_CONFIRMED.number()) {
                post(Accounts.CUSTODY, (int) event.getB(), event.getC(), EntryReason.DEPOSIT);
            }
        }
        for (Settlement settlement : group.results(Settlement.class)) {
            settlement.getEntries().forEach(this::post);
        }
    }

    /** The totals of all accounts. */
    public synchronized TrialBalance trialBalance() {
        return accounts.trialBalance();
    }

    private void post(SettlementEntry line) {
        post(line.getDebitAccount(), line.getCreditAccount(), line.getAmountFen(), reason(line.getReason()));
    }

    private void post(int debit, int credit, long amountFen, EntryReason reason) {
        accounts.post(List.of(new Entry(debit, credit, amountFen, reason)));
    }

    private static EntryReason reason(int number) {
        return Arrays.stream(EntryReason.values())
                .filter(reason -> reason.number() == number)
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("entry.reason " + number + ": not in the table"));
    }
}
