package io.shuheng.core.trading;

import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has how many licences of each instrument (许可账户). A LIMITED supply of N is N licences issued to the provider's
 * inventory when the instrument opens, an EXCLUSIVE one a single licence; each is then free, offered by an order, or
 * licensed to a buyer, and their sum stays what was issued. An UNLIMITED supply has no inventory and never decrements:
 * only what buyers hold is counted. State of the engine: for its thread alone.
 */
public final class LicenceSupply {

    private record Key(long instrument, long holder) {}

    private static final class Account {
        private final long holder;
        private long freeLots;
        private long offeredLots;
        private long licensedLots;

        private Account(long holder) {
            this.holder = holder;
        }
    }

    private static final class OfInstrument {
        private final long instrument;
        private final NumberedTable<Account> accounts = new NumberedTable<>();

        private OfInstrument(long instrument) {
            this.instrument = instrument;
        }
    }

    private record Issue(long provider, boolean limited) {

        static Issue of(Instrument instrument) {
            return new Issue(instrument.provider(), instrument.supplyKind() != SupplyKind.UNLIMITED);
        }
    }

    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::instrument).thenComparingLong(Key::holder);

    private final NumberedTable<Issue> issues = new NumberedTable<>();
    private final TreeMap<Long, Long> soldLots = new TreeMap<>();
    /* By instrument, then by holder. */
    private final NumberedTable<OfInstrument> accounts = new NumberedTable<>();
    private final TreeMap<Key, Integer> freezes = new TreeMap<>(ORDER);

    /** How many have bought and not given back; found again from the accounts. */
    private final TreeMap<Long, Integer> holders = new TreeMap<>();

    /** Nothing issued. */
    public LicenceSupply() {}

    /** Issues the licences of a new instrument to its provider, and returns how many; 0 where they are not counted. */
    public long issue(Instrument instrument) {
        Issue issue = Issue.of(instrument);
        issues.put(instrument.number(), issue);
        long lots = issue.limited ? instrument.supplyLots() : 0;
        if (lots > 0) {
            account(instrument.number(), instrument.provider()).freeLots = lots;
        }
        return lots;
    }

    /** Lots sold and not given back. */
    public long soldLots(long instrument) {
        return soldLots.getOrDefault(instrument, 0L);
    }

    /** Lots in a participant's inventory that no order offers. */
    public long freeLots(long instrument, long holder) {
        Account account = find(instrument, holder);
        return account == null ? 0 : account.freeLots;
    }

    /** Lots in a participant's inventory that its orders offer. */
    public long offeredLots(long instrument, long holder) {
        Account account = find(instrument, holder);
        return account == null ? 0 : account.offeredLots;
    }

    /** Lots that a buyer holds, settled or on the way. */
    public long heldLots(long instrument, long holder) {
        Account account = find(instrument, holder);
        return account == null ? 0 : account.licensedLots;
    }

    /**
     * Checks that a buyer can have so many lots of the provider's inventory.
     *
     * @throws CommandRejected LICENCES_FROZEN, SUPPLY_EXHAUSTED, EXCLUSIVE_TAKEN, BUYER_CAP, OVERFLOW
     */
    public void require(Instrument instrument, long buyer, long lots, long capLots) {
        requireNotFrozen(instrument.number(), instrument.provider());
        SupplyKind kind = instrument.supplyKind();
        long free = freeLots(instrument.number(), instrument.provider());
        if (kind == SupplyKind.EXCLUSIVE && (free < 1 || lots != 1)) {
            throw CommandRejected.because(RefusalCode.EXCLUSIVE_TAKEN, "quantityLots", lots);
        }
        if (kind == SupplyKind.LIMITED && lots > free) {
            throw CommandRejected.because(RefusalCode.SUPPLY_EXHAUSTED, "quantityLots", lots);
        }
        long held = heldLots(instrument.number(), buyer);
        if (capLots > 0 && lots > capLots - held) {
            throw CommandRejected.because(RefusalCode.BUYER_CAP, "quantityLots", lots);
        }
        if (lots > Long.MAX_VALUE - Math.max(soldLots(instrument.number()), held)) {
            throw CommandRejected.because(RefusalCode.OVERFLOW, "quantityLots", lots);
        }
    }

    /** Licenses lots of the provider's inventory to a buyer, after {@link #require}. */
    public void take(long instrument, long buyer, long lots) {
        Account inventory = inventory(instrument);
        if (inventory != null) {
            inventory.freeLots = minus(inventory.freeLots, lots);
        }
        license(instrument, buyer, lots);
    }

    /** Puts lots that come back, because their trade came to nothing, into the provider's inventory. */
    public void giveBack(long instrument, long buyer, long lots) {
        Account inventory = inventory(instrument);
        if (inventory != null) {
            inventory.freeLots += lots;
        }
        hold(instrument, buyer, -lots);
        soldLots.merge(instrument, -lots, Long::sum);
    }

    /**
     * Checks that a participant can offer so many lots of its inventory.
     *
     * @throws CommandRejected LICENCES_FROZEN, INVENTORY_SHORT
     */
    public void requireFree(long instrument, long holder, long lots) {
        requireNotFrozen(instrument, holder);
        if (lots > freeLots(instrument, holder)) {
            throw CommandRejected.because(RefusalCode.INVENTORY_SHORT, "quantityLots", lots);
        }
    }

    /**
     * A freeze of a participant's licences begins, or one that began ends (司法冻结).
     *
     * @param instrument 0 for all
     */
    public void freeze(long holder, long instrument, boolean begins) {
        freezes.merge(new Key(instrument, holder), begins ? 1 : -1, Integer::sum);
        freezes.remove(new Key(instrument, holder), 0);
    }

    /** Whether a participant's licences of an instrument are frozen. */
    public boolean isFrozen(long instrument, long holder) {
        return !freezes.isEmpty()
                && (freezes.containsKey(new Key(0, holder)) || freezes.containsKey(new Key(instrument, holder)));
    }

    /** Whether a seller's offers are frozen: its own licences or, of an unlimited supply, those of the provider. */
    public boolean isOfferFrozen(long instrument, long seller) {
        if (freezes.isEmpty()) {
            return false;
        }
        Issue issue = issues.get(instrument);
        boolean supplyFrozen = issue != null && !issue.limited && isFrozen(instrument, issue.provider);
        return supplyFrozen || isFrozen(instrument, seller);
    }

    /**
     * Requires that they are not.
     *
     * @throws CommandRejected LICENCES_FROZEN
     */
    public void requireNotFrozen(long instrument, long holder) {
        if (isFrozen(instrument, holder)) {
            throw CommandRejected.because(RefusalCode.LICENCES_FROZEN, "instrument", instrument);
        }
    }

    /** Sets lots aside for a sell order, after {@link #requireFree}. */
    public void offer(long instrument, long holder, long lots) {
        Account account = account(instrument, holder);
        account.freeLots = minus(account.freeLots, lots);
        account.offeredLots += lots;
    }

    /** Gives lots of a sell order back to its owner's inventory. */
    public void withdraw(long instrument, long holder, long lots) {
        Account account = account(instrument, holder);
        account.offeredLots = minus(account.offeredLots, lots);
        account.freeLots += lots;
    }

    /** Licenses lots of a sell order to a buyer. */
    public void sell(long instrument, long seller, long buyer, long lots) {
        Account account = account(instrument, seller);
        account.offeredLots = minus(account.offeredLots, lots);
        license(instrument, buyer, lots);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(soldLots.size());
        soldLots.forEach((instrument, lots) -> {
            sink.number(instrument);
            sink.number(lots);
        });
        List<OfInstrument> all = accounts.inOrder();
        sink.number(all.stream().mapToLong(one -> one.accounts.size()).sum());
        for (OfInstrument one : all) {
            for (Account account : one.accounts.inOrder()) {
                sink.number(one.instrument);
                sink.number(account.holder);
                sink.number(account.freeLots);
                sink.number(account.offeredLots);
                sink.number(account.licensedLots);
            }
        }
        sink.number(freezes.size());
        freezes.forEach((key, count) -> {
            sink.number(key.instrument);
            sink.number(key.holder);
            sink.number(count);
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty; the instruments have been read. */
    public void readState(StateSource source, Instruments instruments) {
        instruments.all().forEach(instrument -> issues.put(instrument.number(), Issue.of(instrument)));
        for (int left = source.count(); left > 0; left--) {
            soldLots.put(source.number(), source.number());
        }
        for (int left = source.count(); left > 0; left--) {
            long instrument = instruments.require(source.number()).number();
            long holder = source.number();
            Account account = account(instrument, holder);
            account.freeLots = source.number();
            account.offeredLots = source.number();
            hold(instrument, holder, source.number());
        }
        for (int left = source.count(); left > 0; left--) {
            freezes.put(new Key(source.number(), source.number()), source.integer());
        }
    }

    private void license(long instrument, long buyer, long lots) {
        hold(instrument, buyer, lots);
        soldLots.merge(instrument, lots, Long::sum);
    }

    /** Passes lots on from one holder to another (转售), or back. */
    public void passOn(long instrument, long from, long to, long lots) {
        hold(instrument, from, -lots);
        hold(instrument, to, lots);
    }

    /** How many hold lots of an instrument, settled or on the way, also of a term that is over. */
    public int holders(long instrument) {
        return holders.getOrDefault(instrument, 0);
    }

    private void hold(long instrument, long holder, long lots) {
        Account account = account(instrument, holder);
        boolean held = account.licensedLots > 0;
        account.licensedLots = minus(account.licensedLots, -lots);
        boolean holds = account.licensedLots > 0;
        if (held != holds) {
            holders.merge(instrument, holds ? 1 : -1, Integer::sum);
        }
    }

    private @Nullable Account inventory(long instrument) {
        Issue issue = issues.get(instrument);
        return issue == null || !issue.limited ? null : account(instrument, issue.provider);
    }

    private Account account(long instrument, long holder) {
        OfInstrument of = accounts.get(instrument);
        if (of == null) {
            of = new OfInstrument(instrument);
            accounts.put(instrument, of);
        }
        Account account = of.accounts.get(holder);
        if (account == null) {
            account = new Account(holder);
            of.accounts.put(holder, account);
        }
        return account;
    }

    private @Nullable Account find(long instrument, long holder) {
        OfInstrument of = accounts.get(instrument);
        return of == null ? null : of.accounts.get(holder);
    }

    private static long minus(long lots, long less) {
        if (less > lots) {
            throw new IllegalStateException(less + " of " + lots + " licences");
        }
        return lots - less;
    }
}
