package io.shuheng.core.engine;

import io.shuheng.core.listing.Listing;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.record.EventKind;

/** Moves a listing from state to state and tells it: no step goes without its event. */
final class ListingSteps {

    private ListingSteps() {}

    static void move(Turn turn, Listing listing, ListingState next) {
        ListingState from = listing.state();
        listing.moveTo(next);
        tell(turn, listing, from);
    }

    /** Tells of a step that the listing has taken. */
    static void tell(Turn turn, Listing listing, ListingState from) {
        turn.event(
                EventKind.LISTING_STATE,
                listing.number(),
                from.number(),
                listing.state().number());
    }
}
