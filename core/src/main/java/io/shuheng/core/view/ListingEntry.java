package io.shuheng.core.view;

import io.shuheng.core.listing.ListingState;

/**
 * A product in the catalogue (挂牌目录). Immutable.
 *
 * @param number the listing's number, from 1
 * @param provider number of the participant whose product it is
 * @param productId the provider's own id of it
 * @param state where it stands
 * @param recalled whether it was recalled by law
 * @param isPublic whether a version of it was ever listed
 * @param version the version that is, or was last, open to trade; where none was, the newest
 */
public record ListingEntry(
        long number,
        long provider,
        String productId,
        ListingState state,
        boolean recalled,
        boolean isPublic,
        ListingVersionEntry version) {}
