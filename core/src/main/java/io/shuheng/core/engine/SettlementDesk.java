package io.shuheng.core.engine;

import io.shuheng.core.clearing.Entry;
import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RevenueSplit;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.SettlementPlan;
import io.shuheng.core.clearing.SettlementTerms;
import io.shuheng.core.clearing.Tax;
import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.listing.Opinion;
import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import io.shuheng.core.voucher.Voucher;
import io.shuheng.core.voucher.VoucherSide;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * Settles an accepted trade (逐笔全额结算): money out of the hold to all who get a part of it, the right of use made
 * active, and a voucher to each side, in one group of records.
 */
final class SettlementDesk {

    private static final RoundingRule ROUNDING = RoundingRule.HALF_UP;

    private final ExchangeState state;
    private final EntitlementSteps entitlements;
    private final TradeEnds ends;
    private long vouchers;

    SettlementDesk(ExchangeState state, EntitlementSteps entitlements, TradeEnds ends) {
        this.state = state;
        this.entitlements = entitlements;
        this.ends = ends;
    }

    /**
     * How a trade will be settled; at the order it says what to hold, and refuses what could not be settled later.
     *
     * @param tradeNumber the trade's number, 0 before there is one
     */
    SettlementPlan plan(
            long tradeNumber, Instrument instrument, long buyer, long seller, long amountFen, TradeFees fees) {
        OpenInstrument terms = instrument.terms();
        SettlementTerms settlement = new SettlementTerms(
                tradeNumber,
                tradeNumber,
                instrument.number(),
                buyer,
                seller,
                amountFen,
                new Tax(terms.getPriceTaxBp(), terms.getPriceTaxMode()),
                fees.buyerFen(),
                fees.sellerFen(),
                instrument.board().fees().tax(),
                split(instrument, seller),
                ROUNDING);
        return SettlementPlan.of(settlement, state.accounts);
    }

    /** Checks that {@link #settle} would go through. */
    void check(Trade trade) {
        state.settlements.checkSettle(plan(trade), trade.getHold());
    }

    /** Settles an accepted trade, after {@link #check}. */
    void settle(Turn turn, Trades.Entry entry) {
        Trade trade = entry.trade();
        SettlementPlan plan = plan(trade);
        state.settlements.settle(plan, trade.getHold());
        sold(turn, entry, plan, trade.getHold(), plan.entries());
    }

    /**
     * What follows when a trade's money has moved: it is final, what was bought may be used, both sides get vouchers.
     *
     * @param hold number of the hold that paid, 0 where something else did
     * @param posted the entries as they were posted
     */
    void sold(Turn turn, Trades.Entry entry, SettlementPlan plan, long hold, List<Entry> posted) {
        Trade trade = entry.trade();
        entry.moveTo(TradeState.SETTLED);
        turn.result(plan.toRecord(hold, posted));
        turn.event(EventKind.TRADE_SETTLED, trade.getTrade(), trade.getTrade(), plan.buyerPaysFen());
        entitlements.activate(turn, trade);
        ends.passedOn(turn, trade);
        issueVouchers(turn, trade, plan);
    }

    /** How a trade is settled where its seller is awarded a part of the price, basis points. */
    SettlementPlan planAwarding(Trade trade, int sellerBp) {
        return SettlementPlan.of(plan(trade).terms().awarding(sellerBp), state.accounts);
    }

    /** The shares that the terms name are shares of what the supply brings, whichever of them sells it. */
    private static RevenueSplit split(Instrument instrument, long seller) {
        if (instrument.shares().isEmpty() || (seller != instrument.provider() && !instrument.sharesName(seller))) {
            return RevenueSplit.wholeTo(seller);
        }
        return new RevenueSplit(instrument.shares().stream()
                .map(share -> new RevenueSplit.Share(share.getParticipant(), share.getBasisPoints()))
                .toList());
    }

    /** How a trade will be settled. */
    SettlementPlan plan(Trade trade) {
        Instrument instrument = state.instruments.require(trade.getInstrument());
        return plan(
                trade.getTrade(),
                instrument,
                trade.getBuyer(),
                trade.getSeller(),
                trade.getAmountFen(),
                state.trades.require("trade", trade.getTrade()).fees());
    }

    private void issueVouchers(Turn turn, Trade trade, SettlementPlan plan) {
        long buyerFeeFen = plan.buyerFee().grossFen();
        long sellerFeeFen = plan.sellerFee().grossFen();
        issue(turn, trade, plan, VoucherSide.BUYER, buyerFeeFen, plan.buyerPaysFen());
        issue(
                turn,
                trade,
                plan,
                VoucherSide.SELLER,
                sellerFeeFen,
                Money.subtract(plan.price().grossFen(), sellerFeeFen));
    }

    private void issue(Turn turn, Trade trade, SettlementPlan plan, VoucherSide side, long feeFen, long totalFen) {
        Instrument instrument = state.instruments.require(trade.getInstrument());
        OpenInstrument terms = instrument.terms();
        boolean buyerSide = side == VoucherSide.BUYER;
        Voucher voucher = Voucher.newBuilder()
                .setVoucher(++vouchers)
                .setSide(side)
                .setParty(buyerSide ? trade.getBuyer() : trade.getSeller())
                .setCounterparty(buyerSide ? trade.getSeller() : trade.getBuyer())
                .setTrade(trade.getTrade())
                .setContract(trade.getTrade())
                .setInstrument(trade.getInstrument())
                .setListingVersionSm3(terms.getListingVersionSm3())
                .setOpinionSm3(opinionSm3(instrument))
                .setQuantityLots(trade.getQuantityLots())
                .setNetFen(plan.price().netFen())
                .setTaxFen(plan.price().taxFen())
                .setGrossFen(plan.price().grossFen())
                .setFeeFen(feeFen)
                .setTotalFen(totalFen)
                .setExclusive(terms.getExclusive())
                .setTermDays(terms.getTermDays())
                .setAcceptedAtNs(turn.timeNs())
                .build();
        turn.event(EventKind.VOUCHER_ISSUED, voucher.getVoucher(), voucher.getParty(), turn.result(voucher));
    }

    private static Hash32 opinionSm3(Instrument instrument) {
        return new Hash32(instrument
                .version()
                .opinion(OpinionKind.COMPLIANCE)
                .map(Opinion::documentSm3)
                .orElse(Sm3Hash.ZERO)
                .bytes());
    }

    void writeState(StateSink sink) {
        sink.number(vouchers);
    }

    /** Reads what {@link #writeState} wrote. */
    void readState(StateSource source) {
        vouchers = source.number();
    }
}
