package io.shuheng.benchmarks.exchange;

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
import io.shuheng.crypto.Sm3;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sheet of a made-up product with a large limited supply, priced in whole fen. */
final class ListedData {

    private static final Hash32 NONE = new Hash32(new byte[Sm3.LENGTH]);

    private ListedData() {}

    /** Valid for a year from a time. */
    static ListingDescriptor descriptor(
            OrganisationId provider, long assessor, long board, long supplyLots, long fromNs) {
        ListingDescriptor.Builder sheet = ListingDescriptor.newBuilder()
                .setProductId("benchmark")
                .setVersion("1.0.0")
                .setSupersedes(NONE)
                .setPriorRegistrationNo("")
                .setPriorCertificateSm3(NONE)
                .setPriorRegistrar("")
                .setTitle(new BilingualText("基准数据", "Benchmark data"))
                .setSummary(new BilingualText("用于基准测试。", "For benchmarks."))
                .setKeywords(List.of(new BilingualText("基准", "benchmark")))
                .setLanguage("zh")
                .setProvider(provider)
                .setProcessors(List.of())
                .setBrokers(List.of())
                .setComplianceAssessor(assessor)
                .setQualityAssessor(0)
                .setBoard(board)
                .setLotSize(1)
                .setTickSizeMicros(10_000)
                .setSupplyKind(SupplyKind.LIMITED)
                .setSupplyLots(supplyLots)
                .setTransferable(false)
                .setValidFromNs(fromNs)
                .setValidToNs(fromNs + TradingFloor.YEAR_NS);
        return terms(content(sheet)).build();
    }

    static Hash32 template() {
        return new Hash32(Sm3.hash(ContractTemplate.bundledDataProvision()));
    }

    static Hash32 hash(String text) {
        return new Hash32(Sm3.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static ListingDescriptor.Builder content(ListingDescriptor.Builder sheet) {
        return sheet.setProductType(ProductType.DATASET)
                .setChainTier(ChainTier.COLLECTION)
                .setIndustry("M7410")
                .setTheme("benchmark")
                .setDataCategory(DataCategory.ENTERPRISE)
                .setProcessingStage(ProcessingStage.PRODUCT)
                .setOpenness(Openness.NOT_APPLICABLE)
                .setGrade(Grade.GENERAL)
                .setGradeLevel(1)
                .setSourceVersions(List.of())
                .setPersonalInfo(PersonalInfo.NONE)
                .setConsentEvidence(List.of())
                .setSources(List.of(new SourceEvidence(SourceLegality.SELF_PRODUCED, hash("source"))))
                .setCoverage(new Coverage("310000", "2025-01-01", "2025-12-31", 1L, 8760L, 4, 350_000L))
                .setContentSm3(hash("content"))
                .setSchemaSm3(hash("schema"))
                .setDictionarySm3(NONE)
                .setSampleSm3(hash("sample"))
                .setFormat("CSV")
                .setMediaType("text/csv")
                .setUpdateFrequency("P1D")
                .setSla("one working day");
    }

    private static ListingDescriptor.Builder terms(ListingDescriptor.Builder sheet) {
        return sheet.setRightsOffered(List.of(DataRight.USE))
                .setExclusive(false)
                .setSublicensable(false)
                .setAllowedScenarios(List.of(TradingFloor.SCENARIO))
                .setForbiddenScenarios(List.of())
                .setDeliveryModes(List.of(DeliveryMode.FILE))
                .setPricing(PricingTerms.newBuilder()
                        .setModel(PricingModel.PER_RECORD)
                        .setPriceMicros(1_000_000)
                        .setUnit("1000 records")
                        .setPeriod("")
                        .setTierRule(PriceTierRule.MARGINAL)
                        .setTiers(List.of())
                        .setCapFen(0)
                        .setFloorFen(0)
                        .setRevenueShareBp(0)
                        .setMarkupBp(0)
                        .build())
                .setTaxCategory("3040203")
                .setInvoiceType("SPECIAL")
                .setVisibility(ListingVisibility.EVERYBODY)
                .setEligibleBuyers(List.of())
                .setCrossBorderAllowed(false)
                .setCrossBorderApprovalNo("")
                .setPublicDataAuthorisation(new PublicDataAuthorisation("", NONE, 0L, ""))
                .setUsagePolicySm3(hash("policy"))
                .setContractTemplateSm3(template());
    }
}
