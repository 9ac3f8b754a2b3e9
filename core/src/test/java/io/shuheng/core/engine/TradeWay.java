package io.shuheng.core.engine;

import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.FeeBasis;
import io.shuheng.core.clearing.FeeLineTerms;
import io.shuheng.core.clearing.FeePayer;
import io.shuheng.core.clearing.FeeScheduleTerms;
import io.shuheng.core.clearing.FeeTierTerms;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.clearing.TierKind;
import io.shuheng.core.delivery.AcceptDelivery;
import io.shuheng.core.delivery.SignReceipt;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.listing.DataRight;
import io.shuheng.core.listing.DeliveryMode;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.List;

/** Takes a listed product from its board to its settlement, and makes the commands of each step. */
public final class TradeWay {

    /** Two yuan for a lot. */
    public static final long PRICE_MICROS = 2_000_000;

    /** How long a buyer may inspect. */
    public static final Duration INSPECTION = Duration.ofDays(3);

    private final EngineFixture exchange;
    private final Enrolment.Member bank;
    private final Enrolment.Member buyer;
    private final ListingWay listings;
    private final Enrolment enrolment;
    private int deposits;
    private long listing;

    /** With a board, a provider whose product is listed, a buyer and a custodian bank. */
    public TradeWay(EngineFixture exchange) {
        this(exchange, List.of(TradingMode.FIXED_PRICE, TradingMode.NEGOTIATED));
    }

    /** With a board of these modes. */
    public TradeWay(EngineFixture exchange, List<TradingMode> modes) {
        this.exchange = exchange;
        this.enrolment = new Enrolment(exchange);
        this.listings = new ListingWay(exchange, enrolment);
        this.bank = enrolment.member(Role.CUSTODIAN_BANK);
        this.buyer = enrolment.member(Role.CONSUMER);
        exchange.submitByTwo(board().setModes(modes).build(), Duty.MARKET).requireAccepted();
    }

    /** Who buys. */
    public Enrolment.Member buyer() {
        return buyer;
    }

    /** Who sells. */
    public Enrolment.Member seller() {
        return listings.provider();
    }

    /** Who has the members' money. */
    public Enrolment.Member bank() {
        return bank;
    }

    /** Enrols others beside them. */
    public Enrolment enrolment() {
        return enrolment;
    }

    /** The way of the seller's products to the market. */
    public ListingWay listings() {
        return listings;
    }

    /** A board for fixed prices and negotiation; the buyer pays 50 basis points, the seller 100. */
    public OpenBoard.Builder board() {
        return OpenBoard.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setName("数据产品板")
                .setModes(List.of(TradingMode.FIXED_PRICE, TradingMode.NEGOTIATED))
                .setApprovals(List.of())
                .setSettlementModel(SettlementModel.GROSS)
                .setSignedOrdersOnly(true)
                .setResaleAllowed(false)
                .setMinimumHoldingDays(0)
                .setMaximumHolders(0)
                .setFeeSchedule(new FeeScheduleTerms(
                        List.of(feeLine(FeePayer.BUYER, 50), feeLine(FeePayer.SELLER, 100)), 600, TaxMode.INCLUSIVE));
    }

    private static FeeLineTerms feeLine(FeePayer payer, long basisPoints) {
        return new FeeLineTerms(
                payer,
                FeeBasis.NOTIONAL,
                TierKind.MARGINAL,
                List.of(new FeeTierTerms(0L, basisPoints)),
                0L,
                Long.MAX_VALUE,
                0L,
                Long.MAX_VALUE,
                RoundingRule.HALF_UP);
    }

    /** Lists a product and opens an instrument of it; returns the instrument's number. */
    public long instrument(SupplyKind supplyKind, long supplyLots) {
        return instrument(supplyKind, supplyLots, 1);
    }

    /** Lists a product and opens an instrument of it on a board; returns the instrument's number. */
    public long instrument(SupplyKind supplyKind, long supplyLots, long board) {
        ListingDescriptor descriptor = listings.descriptor("product-" + exchange.nextClientId())
                .setBoard(board)
                .setSupplyKind(supplyKind)
                .setSupplyLots(supplyLots)
                .setExclusive(supplyKind == SupplyKind.EXCLUSIVE)
                .build();
        return instrument(descriptor);
    }

    /** As {@link #instrument(SupplyKind, long)}, without limit and under that contract template. */
    public long instrumentUnder(Sm3Hash templateSm3) {
        return instrument(listings.descriptor("product-" + exchange.nextClientId())
                .setSupplyKind(SupplyKind.UNLIMITED)
                .setSupplyLots(0)
                .setContractTemplateSm3(new Hash32(templateSm3.bytes()))
                .build());
    }

    /** Lists a product as described and opens an instrument of it; returns the instrument's number. */
    public long instrument(ListingDescriptor descriptor) {
        listing = listings.listed(descriptor);
        return exchange.submit(terms(listing, descriptor).build(), seller().key())
                .requireAccepted()
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
    }

    /** The provider suspends the product that was listed last. */
    public void suspendListing() {
        listings.suspend(listing).requireAccepted();
    }

    /** Terms of an instrument. */
    public OpenInstrument.Builder terms(long listing, ListingDescriptor descriptor) {
        return OpenInstrument.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setListing(listing)
                .setListingVersionSm3(ListingWay.sm3(descriptor))
                .setTemplateSm3(descriptor.getContractTemplateSm3())
                .setRendererVersion(1)
                .setUsagePolicySm3(descriptor.getUsagePolicySm3())
                .setRights(List.of(DataRight.USE))
                .setExclusive(descriptor.getExclusive())
                .setScenarios(List.of(Descriptors.SCENARIO))
                .setTermDays(365)
                .setLotSize(1)
                .setBoard(descriptor.getBoard())
                .setSupplyKind(descriptor.getSupplyKind())
                .setSupplyLots(descriptor.getSupplyLots())
                .setInspectionNs(INSPECTION.toNanos())
                .setDeliveryMode(DeliveryMode.FILE)
                .setSettlementModel(SettlementModel.GROSS)
                .setPriceTaxBp(600)
                .setPriceTaxMode(TaxMode.INCLUSIVE)
                .setShares(List.of());
    }

    /** The provider offers at {@link #PRICE_MICROS} for a day. */
    public OfferFixedPrice.Builder offer(long instrument) {
        return OfferFixedPrice.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setPriceMicros(PRICE_MICROS)
                .setPerBuyerCapLots(0)
                .setMinimumLots(1)
                .setValidToNs(exchange.timeNs() + Duration.ofDays(1).toNanos());
    }

    /** An instrument with 10 000 licences and a standing offer. */
    public long offered() {
        long instrument = instrument(SupplyKind.LIMITED, 10_000);
        exchange.submit(offer(instrument).build(), seller().key()).requireAccepted();
        return instrument;
    }

    /** The buyer takes lots of the offer's first version. */
    public PlaceOrder.Builder order(long instrument, long lots) {
        return PlaceOrder.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setSide(Side.BUY)
                .setOrderType(OrderType.FIXED_PRICE)
                .setTimeInForce(TimeInForce.FOK)
                .setPriceMicros(PRICE_MICROS)
                .setPriceVersion(1)
                .setQuantityLots(lots)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE);
    }

    /** The buyer's money arrives. */
    public void deposit(long amountFen) {
        deposit(buyer, amountFen);
    }

    /** A member's money arrives. */
    public void deposit(Enrolment.Member member, long amountFen) {
        long deposit = exchange.submit(
                        new RequestDeposit(
                                exchange.nextClientId(), exchange.notAfterNs(), member.number(), "CNY", amountFen),
                        member.key())
                .requireAccepted()
                .event(EventKind.DEPOSIT_REQUESTED)
                .getA();
        exchange.submit(
                        new ConfirmDeposit(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                deposit,
                                amountFen,
                                "BANK-" + ++deposits),
                        bank.key())
                .requireAccepted();
    }

    /** The buyer takes lots and the trade's number, which is its contract's, comes back. */
    public long traded(long instrument, long lots) {
        return exchange.submit(order(instrument, lots).build(), buyer.key())
                .requireAccepted()
                .event(EventKind.TRADED)
                .getA();
    }

    /** The provider delivers what is listed. */
    public StartDelivery.Builder delivery(long contract) {
        return StartDelivery.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setContract(contract)
                .setEnvelopeSm3(EngineFixture.hash("envelope"))
                .setEnvelopeBytes(350_100)
                .setWrappedKeySm3(EngineFixture.hash("wrapped key"))
                .setRecipientCertificateSm3(recipientCertificate(contract))
                .setContentSm3(EngineFixture.hash("content"))
                .setContentBytes(350_000)
                .setContentRoot(EngineFixture.hash("content root"));
    }

    /** The certificate to which what is delivered under a contract is encrypted; zeros where there is no such contract. */
    private Hash32 recipientCertificate(long contract) {
        ExchangeState state = exchange.engine().state();
        return contract < 1 || contract >= state.trades.nextNumber()
                ? new Hash32(new byte[32])
                : new Hash32(state.participants
                        .require(
                                "buyer",
                                state.trades
                                        .require("contract", contract)
                                        .trade()
                                        .getBuyer())
                        .recipientCertificates()
                        .newestSm3()
                        .bytes());
    }

    /** The buyer signs for it. */
    public SignReceipt receipt(long contract, Hash32 contentSm3) {
        return new SignReceipt(exchange.nextClientId(), exchange.notAfterNs(), contract, contentSm3, 350_000L);
    }

    /** The buyer accepts. */
    public AcceptDelivery acceptance(long contract) {
        return new AcceptDelivery(exchange.nextClientId(), exchange.notAfterNs(), contract);
    }

    /** Delivers and signs for it. */
    public void receipted(long contract) {
        delivered(contract, seller(), buyer);
    }

    /** A seller delivers to a buyer, who signs for it. */
    void delivered(long contract, Enrolment.Member from, Enrolment.Member to) {
        exchange.submit(delivery(contract).build(), from.key()).requireAccepted();
        exchange.submit(receipt(contract, EngineFixture.hash("content")), to.key())
                .requireAccepted();
    }
}
