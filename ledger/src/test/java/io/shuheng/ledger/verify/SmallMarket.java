package io.shuheng.ledger.verify;

import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.FeeScheduleTerms;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplate;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.contract.SealBytes;
import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.listing.DataRight;
import io.shuheng.core.listing.DeliveryMode;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.listing.OpinionResult;
import io.shuheng.core.listing.QualityFigures;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.ReviewDecision;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.core.rules.RulesVersions;
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
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** One product, one offer, one buyer with money on a {@link SmallExchange}: what contracts and their seals need. */
final class SmallMarket {

    static final Signer PROVIDER = TestKeys.signer(11);
    static final Signer ASSESSOR = TestKeys.signer(12);
    static final Signer BUYER = TestKeys.signer(13);
    static final Signer BANK = TestKeys.signer(14);
    static final int PROVIDER_KEY = 4;
    static final int ASSESSOR_KEY = 5;
    static final int BUYER_KEY = 6;
    static final int BANK_KEY = 7;

    private static final long BUYER_NUMBER = 4;
    private static final long PRICE_MICROS = 2_000_000;

    private final SmallExchange exchange;
    private final Hash32 templateSm3;
    private int priceVersion;

    /** With the template that comes with the library. */
    SmallMarket(SmallExchange exchange) {
        this(exchange, new Hash32(Sm3.hash(ContractTemplate.bundledDataProvision())));
    }

    /** With a template of that SM3. */
    SmallMarket(SmallExchange exchange, Hash32 templateSm3) {
        this.exchange = exchange;
        this.templateSm3 = templateSm3;
        exchange.appointRegistrars();
        enrol(1, Role.PROVIDER);
        enrol(2, Role.COMPLIANCE_ASSESSOR);
        enrol(3, Role.CONSUMER);
        enrol(4, Role.CUSTODIAN_BANK);
        list();
        open();
        deposit();
    }

    private void enrol(int n, Role role) {
        accepted(
                exchange.submit(exchange.application(n, TestKeys.MEMBERS_AUTHORITY, role), 0, TestKeys.signer(10 + n)));
        accepted(exchange.review(n + 1L));
        accepted(exchange.activate(n + 1L));
    }

    private long accepted(SpecificRecord command, int key, Signer signer) {
        return accepted(exchange.submit(command, key, signer));
    }

    private static long accepted(Answer answer) {
        if (!answer.isAccepted()) {
            throw new AssertionError(answer);
        }
        return answer.sequence();
    }

    private void list() {
        openBoard();
        ListingDescriptor descriptor = descriptor();
        Hash32 version = version(descriptor);
        accepted(
                new SubmitListing(exchange.nextClientId(), exchange.notAfterNs(), 0L, descriptor),
                PROVIDER_KEY,
                PROVIDER);
        accepted(
                ReviewListing.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setListing(1)
                        .setListingVersionSm3(version)
                        .setDecision(ReviewDecision.REGISTER)
                        .setRegistrationType(RegistrationType.INITIAL)
                        .setRegistrationNo("REG-1")
                        .setCertificateSm3(SmallExchange.hash("registration"))
                        .setReasonCode("")
                        .build(),
                SmallExchange.REGISTRAR_KEY,
                TestKeys.REGISTRAR);
        accepted(
                GiveOpinion.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setKind(OpinionKind.COMPLIANCE)
                        .setListing(1)
                        .setListingVersionSm3(version)
                        .setResult(OpinionResult.APPROVED)
                        .setDocumentSm3(SmallExchange.hash("opinion"))
                        .setValidFromNs(SmallExchange.START_NS)
                        .setValidToNs(SmallExchange.START_NS + 90 * SmallExchange.DAY_NS)
                        .setQuality(new QualityFigures(-1, -1, -1, -1, -1, -1))
                        .build(),
                ASSESSOR_KEY,
                ASSESSOR);
        accepted(
                new ListProduct(exchange.nextClientId(), exchange.notAfterNs(), 1L, version),
                SmallExchange.OTHER_REGISTRAR_KEY,
                TestKeys.OTHER_REGISTRAR);
    }

    private ListingDescriptor descriptor() {
        return TestDescriptor.dataset(
                        exchange.application(1, TestKeys.MEMBERS_AUTHORITY, Role.PROVIDER)
                                .getId(),
                        3)
                .setContractTemplateSm3(templateSm3)
                .build();
    }

    private static Hash32 version(ListingDescriptor descriptor) {
        return new Hash32(ListingVersion.sm3(descriptor).bytes());
    }

    private void openBoard() {
        OpenBoard board = OpenBoard.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setName("数据产品板")
                .setModes(List.of(TradingMode.FIXED_PRICE, TradingMode.NEGOTIATED))
                .setApprovals(List.of())
                .setSettlementModel(SettlementModel.GROSS)
                .setSignedOrdersOnly(false)
                .setResaleAllowed(false)
                .setMinimumHoldingDays(0)
                .setMaximumHolders(0)
                .setFeeSchedule(new FeeScheduleTerms(List.of(), 600, TaxMode.INCLUSIVE))
                .build();
        long act = accepted(board, SmallExchange.REGISTRAR_KEY, TestKeys.REGISTRAR);
        accepted(
                new EndorseAct(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        act,
                        new Hash32(Sm3.hash(AvroBytes.encode(board)))),
                SmallExchange.OTHER_REGISTRAR_KEY,
                TestKeys.OTHER_REGISTRAR);
    }

    private void open() {
        ListingDescriptor descriptor = descriptor();
        accepted(
                OpenInstrument.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setMandate(0)
                        .setListing(1)
                        .setListingVersionSm3(version(descriptor))
                        .setTemplateSm3(templateSm3)
                        .setRendererVersion(1)
                        .setUsagePolicySm3(descriptor.getUsagePolicySm3())
                        .setRights(List.of(DataRight.USE))
                        .setExclusive(false)
                        .setScenarios(List.of("CREDIT_RISK"))
                        .setTermDays(365)
                        .setLotSize(1)
                        .setBoard(1)
                        .setSupplyKind(SupplyKind.LIMITED)
                        .setSupplyLots(10_000)
                        .setInspectionNs(3 * SmallExchange.DAY_NS)
                        .setDeliveryMode(DeliveryMode.FILE)
                        .setSettlementModel(SettlementModel.GROSS)
                        .setPriceTaxBp(600)
                        .setPriceTaxMode(TaxMode.INCLUSIVE)
                        .setShares(List.of())
                        .build(),
                PROVIDER_KEY,
                PROVIDER);
        offer();
    }

    /** The provider offers its lots at the price for a day from now on, whatever it offered before. */
    void offer() {
        priceVersion++;
        accepted(
                OfferFixedPrice.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setMandate(0)
                        .setInstrument(1)
                        .setPriceMicros(PRICE_MICROS)
                        .setPerBuyerCapLots(0)
                        .setMinimumLots(1)
                        .setValidToNs(exchange.timeNs() + SmallExchange.DAY_NS)
                        .build(),
                PROVIDER_KEY,
                PROVIDER);
    }

    private void deposit() {
        accepted(
                new RequestDeposit(exchange.nextClientId(), exchange.notAfterNs(), BUYER_NUMBER, "CNY", 100_000L),
                BUYER_KEY,
                BUYER);
        accepted(
                new ConfirmDeposit(exchange.nextClientId(), exchange.notAfterNs(), 1L, 100_000L, "BANK-1"),
                BANK_KEY,
                BANK);
    }

    /** An order for lots of the offer. */
    PlaceOrder order(long lots) {
        return PlaceOrder.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(1)
                .setSide(Side.BUY)
                .setOrderType(OrderType.FIXED_PRICE)
                .setTimeInForce(TimeInForce.FOK)
                .setPriceMicros(PRICE_MICROS)
                .setPriceVersion(priceVersion)
                .setQuantityLots(lots)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE)
                .build();
    }

    /** The buyer takes lots of the offer; the order's sequence. */
    long trade(long lots) {
        return accepted(order(lots), BUYER_KEY, BUYER);
    }

    /** The buyer ends a contract over a product that was recalled. */
    void rescind(long contract) {
        accepted(new RescindContract(exchange.nextClientId(), exchange.notAfterNs(), contract), BUYER_KEY, BUYER);
    }

    /** The span passes after which contracts are to be sealed. */
    void askForSeal() {
        exchange.later(11_000_000_000L);
        exchange.sequence(
                new Tick(), new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0)));
    }

    /** Root of the contracts of these trades, as the records give it. */
    Sm3Hash root(long first, long last) {
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        return projection.batch(first, last).root();
    }

    /** The operator's seal over that root, signed with some key; the command's sequence. */
    long seal(long first, long last, Sm3Hash root, Signer sealer) {
        return seal(first, last, root, sealer, SmallExchange.OPERATOR_KEY, TestKeys.OPERATOR);
    }

    /** The same by the key of that number, which the operator signs its command with. */
    long seal(long first, long last, Sm3Hash root, Signer sealer, int key, Signer operator) {
        byte[] toSeal = SealBytes.of(exchange.ledgerId(), first, last, root);
        return accepted(
                ContractsSealed.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setFirstTrade(first)
                        .setLastTrade(last)
                        .setRoot(new Hash32(root.bytes()))
                        .setKey(key)
                        .setSignature(ByteBuffer.wrap(sealer.sign(toSeal).raw()))
                        .build(),
                key,
                operator);
    }
}
