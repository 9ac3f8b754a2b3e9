package io.shuheng.core.listing.policy;

import java.util.List;

/** What a usage policy says to one use. */
public sealed interface Decision {

    /** It is allowed. */
    record Permit() implements Decision {}

    /**
     * It is not allowed.
     *
     * @param code why
     */
    record Deny(DenialCode code) implements Decision {}

    /**
     * It is allowed once these duties are fulfilled.
     *
     * @param duties in the order of {@link PolicyDuty}, at least one
     */
    record NeedsDuty(List<PolicyDuty> duties) implements Decision {

        /** Copies the list. */
        public NeedsDuty {
            duties = List.copyOf(duties);
        }
    }
}
