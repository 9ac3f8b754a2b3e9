package io.shuheng.core.view;

import io.shuheng.core.listing.ListingVisibility;
import java.util.function.LongPredicate;

/** For whom a public listing is meant, as its provider said. Valid during the call that it is handed to. */
public final class ListingAudience {

    private final ListingVisibility visibility;
    private final LongPredicate eligible;

    ListingAudience(ListingVisibility visibility, LongPredicate eligible) {
        this.visibility = visibility;
        this.eligible = eligible;
    }

    /** Whether it is meant for everybody, participants or not. */
    public boolean isEverybody() {
        return visibility == ListingVisibility.EVERYBODY;
    }

    /** Whether a participant belongs to it. */
    public boolean includes(long participant) {
        return switch (visibility) {
            case EVERYBODY, PARTICIPANTS -> true;
            case ELIGIBLE_BUYERS -> eligible.test(participant);
        };
    }
}
