package io.shuheng.core.listing;

import static io.shuheng.core.listing.DescriptorFields.isZeros;
import static io.shuheng.core.listing.DescriptorFields.refused;
import static io.shuheng.core.listing.DescriptorFields.require;
import static io.shuheng.core.listing.DescriptorFields.requireDays;
import static io.shuheng.core.listing.DescriptorFields.requireDistinct;
import static io.shuheng.core.listing.DescriptorFields.requireHash;
import static io.shuheng.core.listing.DescriptorFields.requireHashes;
import static io.shuheng.core.listing.DescriptorFields.requireMatch;
import static io.shuheng.core.listing.DescriptorFields.requireOrganisation;
import static io.shuheng.core.listing.DescriptorFields.requireOrganisations;
import static io.shuheng.core.listing.DescriptorFields.requirePeriod;
import static io.shuheng.core.listing.DescriptorFields.requireRange;
import static io.shuheng.core.listing.DescriptorFields.requireText;
import static io.shuheng.core.listing.DescriptorFields.requireTexts;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.util.Collections;
import java.util.regex.Pattern;

/**
 * What a descriptor must satisfy by itself, whatever the state of the exchange: each field's own rule, and the fields
 * that depend on one another. Stateless.
 */
public final class DescriptorRules {

    /** Form of the code of a scenario of use. */
    private static final Pattern SCENARIO = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    private static final Pattern PRODUCT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern INDUSTRY = Pattern.compile("[A-T][0-9]{0,4}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("([a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64})?");

    private static final int MAX_TITLE = 128;
    private static final int MAX_SUMMARY = 2048;
    private static final int MAX_NAME = 128;
    private static final int MAX_KEYWORDS = 32;
    private static final int MAX_PARTIES = 256;
    private static final int MAX_HASHES = 64;
    private static final int MAX_SCENARIOS = 64;
    private static final int MAX_GRADE_LEVEL = 4;

    private DescriptorRules() {}

    /**
     * Requires all of it.
     *
     * @throws CommandRejected GRADE_CORE, PUBLIC_NOT_OPEN, SCENARIO_MISSING, CONSENT_EVIDENCE_MISSING,
     *     PUBLIC_AUTHORISATION_MISSING, PRICE_ABOVE_CEILING, ID_CHECK_CHARACTER or FIELD_INVALID
     */
    public static void requireValid(ListingDescriptor descriptor) {
        requireGates(descriptor);
        requireIdentity(descriptor);
        requireDescription(descriptor);
        requireClassification(descriptor);
        requireContent(descriptor);
        requireOffer(descriptor);
        PricingRules.requireValid(descriptor);
    }

    /**
     * Requires that a next version's number is above the one before.
     *
     * @throws CommandRejected FIELD_INVALID
     */
    public static void requireFollows(ListingDescriptor next, ListingDescriptor before) {
        require(SemanticVersion.isAfter(next.getVersion(), before.getVersion()), "version");
    }

    /** A refusal over one field of a descriptor: names "descriptor" and, as its value, the field's place in it. */
    public static CommandRejected refusal(RefusalCode code, String field) {
        return refused(code, field);
    }

    private static void requireGates(ListingDescriptor descriptor) {
        if (descriptor.getGrade() == Grade.CORE) {
            throw refused(RefusalCode.GRADE_CORE, "grade");
        }
        if (descriptor.getOpenness() == Openness.NOT_OPEN) {
            throw refused(RefusalCode.PUBLIC_NOT_OPEN, "openness");
        }
        if (descriptor.getAllowedScenarios().isEmpty()) {
            throw refused(RefusalCode.SCENARIO_MISSING, "allowedScenarios");
        }
    }

    private static void requireIdentity(ListingDescriptor descriptor) {
        requireMatch("productId", descriptor.getProductId(), PRODUCT_ID);
        require(SemanticVersion.isValid(descriptor.getVersion()), "version");
        requireText("priorRegistrationNo", descriptor.getPriorRegistrationNo(), 0, MAX_NAME);
        boolean registeredElsewhere = !descriptor.getPriorRegistrationNo().isEmpty();
        require(isZeros(descriptor.getPriorCertificateSm3()) != registeredElsewhere, "priorCertificateSm3");
        requireText("priorRegistrar", descriptor.getPriorRegistrar(), 0, MAX_NAME);
        require(descriptor.getPriorRegistrar().isEmpty() != registeredElsewhere, "priorRegistrar");
        requireOrganisation("provider", descriptor.getProvider());
        requireOrganisations("processors", descriptor.getProcessors(), MAX_PARTIES);
        requireOrganisations("brokers", descriptor.getBrokers(), MAX_PARTIES);
    }

    private static void requireDescription(ListingDescriptor descriptor) {
        requireTexts("title", descriptor.getTitle(), MAX_TITLE);
        requireTexts("summary", descriptor.getSummary(), MAX_SUMMARY);
        requireDistinct("keywords", descriptor.getKeywords(), 1, MAX_KEYWORDS);
        descriptor.getKeywords().forEach(keyword -> requireTexts("keywords", keyword, MAX_TITLE));
        requireMatch("language", descriptor.getLanguage(), LANGUAGE);
        requireMatch("industry", descriptor.getIndustry(), INDUSTRY);
        requireText("theme", descriptor.getTheme(), 1, MAX_NAME);
    }

    private static void requireClassification(ListingDescriptor descriptor) {
        boolean isPublic = descriptor.getDataCategory() == DataCategory.PUBLIC;
        require((descriptor.getOpenness() == Openness.NOT_APPLICABLE) != isPublic, "openness");
        boolean general = descriptor.getGrade() == Grade.GENERAL;
        requireRange("gradeLevel", descriptor.getGradeLevel(), general ? 1 : 0, general ? MAX_GRADE_LEVEL : 0);
        requireHashes("sourceVersions", descriptor.getSourceVersions(), 0, MAX_HASHES);
        PersonalInfo personalInfo = descriptor.getPersonalInfo();
        require(
                descriptor.getDataCategory() != DataCategory.PERSONAL || personalInfo != PersonalInfo.NONE,
                "personalInfo");
        boolean onPersons = personalInfo != PersonalInfo.NONE && personalInfo != PersonalInfo.ANONYMISED;
        if (onPersons && descriptor.getConsentEvidence().isEmpty()) {
            throw refused(RefusalCode.CONSENT_EVIDENCE_MISSING, "consentEvidence");
        }
        requireHashes("consentEvidence", descriptor.getConsentEvidence(), 0, onPersons ? MAX_HASHES : 0);
        requireDistinct("sources", descriptor.getSources(), 1, MAX_HASHES);
        descriptor.getSources().forEach(source -> requireHash("sources", source.getEvidenceSm3()));
    }

    private static void requireContent(ListingDescriptor descriptor) {
        Coverage coverage = descriptor.getCoverage();
        requireText("coverage", coverage.getSpatial(), 0, MAX_NAME);
        requireDays("coverage", coverage.getTemporalFrom(), coverage.getTemporalTo());
        requireRange("coverage", coverage.getEntityCount(), 0, Long.MAX_VALUE);
        requireRange("coverage", coverage.getRecordCount(), 0, Long.MAX_VALUE);
        requireRange("coverage", coverage.getFieldCount(), 0, Integer.MAX_VALUE);
        requireRange("coverage", coverage.getSizeBytes(), 0, Long.MAX_VALUE);
        requireText("format", descriptor.getFormat(), 0, MAX_NAME);
        requireMatch("mediaType", descriptor.getMediaType(), MEDIA_TYPE);
        requirePeriod("updateFrequency", descriptor.getUpdateFrequency(), true);
        requireText("sla", descriptor.getSla(), 1, MAX_SUMMARY);
        requireRange("complianceAssessor", descriptor.getComplianceAssessor(), 1, Long.MAX_VALUE);
        requireRange("qualityAssessor", descriptor.getQualityAssessor(), 0, Long.MAX_VALUE);
    }

    private static void requireOffer(ListingDescriptor descriptor) {
        requireDistinct("rightsOffered", descriptor.getRightsOffered(), 1, DataRight.values().length);
        requireDistinct("allowedScenarios", descriptor.getAllowedScenarios(), 1, MAX_SCENARIOS);
        descriptor.getAllowedScenarios().forEach(code -> requireMatch("allowedScenarios", code, SCENARIO));
        requireDistinct("forbiddenScenarios", descriptor.getForbiddenScenarios(), 0, MAX_SCENARIOS);
        descriptor.getForbiddenScenarios().forEach(code -> requireMatch("forbiddenScenarios", code, SCENARIO));
        require(
                Collections.disjoint(descriptor.getAllowedScenarios(), descriptor.getForbiddenScenarios()),
                "forbiddenScenarios");
        requireDistinct("deliveryModes", descriptor.getDeliveryModes(), 1, DeliveryMode.values().length);
        requireText("taxCategory", descriptor.getTaxCategory(), 1, MAX_NAME);
        requireText("invoiceType", descriptor.getInvoiceType(), 1, MAX_NAME);
        requireOrganisations("eligibleBuyers", descriptor.getEligibleBuyers(), MAX_PARTIES);
        boolean forSome = descriptor.getVisibility() == ListingVisibility.ELIGIBLE_BUYERS;
        require(!forSome || !descriptor.getEligibleBuyers().isEmpty(), "eligibleBuyers");
        requireText("crossBorderApprovalNo", descriptor.getCrossBorderApprovalNo(), 0, MAX_NAME);
        require(
                descriptor.getCrossBorderApprovalNo().isEmpty() != descriptor.getCrossBorderAllowed(),
                "crossBorderApprovalNo");
        requireHash("usagePolicySm3", descriptor.getUsagePolicySm3());
        requireHash("contractTemplateSm3", descriptor.getContractTemplateSm3());
        requireRange("validFromNs", descriptor.getValidFromNs(), 0, Long.MAX_VALUE - 1);
        requireRange("validToNs", descriptor.getValidToNs(), descriptor.getValidFromNs() + 1, Long.MAX_VALUE);
        requireRange("board", descriptor.getBoard(), 1, Long.MAX_VALUE);
        requireSupply(descriptor);
    }

    private static void requireSupply(ListingDescriptor descriptor) {
        SupplyKind supplyKind = descriptor.getSupplyKind();
        require(descriptor.getExclusive() == (supplyKind == SupplyKind.EXCLUSIVE), "exclusive");
        long lots = descriptor.getSupplyLots();
        boolean fits = switch (supplyKind) {
            case LIMITED -> lots >= 1;
            case UNLIMITED -> lots == 0;
            case EXCLUSIVE -> lots == 1;
        };
        require(fits, "supplyLots");
    }
}
