package io.shuheng.core.member;

import io.shuheng.core.clearing.FeePayer;
import io.shuheng.core.clearing.FeeSchedule;
import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.ProceedsShare;
import io.shuheng.core.clearing.RevenueSplit;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.clearing.Tax;
import io.shuheng.core.view.BoardEntry;
import io.shuheng.core.view.InstrumentEntry;
import io.shuheng.core.view.TradeEntry;
import io.shuheng.core.view.VoucherEntry;
import io.shuheng.core.voucher.VoucherSide;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes anew what a trade costs and brings, and holds a settlement or a voucher against it, to the fen: price, tax in
 * or on it, both fees with their tax, what each party to the split gets, what the buyer pays. It needs the trade, its
 * instrument and its board alone, never what the exchange has computed.
 *
 * <p>For trades that are paid whole, settled gross or netted; what a ruling has awarded in part is not checked here.
 * Immutable, thread-safe; does not block.
 */
public final class BillCheck {

    private static final RoundingRule ROUNDING = RoundingRule.HALF_UP;

    private final InstrumentEntry instrument;
    private final FeeSchedule fees;
    private final long provider;

    /**
     * What a side's order had already come to before the trade. The fees of an order in the continuous book are those of
     * one trade of all that it has filled, so each trade adds the difference.
     *
     * @param placedAtNs when the order was sequenced, which decides the fee lines in force, nanoseconds since 1970
     * @param filledFen what its trades before this one amount to, fen
     * @param filledLots lots of its trades before this one
     * @param chargedFen its fees for them, before tax on fees is applied, fen
     */
    public record OrderSoFar(long placedAtNs, long filledFen, long filledLots, long chargedFen) {

        /** An order that this trade is the first of; any that takes a fixed price or is negotiated. */
        public static OrderSoFar placed(long placedAtNs) {
            return new OrderSoFar(placedAtNs, 0, 0, 0);
        }
    }

    /** What a trade comes to. */
    private record Bill(Tax.Taxed price, Tax.Taxed buyerFee, Tax.Taxed sellerFee, List<ProceedsShare> shares) {

        long buyerPaysFen() {
            return Money.add(price.grossFen(), buyerFee.grossFen());
        }

        long sellerGetsFen() {
            return price.grossFen() - sellerFee.grossFen();
        }
    }

    /**
     * For the trades of an instrument.
     *
     * @param instrument from {@code ReadModel.market()}, like its board
     * @param provider number of the product's provider, whose sales are split like those of whoever the terms give a part,
     *     from {@code ReadModel.catalogue()}
     * @throws IllegalArgumentException where the instrument is on another board
     */
    public BillCheck(InstrumentEntry instrument, BoardEntry board, long provider) {
        if (instrument.board() != board.number()) {
            throw new IllegalArgumentException("instrument.board " + instrument.board() + ": not " + board.number());
        }
        this.instrument = instrument;
        this.fees = board.fees();
        this.provider = provider;
    }

    /**
     * Checks the settlement of a trade.
     *
     * @param trade with its sides, as its parties see it
     * @param buyOrder what the buyer's order had come to before it
     * @param sellOrder what the seller's had; for a standing offer the moment that counts is the buyer's
     * @throws IllegalArgumentException where the trade is of another instrument, or its sides are not shown
     * @throws io.shuheng.core.record.CommandRejected OVERFLOW or FIELD_INVALID where the trade has no lawful bill
     */
    public Check settlement(TradeEntry trade, OrderSoFar buyOrder, OrderSoFar sellOrder, Settlement settlement) {
        TradeEntry.Sides sides = sides(trade);
        Bill bill = bill(trade, sides, buyOrder, sellOrder);
        return new Comparison("settlement")
                .field("trade", trade.number(), settlement.getTrade())
                .field("instrument", trade.instrument(), settlement.getInstrument())
                .field("buyer", sides.buyer(), settlement.getBuyer())
                .field("seller", sides.seller(), settlement.getSeller())
                .field("grossFen", bill.price.grossFen(), settlement.getGrossFen())
                .field("netFen", bill.price.netFen(), settlement.getNetFen())
                .field("taxFen", bill.price.taxFen(), settlement.getTaxFen())
                .field("buyerFeeFen", bill.buyerFee.netFen(), settlement.getBuyerFeeFen())
                .field("buyerFeeTaxFen", bill.buyerFee.taxFen(), settlement.getBuyerFeeTaxFen())
                .field("sellerFeeFen", bill.sellerFee.netFen(), settlement.getSellerFeeFen())
                .field("sellerFeeTaxFen", bill.sellerFee.taxFen(), settlement.getSellerFeeTaxFen())
                .field("buyerPaysFen", bill.buyerPaysFen(), settlement.getBuyerPaysFen())
                .field("rounding", ROUNDING, settlement.getRounding())
                .field("shares", bill.shares, settlement.getShares())
                .result();
    }

    /**
     * Checks a voucher (凭证) of either side.
     *
     * @param trade as for {@link #settlement}, like the other parameters
     * @throws IllegalArgumentException as {@link #settlement}
     * @throws io.shuheng.core.record.CommandRejected as {@link #settlement}
     */
    public Check voucher(TradeEntry trade, OrderSoFar buyOrder, OrderSoFar sellOrder, VoucherEntry voucher) {
        TradeEntry.Sides sides = sides(trade);
        Bill bill = bill(trade, sides, buyOrder, sellOrder);
        boolean buys = voucher.side() == VoucherSide.BUYER;
        return new Comparison("voucher")
                .field("trade", trade.number(), voucher.trade())
                .field("instrument", trade.instrument(), voucher.instrument())
                .field("party", buys ? sides.buyer() : sides.seller(), voucher.party())
                .field("counterparty", buys ? sides.seller() : sides.buyer(), voucher.counterparty())
                .field("listingVersionSm3", instrument.listingVersionSm3(), voucher.listingVersionSm3())
                .field("quantityLots", trade.quantityLots(), voucher.quantityLots())
                .field("netFen", bill.price.netFen(), voucher.netFen())
                .field("taxFen", bill.price.taxFen(), voucher.taxFen())
                .field("grossFen", bill.price.grossFen(), voucher.grossFen())
                .field("feeFen", (buys ? bill.buyerFee : bill.sellerFee).grossFen(), voucher.feeFen())
                .field("totalFen", buys ? bill.buyerPaysFen() : bill.sellerGetsFen(), voucher.totalFen())
                .field("exclusive", instrument.exclusive(), voucher.exclusive())
                .field("termDays", instrument.termDays(), voucher.termDays())
                .result();
    }

    private TradeEntry.Sides sides(TradeEntry trade) {
        if (trade.instrument() != instrument.number()) {
            throw new IllegalArgumentException(
                    "trade.instrument " + trade.instrument() + ": not " + instrument.number());
        }
        return trade.sides()
                .orElseThrow(() -> new IllegalArgumentException("trade.sides: not shown of trade " + trade.number()));
    }

    private Bill bill(TradeEntry trade, TradeEntry.Sides sides, OrderSoFar buyOrder, OrderSoFar sellOrder) {
        long lots = trade.quantityLots();
        long amountFen = Money.notionalFen(trade.priceMicros(), lots, ROUNDING);
        Tax.Taxed price = instrument.priceTax().on(amountFen, ROUNDING);
        long buyerFen = feeFen(FeePayer.BUYER, buyOrder, amountFen, lots);
        // A seller's fee never exceeds what one trade brings; the book charges the rest to its next trades.
        long sellerFen = Math.min(
                feeFen(FeePayer.SELLER, sellOrder, amountFen, lots), fees.tax().largestWithin(price.netFen()));
        Tax.Taxed buyerFee = fees.tax().on(buyerFen, ROUNDING);
        Tax.Taxed sellerFee = fees.tax().on(sellerFen, ROUNDING);
        return new Bill(price, buyerFee, sellerFee, shares(sides.seller(), price.netFen() - sellerFee.grossFen()));
    }

    private long feeFen(FeePayer payer, OrderSoFar order, long amountFen, long lots) {
        long wholeFen = fees.feeFen(
                payer, Money.add(order.filledFen, amountFen), Money.add(order.filledLots, lots), order.placedAtNs);
        return wholeFen - order.chargedFen;
    }

    private List<ProceedsShare> shares(long seller, long proceedsFen) {
        boolean shared = !instrument.shares().isEmpty() && (seller == provider || sharesName(seller));
        RevenueSplit split = shared ? new RevenueSplit(instrument.shares()) : RevenueSplit.wholeTo(seller);
        List<Long> parts = split.split(proceedsFen);
        return IntStream.range(0, parts.size())
                .mapToObj(place -> new ProceedsShare(
                        split.shares().get(place).participant(),
                        split.shares().get(place).basisPoints(),
                        parts.get(place)))
                .toList();
    }

    private boolean sharesName(long seller) {
        return instrument.shares().stream().anyMatch(share -> share.participant() == seller);
    }
}
