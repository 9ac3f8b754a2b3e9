package io.shuheng.core.engine;

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
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import java.time.Duration;
import java.util.List;

/** Descriptors that are in order, to be spoilt by a test in one point. */
public final class Descriptors {

    /** Zeros, where a descriptor has no hash. */
    public static final Hash32 NONE = new Hash32(new byte[32]);

    /** The scenario that {@link #dataset} allows. */
    public static final String SCENARIO = "CREDIT_RISK";

    /** The scenario that it forbids. */
    public static final String FORBIDDEN = "INSURANCE_PRICING";

    private Descriptors() {}

    /** A data set of general enterprise data on weather, 10 000 licences at two yuan for 1 000 records. */
    public static ListingDescriptor.Builder dataset(String productId, String providerUscc, long assessor) {
        ListingDescriptor.Builder descriptor = ListingDescriptor.newBuilder()
                .setProductId(productId)
                .setVersion("1.0.0")
                .setSupersedes(NONE)
                .setPriorRegistrationNo("")
                .setPriorCertificateSm3(NONE)
                .setPriorRegistrar("")
                .setTitle(new BilingualText("逐时气温", "Hourly temperatures"))
                .setSummary(new BilingualText("某地逐时气温观测。", "Hourly temperatures of one place."))
                .setKeywords(List.of(new BilingualText("气温", "temperature")))
                .setLanguage("zh")
                .setProvider(new OrganisationId(IdKind.USCC, providerUscc))
                .setProcessors(List.of())
                .setBrokers(List.of())
                .setComplianceAssessor(assessor)
                .setQualityAssessor(0);
        classify(descriptor);
        describeContent(descriptor);
        return offer(descriptor);
    }

    private static void classify(ListingDescriptor.Builder descriptor) {
        descriptor
                .setProductType(ProductType.DATASET)
                .setChainTier(ChainTier.COLLECTION)
                .setIndustry("M7410")
                .setTheme("weather")
                .setDataCategory(DataCategory.ENTERPRISE)
                .setProcessingStage(ProcessingStage.PRODUCT)
                .setOpenness(Openness.NOT_APPLICABLE)
                .setGrade(Grade.GENERAL)
                .setGradeLevel(2)
                .setSourceVersions(List.of())
                .setPersonalInfo(PersonalInfo.NONE)
                .setConsentEvidence(List.of())
                .setSources(
                        List.of(new SourceEvidence(SourceLegality.SELF_PRODUCED, EngineFixture.hash("station log"))));
    }

    private static void describeContent(ListingDescriptor.Builder descriptor) {
        descriptor
                .setCoverage(new Coverage("110000", "2024-01-01", "2024-12-31", 1L, 8784L, 4, 350_000L))
                .setContentSm3(EngineFixture.hash("content"))
                .setSchemaSm3(EngineFixture.hash("schema"))
                .setDictionarySm3(NONE)
                .setSampleSm3(EngineFixture.hash("sample"))
                .setFormat("CSV")
                .setMediaType("text/csv")
                .setUpdateFrequency("P1D")
                .setSla("one working day");
    }

    private static ListingDescriptor.Builder offer(ListingDescriptor.Builder descriptor) {
        return descriptor
                .setRightsOffered(List.of(DataRight.HOLD, DataRight.USE))
                .setExclusive(false)
                .setSublicensable(false)
                .setAllowedScenarios(List.of(SCENARIO, "MODEL_TRAINING"))
                .setForbiddenScenarios(List.of(FORBIDDEN))
                .setDeliveryModes(List.of(DeliveryMode.FILE))
                .setPricing(pricing(PricingModel.PER_RECORD, 2_000_000).build())
                .setTaxCategory("3040203")
                .setInvoiceType("SPECIAL")
                .setVisibility(ListingVisibility.EVERYBODY)
                .setEligibleBuyers(List.of())
                .setCrossBorderAllowed(false)
                .setCrossBorderApprovalNo("")
                .setPublicDataAuthorisation(new PublicDataAuthorisation("", NONE, 0L, ""))
                .setUsagePolicySm3(EngineFixture.hash("policy"))
                .setContractTemplateSm3(bundledTemplateSm3())
                .setValidFromNs(EngineFixture.START_NS)
                .setValidToNs(EngineFixture.START_NS + Duration.ofDays(365).toNanos())
                .setBoard(1)
                .setLotSize(1)
                .setTickSizeMicros(10_000)
                .setSupplyKind(SupplyKind.LIMITED)
                .setSupplyLots(10_000)
                .setTransferable(false);
    }

    /** A price of that model, in yuan for 1 000 records. */
    public static PricingTerms.Builder pricing(PricingModel model, long priceMicros) {
        return PricingTerms.newBuilder()
                .setModel(model)
                .setPriceMicros(priceMicros)
                .setUnit(model == PricingModel.FREE ? "" : "1000 records")
                .setPeriod("")
                .setTierRule(PriceTierRule.MARGINAL)
                .setTiers(List.of())
                .setCapFen(0)
                .setFloorFen(0)
                .setRevenueShareBp(0)
                .setMarkupBp(0);
    }

    /** SM3 of the contract template that comes with the library. */
    static Hash32 bundledTemplateSm3() {
        return new Hash32(Sm3.hash(ContractTemplate.bundledDataProvision()));
    }
}
