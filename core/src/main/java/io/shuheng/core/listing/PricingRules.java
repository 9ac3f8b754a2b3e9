package io.shuheng.core.listing;

import static io.shuheng.core.listing.DescriptorFields.isZeros;
import static io.shuheng.core.listing.DescriptorFields.refused;
import static io.shuheng.core.listing.DescriptorFields.require;
import static io.shuheng.core.listing.DescriptorFields.requireHash;
import static io.shuheng.core.listing.DescriptorFields.requirePeriod;
import static io.shuheng.core.listing.DescriptorFields.requireRange;
import static io.shuheng.core.listing.DescriptorFields.requireText;

import io.shuheng.core.record.RefusalCode;
import java.util.List;

/** What the price of a descriptor must satisfy: each model its own figures and no others, and the filed ceiling. */
final class PricingRules {

    private static final String FIELD = "pricing";
    private static final String AUTHORISATION = "publicDataAuthorisation";
    private static final int MAX_TIERS = 32;
    private static final int MAX_UNIT = 64;
    private static final int MAX_GRANTOR = 128;
    private static final int ALL_BP = 10_000;

    /** A thousand million yuan: far above any price, far below where products overflow. */
    private static final long MAX_PRICE_MICROS = 1_000_000_000_000_000L;

    private PricingRules() {}

    static void requireValid(ListingDescriptor descriptor) {
        PricingTerms pricing = descriptor.getPricing();
        requireFigures(pricing);
        requireTiers(pricing);
        requireRange("lotSize", descriptor.getLotSize(), 1, MAX_PRICE_MICROS);
        requireRange("tickSizeMicros", descriptor.getTickSizeMicros(), 1, MAX_PRICE_MICROS);
        boolean isPublic = descriptor.getDataCategory() == DataCategory.PUBLIC;
        require(pricing.getModel() != PricingModel.COST_PLUS || isPublic, FIELD);
        requireCeiling(descriptor, isPublic && pricing.getModel() != PricingModel.FREE);
    }

    private static void requireFigures(PricingTerms pricing) {
        PricingModel model = pricing.getModel();
        boolean hasPrice = switch (model) {
            case FIXED, PER_CALL, PER_RECORD, PER_VOLUME, SUBSCRIPTION, CAPPED, FLOOR_PLUS_USAGE, COST_PLUS -> true;
            case FREE, TIERED, REVENUE_SHARE, AUCTION_CLEARED, NEGOTIATED -> false;
        };
        requireRange(FIELD, pricing.getPriceMicros(), hasPrice ? 1 : 0, hasPrice ? MAX_PRICE_MICROS : 0);
        boolean free = model == PricingModel.FREE;
        requireText(FIELD, pricing.getUnit(), free ? 0 : 1, free ? 0 : MAX_UNIT);
        boolean periodic = model == PricingModel.SUBSCRIPTION
                || model == PricingModel.CAPPED
                || model == PricingModel.FLOOR_PLUS_USAGE;
        requirePeriod(FIELD, pricing.getPeriod(), periodic);
        requireUsed(pricing.getCapFen(), model == PricingModel.CAPPED, Long.MAX_VALUE);
        requireUsed(pricing.getFloorFen(), model == PricingModel.FLOOR_PLUS_USAGE, Long.MAX_VALUE);
        requireUsed(pricing.getRevenueShareBp(), model == PricingModel.REVENUE_SHARE, ALL_BP);
        requireRange(FIELD, pricing.getMarkupBp(), 0, model == PricingModel.COST_PLUS ? ALL_BP : 0);
    }

    private static void requireUsed(long value, boolean used, long max) {
        requireRange(FIELD, value, used ? 1 : 0, used ? max : 0);
    }

    private static void requireTiers(PricingTerms pricing) {
        List<PriceTier> tiers = pricing.getTiers();
        boolean tiered = pricing.getModel() == PricingModel.TIERED;
        requireRange(FIELD, tiers.size(), tiered ? 1 : 0, tiered ? MAX_TIERS : 0);
        require(tiered || pricing.getTierRule() == PriceTierRule.MARGINAL, FIELD);
        long previous = -1;
        for (PriceTier tier : tiers) {
            require(previous < 0 ? tier.getFromUnits() == 0 : tier.getFromUnits() > previous, FIELD);
            requireRange(FIELD, tier.getPriceMicros(), 0, MAX_PRICE_MICROS);
            previous = tier.getFromUnits();
        }
    }

    private static void requireCeiling(ListingDescriptor descriptor, boolean needed) {
        PublicDataAuthorisation authorisation = descriptor.getPublicDataAuthorisation();
        if (!needed) {
            require(
                    authorisation.getGrantor().isEmpty()
                            && isZeros(authorisation.getDocumentSm3())
                            && authorisation.getCeilingPriceMicros() == 0
                            && authorisation.getUnit().isEmpty(),
                    AUTHORISATION);
            return;
        }
        if (authorisation.getGrantor().isEmpty()) {
            throw refused(RefusalCode.PUBLIC_AUTHORISATION_MISSING, AUTHORISATION);
        }
        requireText(AUTHORISATION, authorisation.getGrantor(), 1, MAX_GRANTOR);
        requireHash(AUTHORISATION, authorisation.getDocumentSm3());
        requireRange(AUTHORISATION, authorisation.getCeilingPriceMicros(), 1, MAX_PRICE_MICROS);
        require(authorisation.getUnit().equals(descriptor.getPricing().getUnit()), AUTHORISATION);
        if (highestPriceMicros(descriptor.getPricing()) > authorisation.getCeilingPriceMicros()) {
            throw refused(RefusalCode.PRICE_ABOVE_CEILING, FIELD);
        }
    }

    private static long highestPriceMicros(PricingTerms pricing) {
        long highest = pricing.getPriceMicros();
        for (PriceTier tier : pricing.getTiers()) {
            highest = Math.max(highest, tier.getPriceMicros());
        }
        return highest;
    }
}
