package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.Entry;
import io.shuheng.core.clearing.EntryReason;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.clearing.SettlementEntry;
import io.shuheng.core.clearing.TrialBalance;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exchange's books, drawn up from the ledger's records alone: whoever may read the ledger can do this without asking
 * anybody. Holds come and go within the day and are not drawn up. Fed on a subscription's thread, read on another.
 */
public final class Books {

    private static final EntryReason RETURN = EntryReason.DISPUTE_RETURN;

    private final Accounts accounts = new Accounts();
    private final Map<Long, Integer> holders = new HashMap<>();

    /** Learns from a group; groups must come in order. */
    synchronized void learn(Group group) {
        for (Event event : group.body().events()) {
            if (event.getKind() == EventKind.ACCOUNT_OPENED.number()) {
                accounts.openCash(event.getC(), 0);
            } else if (event.getKind() == EventKind.DEPOSIT_CONFIRMED.number()) {
                post(Accounts.CUSTODY, (int) event.getB(), event.getC(), EntryReason.DEPOSIT);
            } else if (event.getKind() == EventKind.HOLD_PLACED.number()) {
                holders.put(event.getA(), (int) event.getB());
            } else if (event.getKind() == EventKind.HOLD_RELEASED.number() && event.getC() == 0) {
                holders.remove(event.getA());
            } else if (event.getKind() == EventKind.HOLD_CARVED.number()) {
                holders.put(event.getB(), holder(event.getA()));
            } else if (event.getKind() == EventKind.MONEY_DISPUTED.number() && event.getC() > 0) {
                post(holder(event.getB()), Accounts.DISPUTED, event.getC(), EntryReason.DISPUTE);
            }
        }
        for (Settlement settlement : group.results(Settlement.class)) {
            settlement.getEntries().stream()
                    .filter(line -> isPaid(settlement, line))
                    .forEach(this::post);
            holders.remove(settlement.getHold());
        }
        List<NetObligation> nets = group.results(NetObligation.class);
        if (!nets.isEmpty()) {
            accounts.post(entries(nets));
        }
        // What a ruling pays to anybody but the buyer is a settlement, whose entries have the buyer's part too.
        for (DisputeRuling ruling : group.results(DisputeRuling.class)) {
            if (ruling.getAward() == DisputeAward.BUYER && ruling.getToBuyerFen() > 0) {
                post(Accounts.DISPUTED, accounts.cashOf(ruling.getBuyer()), ruling.getToBuyerFen(), RETURN);
            }
        }
    }

    /** The totals of all accounts. */
    public synchronized TrialBalance trialBalance() {
        return accounts.trialBalance();
    }

    /** A trade that was netted has paid with its cycle: its lines show what for. */
    private static boolean isPaid(Settlement settlement, SettlementEntry line) {
        return settlement.getHold() != 0 || line.getDebitAccount() == Accounts.DISPUTED;
    }

    /** Linked, payments to the clearing house first. */
    private static List<Entry> entries(List<NetObligation> nets) {
        List<Entry> paid = new ArrayList<>();
        List<Entry> received = new ArrayList<>();
        for (NetObligation net : nets) {
            long netFen = net.getNetFen();
            if (netFen < 0) {
                paid.add(new Entry(net.getAccount(), Accounts.CLEARING_HOUSE, -netFen, EntryReason.NET_PAY));
            } else if (netFen > 0) {
                received.add(new Entry(Accounts.CLEARING_HOUSE, net.getAccount(), netFen, EntryReason.NET_RECEIVE));
            }
        }
        paid.addAll(received);
        return paid;
    }

    private int holder(long hold) {
        Integer account = holders.get(hold);
        if (account == null) {
            throw new StoryBrokenException("hold " + hold + ": never placed");
        }
        return account;
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
