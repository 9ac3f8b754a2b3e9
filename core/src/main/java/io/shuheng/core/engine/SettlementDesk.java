package io.shuheng.core.engine;

import io.shuheng.core.clearing.FeePayer;
import io.shuheng.core.clearing.FeeSchedule;
import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RevenueSplit;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.clearing.SettlementPlan;
import io.shuheng.core.clearing.SettlementTerms;
import io.shuheng.core.clearing.Tax;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.listing.Opinion;
import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import io.shuheng.core.voucher.Voucher;
import io.shuheng.core.voucher.VoucherSide;
import io.shuheng.crypto.Sm3Hash;

/**
 * Settles an accepted trade (逐笔全额结算): money out of the hold to all who get a part of it, the right of use made
 * active, and a voucher to each side, in one group of records.
 */
final class SettlementDesk {

    private static final RoundingRule ROUNDING = RoundingRule.HALF_UP;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final ExchangeState state;
    private long vouchers;

    SettlementDesk(ExchangeState state) {
        this.state = state;
    }

    /**
     * How a trade will be settled; at the order it says what to hold, and refuses what could not be settled later.
     *
     * @param tradeNumber the trade's number, 0 before there is one
     */
    SettlementPlan plan(
            long tradeNumber, Instrument instrument, long buyer, long amountFen, long quantityLots, long timeNs) {
        OpenInstrument terms = instrument.terms();
        FeeSchedule fees = instrument.board().fees();
        SettlementTerms settlement = new SettlementTerms(
                tradeNumber,
                tradeNumber,
                instrument.number(),
                buyer,
                instrument.provider(),
                amountFen,
                new Tax(terms.getPriceTaxBp(), terms.getPriceTaxMode()),
                fees.feeFen(FeePayer.BUYER, amountFen, quantityLots, timeNs),
                fees.feeFen(FeePayer.SELLER, amountFen, quantityLots, timeNs),
                fees.tax(),
                split(instrument),
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
        entry.moveTo(TradeState.SETTLED);
        Settlement settlement = plan.toRecord(trade.getHold(), plan.entries());
        turn.result(settlement);
        turn.event(EventKind.TRADE_SETTLED, trade.getTrade(), trade.getTrade(), plan.buyerPaysFen());
        activate(turn, trade);
        issueVouchers(turn, trade, plan);
    }

    private static RevenueSplit split(Instrument instrument) {
        if (instrument.shares().isEmpty()) {
            return RevenueSplit.wholeTo(instrument.provider());
        }
        return new RevenueSplit(instrument.shares().stream()
                .map(share -> new RevenueSplit.Share(share.getParticipant(), share.getBasisPoints()))
                .toList());
    }

    private SettlementPlan plan(Trade trade) {
        Instrument instrument = state.instruments.require(trade.getInstrument());
        return plan(
                trade.getTrade(),
                instrument,
                trade.getBuyer(),
                trade.getAmountFen(),
                trade.getQuantityLots(),
                state.trades.require("trade", trade.getTrade()).timeNs());
    }

    private void activate(Turn turn, Trade trade) {
        OpenInstrument terms = state.instruments.require(trade.getInstrument()).terms();
        long untilNs = terms.getTermDays() == 0
                ? 0
                : Math.addExact(turn.timeNs(), Math.multiplyExact(terms.getTermDays(), NANOS_PER_DAY));
        Entitlement active =
                state.entitlements.change(trade.getTrade(), EntitlementState.ACTIVE, turn.timeNs(), untilNs);
        turn.event(EventKind.ENTITLEMENT_CHANGED, active.getEntitlement(), trade.getTrade(), turn.result(active));
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
}
