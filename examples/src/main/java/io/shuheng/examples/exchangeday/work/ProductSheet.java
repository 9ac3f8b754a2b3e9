package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.contract.ContractTemplate;
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
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.record.Hash32;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.catalogue.FileFacts;
import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.print.Bilingual;
import io.shuheng.examples.exchangeday.stage.Documents;
import java.time.Duration;
import java.util.List;

/** Fills in the listing descriptor of a data set: what can be counted comes from its file, the rest from the catalogue. */
public final class ProductSheet {

    private static final Hash32 NONE = new Hash32(new byte[32]);
    /** Prices go in steps of one fen. */
    private static final long TICK_MICROS = 10_000;

    private static final Duration LISTED_FOR = Duration.ofDays(365);

    private final Documents documents;
    private final Boards boards;
    private final Member assessor;
    private final Member broker;

    /** For products that this assessor is engaged for, on one of these boards; this broker may act for some. */
    public ProductSheet(Documents documents, Boards boards, Member assessor, Member broker) {
        this.documents = documents;
        this.boards = boards;
        this.assessor = assessor;
        this.broker = broker;
    }

    /**
     * Fills it in.
     *
     * @param provider whose product it is
     * @param nowNs from when it is valid, nanoseconds since 1970
     */
    public ListingDescriptor.Builder fill(Product product, FileFacts facts, Member provider, long nowNs) {
        ListingDescriptor.Builder sheet = ListingDescriptor.newBuilder();
        identity(sheet, product, provider);
        classification(sheet, product);
        content(sheet, product, facts);
        offer(sheet, product);
        terms(sheet, product, nowNs);
        return sheet;
    }

    /** The broker's name stands on the sheet of whatever it may offer. */
    private List<OrganisationId> brokers(Product product) {
        return product.id().equals(Brokerage.OFFERED) ? List.of(broker.organisation()) : List.of();
    }

    private void identity(ListingDescriptor.Builder sheet, Product product, Member provider) {
        sheet.setProductId(product.id())
                .setVersion("1.0.0")
                .setSupersedes(NONE)
                .setPriorRegistrationNo("")
                .setPriorCertificateSm3(NONE)
                .setPriorRegistrar("")
                .setTitle(text(product.title()))
                .setSummary(text(product.summary()))
                .setKeywords(product.keywords().stream().map(ProductSheet::text).toList())
                .setLanguage(product.language())
                .setProvider(provider.organisation())
                .setProcessors(List.of())
                .setBrokers(brokers(product));
    }

    /** General data; of the lowest level where it says nothing about persons. */
    private void classification(ListingDescriptor.Builder sheet, Product product) {
        DataCategory category = DataCategory.valueOf(product.dataCategory());
        Hash32 source = documents.write(
                "document.source",
                product.id(),
                product.source().collection(),
                product.source().origins().get(0).name(),
                product.licence().name(),
                product.licence().address());
        sheet.setProductType(ProductType.DATASET)
                .setChainTier(ChainTier.valueOf(product.chainTier()))
                .setIndustry(product.industry())
                .setTheme(product.theme())
                .setDataCategory(category)
                .setProcessingStage(ProcessingStage.valueOf(product.processingStage()))
                .setOpenness(category == DataCategory.PUBLIC ? Openness.UNCONDITIONAL : Openness.NOT_APPLICABLE)
                .setGrade(Grade.GENERAL)
                .setGradeLevel(product.isOnPersons() ? 2 : 1)
                .setSourceVersions(List.of())
                .setPersonalInfo(PersonalInfo.valueOf(product.personalInfo()))
                .setConsentEvidence(
                        product.isOnPersons() ? List.of(documents.write("document.consent", product.id())) : List.of())
                .setSources(List.of(new SourceEvidence(SourceLegality.valueOf(product.sourceLegality()), source)));
    }

    private void content(ListingDescriptor.Builder sheet, Product product, FileFacts facts) {
        String fields = String.join("\n", facts.fields());
        sheet.setCoverage(Coverage.newBuilder()
                        .setSpatial(product.spatial())
                        .setTemporalFrom(product.temporalFrom())
                        .setTemporalTo(product.temporalTo())
                        .setEntityCount(0)
                        .setRecordCount(facts.records())
                        .setFieldCount(facts.fields().size())
                        .setSizeBytes(facts.bytes())
                        .build())
                .setContentSm3(new Hash32(facts.contentSm3().bytes()))
                .setSchemaSm3(documents.write("document.schema", product.id(), fields))
                .setDictionarySm3(NONE)
                .setSampleSm3(documents.keep(facts.sample()))
                .setFormat(product.format())
                .setMediaType(product.mediaType())
                .setUpdateFrequency(product.updateFrequency())
                .setSla("按挂牌版本一次性交付 One delivery of the listed version");
    }

    private void offer(ListingDescriptor.Builder sheet, Product product) {
        boolean exclusive = product.supply().kind().equals("EXCLUSIVE");
        sheet.setRightsOffered(product.rights().stream().map(DataRight::valueOf).toList())
                .setExclusive(exclusive)
                .setSublicensable(false)
                .setAllowedScenarios(product.scenarios())
                .setForbiddenScenarios(product.forbiddenScenarios())
                .setDeliveryModes(List.of(DeliveryMode.FILE))
                .setPricing(pricing(product))
                .setTaxCategory("信息技术服务 Information technology services")
                .setInvoiceType("增值税电子普通发票 VAT electronic invoice")
                .setVisibility(ListingVisibility.EVERYBODY)
                .setEligibleBuyers(List.of())
                .setCrossBorderAllowed(false)
                .setCrossBorderApprovalNo("")
                .setPublicDataAuthorisation(new PublicDataAuthorisation("", NONE, 0L, ""))
                .setBoard(boards.boardFor(product))
                .setLotSize(1)
                .setTickSizeMicros(TICK_MICROS)
                .setSupplyKind(SupplyKind.valueOf(product.supply().kind()))
                .setSupplyLots(product.supply().lots())
                .setTransferable(false);
    }

    private static PricingTerms pricing(Product product) {
        boolean free = product.isFree();
        return PricingTerms.newBuilder()
                .setModel(free ? PricingModel.FREE : PricingModel.FIXED)
                .setPriceMicros(product.priceMicros())
                .setUnit(free ? "" : "许可 licence")
                .setPeriod("")
                .setTierRule(PriceTierRule.MARGINAL)
                .setTiers(List.of())
                .setCapFen(0)
                .setFloorFen(0)
                .setRevenueShareBp(0)
                .setMarkupBp(0)
                .build();
    }

    private void terms(ListingDescriptor.Builder sheet, Product product, long nowNs) {
        sheet.setComplianceAssessor(assessor.number())
                .setQualityAssessor(0)
                .setUsagePolicySm3(documents.keep(UsageTerms.of(product).toBytes()))
                .setContractTemplateSm3(documents.keep(ContractTemplate.bundledDataProvision()))
                .setValidFromNs(nowNs)
                .setValidToNs(nowNs + LISTED_FOR.toNanos());
    }

    private static BilingualText text(Bilingual text) {
        return new BilingualText(text.zh(), text.en());
    }
}
