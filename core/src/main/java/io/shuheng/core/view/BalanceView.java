package io.shuheng.core.view;

import io.shuheng.core.clearing.AccountKind;
import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.EntryReason;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.clearing.SettlementEntry;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.genesis.Genesis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * The books are drawn up a second time here, from what the records say, with arithmetic of their own: a test holds them
 * against the engine's after every command.
 */
/**
 * Money: accounts with their balances, open holds, statements of account (对账单). A member's account is seen by those who
 * see its affairs, the exchange's own by those who see the affairs of 0. Every line of every statement is kept, about 150
 * bytes each. Thread-safe; answers wait only while a group of records is being applied.
 */
public final class BalanceView {

    private static final List<AccountKind> FROM_THE_START = List.of(
            AccountKind.CUSTODY,
            AccountKind.OWN_CUSTODY,
            AccountKind.CLEARING_HOUSE,
            AccountKind.DISPUTED,
            AccountKind.FEE_INCOME,
            AccountKind.TAX_PAYABLE);

    private final Stand stand;
    private final List<AccountBook> accounts = new ArrayList<>();
    private final Map<Long, Integer> cashByOwner = new HashMap<>();
    private final CycleFunds cycleFunds = new CycleFunds();
    private final Map<Long, OpenHold> holds = new HashMap<>();
    private final Map<Integer, TreeMap<Long, OpenHold>> holdsByAccount = new HashMap<>();

    BalanceView(Stand stand) {
        this.stand = stand;
    }

    /** The account with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<AccountEntry>> account(Visibility visibility, int number) {
        return stand.ask(() -> find(number).flatMap(found -> Optional.ofNullable(seen(visibility, found))));
    }

    /** A member's cash (资金账户); empty where it has none or the caller does not see it. */
    public AsOf<Optional<AccountEntry>> cashOf(Visibility visibility, long participant) {
        return stand.ask(() -> Optional.ofNullable(cashByOwner.get(participant))
                .flatMap(number -> Optional.ofNullable(seen(visibility, required(number)))));
    }

    /** All accounts that the caller sees, by number: to the operator and an auditor, the trial balance (试算平衡). */
    public Page<AccountEntry> accounts(Visibility visibility, PageRequest request) {
        return stand.page(request, accounts::size, place -> seen(visibility, accounts.get((int) place)));
    }

    /** The open holds of an account, by number. */
    public Page<HoldEntry> holds(Visibility visibility, int account, PageRequest request) {
        return stand.page(
                request,
                () -> sees(visibility, account)
                        ? holdsByAccount.getOrDefault(account, new TreeMap<>())
                        : new TreeMap<>(),
                OpenHold::toEntry);
    }

    /** The statement of an account, line by line. */
    public Page<StatementLine> statement(Visibility visibility, int account, PageRequest request) {
        return stand.page(
                request,
                () -> sees(visibility, account) ? required(account).lines().size() : 0,
                place -> required(account).lines().get((int) place));
    }

    void observe(ViewGroup group) {
        if (group.kind().javaClass() == Genesis.class) {
            FROM_THE_START.forEach(kind -> open(kind, 0));
        }
        for (ViewEvent event : group.events()) {
            observe(group, event);
        }
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof Settlement settlement) {
                settled(group, result.sequence(), settlement);
            } else if (result.value() instanceof NetObligation obligation) {
                netted(group, result.sequence(), obligation);
            } else if (result.value() instanceof DisputeRuling ruling && ruling.getAward() == DisputeAward.BUYER) {
                returned(group, result.sequence(), ruling);
            }
        }
    }

    private void observe(ViewGroup group, ViewEvent event) {
        switch (event.kind()) {
            case ACCOUNT_OPENED -> open(Numbered.of(AccountKind.class, AccountKind::number, event.b()), event.c());
            case ACCOUNT_LIMIT_SET -> required((int) event.a()).limit(event.b());
            case ACCOUNT_FROZEN -> required((int) event.a()).freeze(event.b());
            case WITHDRAWALS_BLOCKED -> required((int) event.a()).block(event.b() == 1);
            case DEPOSIT_CONFIRMED -> deposited(group, event);
            case WITHDRAWAL_REQUESTED -> setAside(cash(event.b()), Accounts.CUSTODY, event.c());
            case WITHDRAWAL_CONFIRMED -> withdrawn(group, event);
            case WITHDRAWAL_FAILED -> setAside((int) event.b(), Accounts.CUSTODY, -event.c());
            case HOLD_PLACED -> {
                place(event.a(), (int) event.b(), group.sequence(), event.c());
                setAside((int) event.b(), Accounts.CLEARING_HOUSE, event.c());
            }
            case HOLD_CARVED -> carve(event, group.sequence());
            case HOLD_CAPTURED, HOLD_RELEASED -> free(event.a(), event.c());
            case HOLD_EXPIRED -> free(event.a(), 0);
            case MONEY_DISPUTED -> disputed(group, event);
            case TRADE_REFUNDED -> refunded(group, event);
            case HOLD_PASSED -> passed(event);
            case DEPOSIT_FORFEITED -> forfeited(group, event);
            case CYCLE_CLOSED -> cycleFunds.closed(event.a());
            case CYCLE_SETTLED ->
                cycleFunds
                        .settled(event.a())
                        .forEach((account, fen) -> setAside(account, Accounts.CLEARING_HOUSE, -fen));
            default -> {}
        }
    }

    private void deposited(ViewGroup group, ViewEvent event) {
        move(
                Accounts.CUSTODY,
                (int) event.b(),
                movement(group, EntryReason.DEPOSIT, StatementLine.Subject.DEPOSIT, event));
    }

    private void withdrawn(ViewGroup group, ViewEvent event) {
        setAside((int) event.b(), Accounts.CUSTODY, -event.c());
        move(
                (int) event.b(),
                Accounts.CUSTODY,
                movement(group, EntryReason.WITHDRAWAL, StatementLine.Subject.WITHDRAWAL, event));
    }

    private static Movement movement(
            ViewGroup group, EntryReason reason, StatementLine.Subject subject, ViewEvent event) {
        return new Movement(group.sequence(), group.timeNs(), reason, event.c(), subject, event.a());
    }

    /** A trade settled out of its hold uses the hold up: what it does not pay goes back. */
    private void settled(ViewGroup group, long record, Settlement settlement) {
        if (holds.containsKey(settlement.getHold())) {
            free(settlement.getHold(), 0);
        }
        for (SettlementEntry entry : settlement.getEntries()) {
            EntryReason reason = Numbered.of(EntryReason.class, EntryReason::number, entry.getReason());
            move(
                    entry.getDebitAccount(),
                    entry.getCreditAccount(),
                    ofTrade(group, record, reason, entry.getAmountFen(), settlement.getTrade()));
        }
    }

    /** The hold's money stays set aside, for the cycle now; what the trade does not need of it goes back. */
    private void passed(ViewEvent event) {
        int account = requiredHold(event.a()).placed.account();
        free(event.a(), 0);
        setAside(account, Accounts.CLEARING_HOUSE, event.c());
        cycleFunds.passed(event.b(), account, event.c());
    }

    private void netted(ViewGroup group, long record, NetObligation obligation) {
        long netFen = obligation.getNetFen();
        boolean pays = netFen < 0;
        EntryReason reason = pays ? EntryReason.NET_PAY : EntryReason.NET_RECEIVE;
        int debit = pays ? obligation.getAccount() : Accounts.CLEARING_HOUSE;
        int credit = pays ? Accounts.CLEARING_HOUSE : obligation.getAccount();
        if (netFen != 0) {
            StatementLine.Subject subject = StatementLine.Subject.CYCLE;
            long cycle = obligation.getCycle();
            move(debit, credit, new Movement(record, group.timeNs(), reason, Math.abs(netFen), subject, cycle));
        }
    }

    private static Movement ofTrade(ViewGroup group, long record, EntryReason reason, long amountFen, long trade) {
        return new Movement(record, group.timeNs(), reason, amountFen, StatementLine.Subject.TRADE, trade);
    }

    /** A trade without price and fees has no hold, and no money to freeze. */
    private void disputed(ViewGroup group, ViewEvent event) {
        if (event.b() != 0) {
            int account = requiredHold(event.b()).placed.account();
            free(event.b(), 0);
            Movement frozen = ofTrade(group, group.sequence(), EntryReason.DISPUTE, event.c(), event.a());
            move(account, Accounts.DISPUTED, frozen);
        }
    }

    /** The provider pays by what both sides signed, which names them. */
    private void refunded(ViewGroup group, ViewEvent event) {
        AmendmentTerms amendment = group.commandOf(AmendmentFinalized.class).getAmendment();
        move(
                cash(amendment.getProvider().getParticipant()),
                cash(amendment.getConsumer().getParticipant()),
                ofTrade(group, group.sequence(), EntryReason.REFUND, event.b(), event.a()));
    }

    private void forfeited(ViewGroup group, ViewEvent event) {
        int account = requiredHold(event.a()).placed.account();
        free(event.a(), 0);
        move(account, (int) event.b(), movement(group, EntryReason.FORFEIT, StatementLine.Subject.HOLD, event));
    }

    /** Where the buyer gets all of it back nothing is settled, so no settlement says so. */
    private void returned(ViewGroup group, long record, DisputeRuling ruling) {
        if (ruling.getToBuyerFen() > 0) {
            long amountFen = ruling.getToBuyerFen();
            Movement back = ofTrade(group, record, EntryReason.DISPUTE_RETURN, amountFen, ruling.getContract());
            move(Accounts.DISPUTED, cash(ruling.getBuyer()), back);
        }
    }

    private void place(long number, int account, long sequence, long amountFen) {
        OpenHold hold = new OpenHold(new HoldEntry(number, account, sequence, amountFen, amountFen));
        holds.put(number, hold);
        holdsByAccount.computeIfAbsent(account, a -> new TreeMap<>()).put(number, hold);
    }

    /** The money stays set aside throughout; only its number changes. */
    private void carve(ViewEvent event, long sequence) {
        OpenHold hold = requiredHold(event.a());
        keep(hold, hold.restFen - event.c());
        place(event.b(), hold.placed.account(), sequence, event.c());
    }

    /** Frees what a hold has less now than before; what was captured of it is posted on its own. */
    private void free(long number, long restFen) {
        OpenHold hold = requiredHold(number);
        setAside(hold.placed.account(), Accounts.CLEARING_HOUSE, restFen - hold.restFen);
        keep(hold, restFen);
    }

    private void keep(OpenHold hold, long restFen) {
        hold.restFen = restFen;
        if (restFen == 0) {
            holds.remove(hold.placed.number());
            TreeMap<Long, OpenHold> ofAccount = holdsByAccount.get(hold.placed.account());
            if (ofAccount != null) {
                ofAccount.remove(hold.placed.number());
            }
        }
    }

    private void setAside(int debit, int credit, long amountFen) {
        required(debit).pendDebit(amountFen);
        required(credit).pendCredit(amountFen);
    }

    private void move(int debit, int credit, Movement movement) {
        required(debit).debit(movement, credit);
        required(credit).credit(movement, debit);
    }

    private void open(AccountKind kind, long owner) {
        int number = accounts.size() + 1;
        accounts.add(new AccountBook(number, kind, owner));
        if (kind == AccountKind.MEMBER_CASH) {
            cashByOwner.put(owner, number);
        }
    }

    private boolean sees(Visibility visibility, int account) {
        return find(account).filter(found -> seen(visibility, found) != null).isPresent();
    }

    private static @Nullable AccountEntry seen(Visibility visibility, AccountBook account) {
        return visibility.seesAffairsOf(account.owner()) ? account.toEntry() : null;
    }

    private int cash(long participant) {
        Integer number = cashByOwner.get(participant);
        if (number == null) {
            throw new IllegalStateException("participant " + participant + ": no record has opened its account");
        }
        return number;
    }

    private Optional<AccountBook> find(int number) {
        return number < 1 || number > accounts.size() ? Optional.empty() : Optional.of(accounts.get(number - 1));
    }

    private AccountBook required(int number) {
        return find(number)
                .orElseThrow(() -> new IllegalStateException("account " + number + ": no record has opened it"));
    }

    private OpenHold requiredHold(long number) {
        OpenHold hold = holds.get(number);
        if (hold == null) {
            throw new IllegalStateException("hold " + number + ": no record has placed it, or it is resolved");
        }
        return hold;
    }
}
