package io.shuheng.ledger.verify;

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
import java.util.List;

/** A descriptor in order: hourly temperatures of one place, 10 000 licences. */
final class TestDescriptor {

    private static final Hash32 NONE = new Hash32(new byte[32]);

    private TestDescriptor() {}

    static ListingDescriptor.Builder dataset(String providerUscc, long assessor) {
        ListingDescriptor.Builder descriptor = ListingDescriptor.newBuilder()
                .setProductId("weather")
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
        return offered(content(classified(descriptor)));
    }

    private static ListingDescriptor.Builder classified(ListingDescriptor.Builder descriptor) {
        return descriptor
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
                        List.of(new SourceEvidence(SourceLegality.SELF_PRODUCED, SmallExchange.hash("station log"))));
    }

    private static ListingDescriptor.Builder content(ListingDescriptor.Builder descriptor) {
        return descriptor
                .setCoverage(new Coverage("110000", "2024-01-01", "2024-12-31", 1L, 8784L, 4, 350_000L))
                .setContentSm3(SmallExchange.hash("content"))
                .setSchemaSm3(SmallExchange.hash("schema"))
                .setDictionarySm3(NONE)
                .setSampleSm3(SmallExchange.hash("sample"))
                .setFormat("CSV")
                .setMediaType("text/csv")
                .setUpdateFrequency("P1D")
                .setSla("one working day");
    }

    private static ListingDescriptor.Builder offered(ListingDescriptor.Builder descriptor) {
        PricingTerms pricing = PricingTerms.newBuilder()
                .setModel(PricingModel.PER_RECORD)
                .setPriceMicros(2_000_000)
                .setUnit("1000 records")
                .setPeriod("")
                .setTierRule(PriceTierRule.MARGINAL)
                .setTiers(List.of())
                .setCapFen(0)
                .setFloorFen(0)
                .setRevenueShareBp(0)
                .setMarkupBp(0)
                .build();
        return descriptor
                .setRightsOffered(List.of(DataRight.HOLD, DataRight.USE))
                .setExclusive(false)
                .setSublicensable(false)
                .setAllowedScenarios(List.of("CREDIT_RISK"))
                .setForbiddenScenarios(List.of())
                .setDeliveryModes(List.of(DeliveryMode.FILE))
                .setPricing(pricing)
                .setTaxCategory("3040203")
                .setInvoiceType("SPECIAL")
                .setVisibility(ListingVisibility.EVERYBODY)
                .setEligibleBuyers(List.of())
                .setCrossBorderAllowed(false)
                .setCrossBorderApprovalNo("")
                .setPublicDataAuthorisation(new PublicDataAuthorisation("", NONE, 0L, ""))
                .setUsagePolicySm3(SmallExchange.hash("policy"))
                .setValidFromNs(SmallExchange.START_NS)
                .setValidToNs(SmallExchange.START_NS + 365 * SmallExchange.DAY_NS)
                .setBoard(1)
                .setLotSize(1)
                .setTickSizeMicros(10_000)
                .setSupplyKind(SupplyKind.LIMITED)
                .setSupplyLots(10_000)
                .setTransferable(false);
    }
}
