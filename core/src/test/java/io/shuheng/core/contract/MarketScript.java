package io.shuheng.core.contract;

import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.listing.ChainTier;
import io.shuheng.core.listing.Coverage;
import io.shuheng.core.listing.DataCategory;
import io.shuheng.core.listing.DataRight;
import io.shuheng.core.listing.DeliveryMode;
import io.shuheng.core.listing.Grade;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingVisibility;
import io.shuheng.core.listing.Openness;
import io.shuheng.core.listing.PersonalInfo;
import io.shuheng.core.listing.PriceTierRule;
import io.shuheng.core.listing.PricingModel;
import io.shuheng.core.listing.PricingTerms;
import io.shuheng.core.listing.ProcessingStage;
import io.shuheng.core.listing.ProductType;
import io.shuheng.core.listing.PublicDataAuthorisation;
import io.shuheng.core.listing.SourceEvidence;
import io.shuheng.core.listing.SourceLegality;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;

/** A small market on a {@link LedgerScript}: provider 2, consumer 3, broker 4, instrument 1 at 123.45 yuan a lot. */
public final class MarketScript {

    static final long PROVIDER = 2;
    static final long CONSUMER = 3;
    static final long BROKER = 4;
    static final int PROVIDER_KEY = 2;
    static final int CONSUMER_KEY = 3;
    static final int BROKER_KEY = 4;

    private static final long PRICE_MICROS = 123_450_000;

    private final LedgerScript ledger = new LedgerScript(EngineFixture.START_NS);
    private final Sm3Hash templateSm3;
    private long offer;
    private long trades;

    /** With the template that comes with the library. */
    public MarketScript() {
        this(ContractTemplate.parse(ContractTemplate.bundledDataProvision()).sm3());
    }

    /** With another template. */
    public MarketScript(Sm3Hash templateSm3) {
        this.templateSm3 = templateSm3;
        ledger.write(
                EngineFixture.genesis(EngineFixture.limits()),
                1,
                List.of(LedgerScript.event(EventKind.KEY_REGISTERED, 1, 0, 1)));
        apply(
                PROVIDER,
                PROVIDER_KEY,
                "上海示例数据科技有限公司",
                "Shanghai Example Data Technology Co., Ltd.",
                "91310000MA1FL0002T");
        apply(CONSUMER, CONSUMER_KEY, "北京样例银行股份有限公司", "", "91110000MA00000003");
        apply(BROKER, BROKER_KEY, "示例数商有限公司", "Example Broker Ltd.", "91310000MA1FL0004P");
        ledger.write(submission(), PROVIDER_KEY, List.of());
        ledger.write(opening(), PROVIDER_KEY, List.of(LedgerScript.event(EventKind.INSTRUMENT_OPENED, 1, 1, 1)));
        offer();
    }

    /** The records. */
    public LedgerScript ledger() {
        return ledger;
    }

    /** Number of trades so far. */
    public long trades() {
        return trades;
    }

    /** The provider makes its offer anew. */
    void offer() {
        offer = ledger.write(
                OfferFixedPrice.newBuilder()
                        .setClientId(ledger.size())
                        .setNotAfterNs(0)
                        .setMandate(0)
                        .setInstrument(1)
                        .setPriceMicros(PRICE_MICROS)
                        .setPerBuyerCapLots(0)
                        .setMinimumLots(1)
                        .setValidToNs(Long.MAX_VALUE)
                        .build(),
                PROVIDER_KEY,
                List.of());
    }

    /** The consumer takes that many lots; the group may carry more events, such as a request to seal. */
    public void trade(long lots, Event... more) {
        trade(lots, CONSUMER_KEY, 0, more);
    }

    /** A trade whose order was signed with that key, under a mandate or none. */
    void trade(long lots, int key, long mandate, Event... more) {
        List<Event> events = traded(lots, ContractState.IN_FORCE);
        events.addAll(List.of(more));
        ledger.write(order(lots, mandate), key, events, tradeOf(lots, ledger.size(), offer));
    }

    /** A trade whose order was sent in a session. */
    void tradeInSession(long lots, long session) {
        List<Event> events = traded(lots, ContractState.AWAITING_SIGNATURE);
        ledger.writeInSession(order(lots, 0), session, events, tradeOf(lots, ledger.size(), offer));
    }

    /** The holder of a key opens a session, under a mandate or none; its number. */
    long session(int key, long mandate) {
        return ledger.write(
                OpenSession.newBuilder()
                        .setClientId(ledger.size())
                        .setNotAfterNs(0)
                        .setMandate(mandate)
                        .setKeySm3(EngineFixture.hash("session key"))
                        .setInstruments(List.of())
                        .setBoards(List.of())
                        .setMaxNotionalFen(1_000_000)
                        .setExpiresNs(Long.MAX_VALUE)
                        .setStatementEveryCommands(10)
                        .setStatementEveryNs(1_000_000_000)
                        .build(),
                key,
                List.of());
    }

    private List<Event> traded(long lots, ContractState state) {
        ledger.advance(1_000_000);
        trades++;
        List<Event> events = new ArrayList<>();
        events.add(LedgerScript.event(EventKind.ORDER_FILLED, ledger.size(), lots, 0));
        events.add(LedgerScript.event(EventKind.CONTRACT_FORMED, trades, state.number(), 0));
        return events;
    }

    /** A trade record. */
    Trade tradeOf(long lots, long buyOrder, long sellOrder) {
        return Trade.newBuilder()
                .setTrade(trades)
                .setInstrument(1)
                .setBuyOrder(buyOrder)
                .setSellOrder(sellOrder)
                .setBuyer(CONSUMER)
                .setSeller(PROVIDER)
                .setPriceMicros(PRICE_MICROS)
                .setQuantityLots(lots)
                .setAmountFen(lots * PRICE_MICROS / 10_000)
                .setScenario(1)
                .setHold(trades)
                .build();
    }

    /** An order. */
    PlaceOrder order(long lots, long mandate) {
        return PlaceOrder.newBuilder()
                .setClientId(ledger.size())
                .setNotAfterNs(0)
                .setMandate(mandate)
                .setInstrument(1)
                .setSide(Side.BUY)
                .setOrderType(OrderType.FIXED_PRICE)
                .setTimeInForce(TimeInForce.IOC)
                .setPriceMicros(PRICE_MICROS)
                .setPriceVersion(1)
                .setQuantityLots(lots)
                .setScenario(1)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE)
                .build();
    }

    /** The request to seal these trades. */
    public static Event requestSeal(long first, long last) {
        return LedgerScript.event(EventKind.REQUEST_SEAL, first, last, 0);
    }

    private void apply(long participant, int key, String nameZh, String nameEn, String id) {
        ledger.write(
                ApplyForMembership.newBuilder()
                        .setClientId(1)
                        .setNotAfterNs(0)
                        .setIdKind(IdKind.USCC)
                        .setId(id)
                        .setNameZh(nameZh)
                        .setNameEn(nameEn)
                        .setRoles(List.of(Role.PROVIDER))
                        .setBeneficialOwnerGroup("")
                        .setAffiliates(List.of())
                        .setSigningCertificate(EngineFixture.certificate("signer " + participant))
                        .setEncryptionCertificate(EngineFixture.certificate("reader " + participant))
                        .setIntermediates(List.of())
                        .setCustodianAccount("")
                        .build(),
                0,
                List.of(
                        LedgerScript.event(EventKind.PARTICIPANT_APPLIED, participant, 0, 0),
                        LedgerScript.event(EventKind.KEY_REGISTERED, key, 2, participant)));
    }

    private SubmitListing submission() {
        return SubmitListing.newBuilder()
                .setClientId(1)
                .setNotAfterNs(0)
                .setMandate(0)
                .setDescriptor(descriptor())
                .build();
    }

    private OpenInstrument opening() {
        return OpenInstrument.newBuilder()
                .setClientId(1)
                .setNotAfterNs(0)
                .setMandate(0)
                .setListing(1)
                .setListingVersionSm3(new Hash32(Sm3.hash(AvroBytes.encode(descriptor()))))
                .setTemplateSm3(new Hash32(templateSm3.bytes()))
                .setRendererVersion(ContractRenderer.VERSION)
                .setUsagePolicySm3(EngineFixture.hash("policy"))
                .setRights(List.of(DataRight.USE, DataRight.OPERATE))
                .setExclusive(false)
                .setScenarios(List.of("RISK-CONTROL", "FINANCE-CREDIT-02"))
                .setTermDays(365)
                .setLotSize(1)
                .setBoard(1)
                .setSupplyKind(SupplyKind.UNLIMITED)
                .setSupplyLots(0)
                .setInspectionNs(72L * 3600 * 1_000_000_000)
                .setDeliveryMode(DeliveryMode.FILE)
                .setSettlementModel(SettlementModel.GROSS)
                .setPriceTaxBp(600)
                .setPriceTaxMode(TaxMode.INCLUSIVE)
                .setShares(List.of())
                .build();
    }

    private ListingDescriptor descriptor() {
        return ListingDescriptor.newBuilder()
                .setProductId("SHX-AIR-001")
                .setVersion("1.2.0")
                .setSupersedes(zeros())
                .setPriorRegistrationNo("")
                .setPriorCertificateSm3(zeros())
                .setPriorRegistrar("")
                .setTitle(new BilingualText("城市空气质量小时数据集", "Hourly air quality of cities"))
                .setSummary(new BilingualText("小时浓度", "Hourly concentrations"))
                .setKeywords(List.of(new BilingualText("空气", "air")))
                .setLanguage("zh")
                .setProvider(new OrganisationId(IdKind.USCC, "91310000MA1FL0002T"))
                .setProcessors(List.of())
                .setBrokers(List.of())
                .setProductType(ProductType.DATASET)
                .setChainTier(ChainTier.COLLECTION)
                .setIndustry("N77")
                .setTheme("环境")
                .setDataCategory(DataCategory.ENTERPRISE)
                .setProcessingStage(ProcessingStage.PRODUCT)
                .setOpenness(Openness.NOT_APPLICABLE)
                .setGrade(Grade.GENERAL)
                .setGradeLevel(2)
                .setSourceVersions(List.of())
                .setPersonalInfo(PersonalInfo.NONE)
                .setConsentEvidence(List.of())
                .setSources(List.of(new SourceEvidence(SourceLegality.OPEN_PUBLIC, EngineFixture.hash("source"))))
                .setRightsOffered(List.of(DataRight.USE, DataRight.OPERATE))
                .setExclusive(false)
                .setSublicensable(false)
                .setAllowedScenarios(List.of("RISK-CONTROL", "FINANCE-CREDIT-02"))
                .setForbiddenScenarios(List.of())
                .setCoverage(new Coverage("310000", "2025-01-01", "2025-12-31", 16L, 140_160L, 9, 12_345_678L))
                .setContentSm3(EngineFixture.hash("content"))
                .setSchemaSm3(zeros())
                .setDictionarySm3(zeros())
                .setSampleSm3(zeros())
                .setFormat("CSV")
                .setMediaType("text/csv")
                .setUpdateFrequency("P1D")
                .setSla("")
                .setComplianceAssessor(5)
                .setQualityAssessor(0)
                .setDeliveryModes(List.of(DeliveryMode.FILE))
                .setPricing(pricing())
                .setTaxCategory("3040201")
                .setInvoiceType("SPECIAL")
                .setVisibility(ListingVisibility.EVERYBODY)
                .setEligibleBuyers(List.of())
                .setCrossBorderAllowed(false)
                .setCrossBorderApprovalNo("")
                .setPublicDataAuthorisation(new PublicDataAuthorisation("", zeros(), 0L, ""))
                .setUsagePolicySm3(EngineFixture.hash("policy"))
                .setContractTemplateSm3(new Hash32(templateSm3.bytes()))
                .setValidFromNs(0)
                .setValidToNs(Long.MAX_VALUE)
                .setBoard(1)
                .setLotSize(1)
                .setTickSizeMicros(10_000)
                .setSupplyKind(SupplyKind.UNLIMITED)
                .setSupplyLots(0)
                .setTransferable(false)
                .build();
    }

    private static PricingTerms pricing() {
        return PricingTerms.newBuilder()
                .setModel(PricingModel.FIXED)
                .setPriceMicros(PRICE_MICROS)
                .setUnit("套")
                .setPeriod("")
                .setTierRule(PriceTierRule.MARGINAL)
                .setTiers(List.of())
                .setCapFen(0)
                .setFloorFen(0)
                .setRevenueShareBp(0)
                .setMarkupBp(0)
                .build();
    }

    private static Hash32 zeros() {
        return new Hash32(new byte[32]);
    }
}
