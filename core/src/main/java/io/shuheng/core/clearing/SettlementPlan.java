package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.util.ArrayList;
import java.util.List;

/**
 * How one trade is settled gross (逐笔全额结算): what the buyer pays, and to whom it goes, as linked entries that all
 * debit the buyer's cash and sum to what it pays. A pure function of the terms; immutable.
 *
 * <p>Price without tax, less the seller's fee with its tax, are the proceeds and are split; the tax in the price goes to
 * the seller, who owes it; fees and their tax go to the exchange. Entries of 0 fen are left out.
 *
 * <p>Source: delivery versus payment model 1 of the CPSS report "Delivery versus payment in securities settlement
 * systems" (1992): money and right of use pass trade by trade.
 */
public final class SettlementPlan {

    private final SettlementTerms terms;
    private final Tax.Taxed price;
    private final Tax.Taxed buyerFee;
    private final Tax.Taxed sellerFee;
    private final List<Long> shareFen;
    private final int buyerAccount;
    private final List<Entry> entries;

    private SettlementPlan(SettlementTerms terms, Accounts accounts) {
        this.terms = terms;
        price = terms.priceTax().on(terms.notionalFen(), terms.rounding());
        buyerFee = terms.feeTax().on(terms.buyerFeeFen(), terms.rounding());
        sellerFee = terms.feeTax().on(terms.sellerFeeFen(), terms.rounding());
        if (sellerFee.grossFen() > price.netFen()) {
            throw CommandRejected.because(RefusalCode.FEE_EXCEEDS_PROCEEDS, "sellerFeeFen", sellerFee.grossFen());
        }
        Money.add(price.grossFen(), buyerFee.grossFen());
        shareFen = terms.split().split(price.netFen() - sellerFee.grossFen());
        buyerAccount = accounts.cashOf(terms.buyer());
        entries = plan(accounts);
    }

    /**
     * Plans a settlement; reads the numbers of cash accounts, no balances. Called when an order is checked, it tells
     * what to hold and refuses what could not be settled later.
     *
     * @throws CommandRejected FEE_EXCEEDS_PROCEEDS, OVERFLOW, FIELD_INVALID where an amount is negative,
     *     UNKNOWN_REFERENCE where a party has no cash account
     */
    public static SettlementPlan of(SettlementTerms terms, Accounts accounts) {
        return new SettlementPlan(terms, accounts);
    }

    /** The terms it follows from. */
    public SettlementTerms terms() {
        return terms;
    }

    /** The price: without tax, its tax, with tax. */
    public Tax.Taxed price() {
        return price;
    }

    /** The buyer's fee: without tax, its tax, with tax. */
    public Tax.Taxed buyerFee() {
        return buyerFee;
    }

    /** The seller's fee: without tax, its tax, with tax. */
    public Tax.Taxed sellerFee() {
        return sellerFee;
    }

    /** What each party to the split gets of the proceeds, in the split's order, fen. */
    public List<Long> shareFen() {
        return shareFen;
    }

    /** All that the buyer pays, fen: price with tax and fee with tax. It is what a hold must cover. */
    public long buyerPaysFen() {
        return price.grossFen() + buyerFee.grossFen();
    }

    /** Number of the buyer's cash account. */
    public int buyerAccount() {
        return buyerAccount;
    }

    /** The linked entries; all debit the buyer's cash and sum to {@link #buyerPaysFen()}. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The same payments out of a trade's disputed money, and what is left of it back to the buyer.
     *
     * @throws CommandRejected FIELD_INVALID where more would be paid than is in dispute
     */
    public List<Entry> entriesOutOfDispute(long disputedFen) {
        if (disputedFen < buyerPaysFen()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "disputedFen", disputedFen);
        }
        List<Entry> ruled = new ArrayList<>(entries.size() + 1);
        for (Entry entry : entries) {
            ruled.add(new Entry(Accounts.DISPUTED, entry.creditAccount(), entry.amountFen(), entry.reason()));
        }
        if (disputedFen > buyerPaysFen()) {
            ruled.add(new Entry(
                    Accounts.DISPUTED, buyerAccount, disputedFen - buyerPaysFen(), EntryReason.DISPUTE_RETURN));
        }
        return List.copyOf(ruled);
    }

    /**
     * The result record.
     *
     * @param hold number of the hold it is paid out of, 0 where there is none
     * @param posted the entries as they were posted
     */
    public Settlement toRecord(long hold, List<Entry> posted) {
        List<ProceedsShare> shares = new ArrayList<>(shareFen.size());
        for (int i = 0; i < shareFen.size(); i++) {
            RevenueSplit.Share share = terms.split().shares().get(i);
            shares.add(new ProceedsShare(share.participant(), share.basisPoints(), shareFen.get(i)));
        }
        List<SettlementEntry> lines = new ArrayList<>(posted.size());
        for (Entry entry : posted) {
            lines.add(new SettlementEntry(
                    entry.debitAccount(),
                    entry.creditAccount(),
                    entry.amountFen(),
                    entry.reason().number()));
        }
        return Settlement.newBuilder()
                .setTrade(terms.trade())
                .setContract(terms.contract())
                .setInstrument(terms.instrument())
                .setHold(hold)
                .setBuyer(terms.buyer())
                .setSeller(terms.seller())
                .setGrossFen(price.grossFen())
                .setNetFen(price.netFen())
                .setTaxFen(price.taxFen())
                .setBuyerFeeFen(buyerFee.netFen())
                .setBuyerFeeTaxFen(buyerFee.taxFen())
                .setSellerFeeFen(sellerFee.netFen())
                .setSellerFeeTaxFen(sellerFee.taxFen())
                .setBuyerPaysFen(buyerPaysFen())
                .setRounding(terms.rounding())
                .setShares(shares)
                .setEntries(lines)
                .build();
    }

    private List<Entry> plan(Accounts accounts) {
        List<Entry> planned = new ArrayList<>(shareFen.size() + 5);
        for (int i = 0; i < shareFen.size(); i++) {
            int account = accounts.cashOf(terms.split().shares().get(i).participant());
            add(planned, account, shareFen.get(i), EntryReason.PROCEEDS);
        }
        add(planned, accounts.cashOf(terms.seller()), price.taxFen(), EntryReason.PRICE_TAX);
        add(planned, Accounts.FEE_INCOME, buyerFee.netFen(), EntryReason.BUYER_FEE);
        add(planned, Accounts.TAX_PAYABLE, buyerFee.taxFen(), EntryReason.BUYER_FEE_TAX);
        add(planned, Accounts.FEE_INCOME, sellerFee.netFen(), EntryReason.SELLER_FEE);
        add(planned, Accounts.TAX_PAYABLE, sellerFee.taxFen(), EntryReason.SELLER_FEE_TAX);
        return List.copyOf(planned);
    }

    private void add(List<Entry> planned, int creditAccount, long amountFen, EntryReason reason) {
        if (amountFen > 0) {
            planned.add(new Entry(buyerAccount, creditAccount, amountFen, reason));
        }
    }
}
