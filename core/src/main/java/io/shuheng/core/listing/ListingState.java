package io.shuheng.core.listing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import java.util.Set;

/** Where a listing stands, and which step may follow. */
public enum ListingState {
    /** Being written, or written anew after it was returned; passed through within one command. */
    DRAFT(1),
    /** Handed in. */
    SUBMITTED(2),
    /** In the registrar's hands; passed through within one command. */
    UNDER_REVIEW(3),
    /** Given back to be corrected. */
    RETURNED(4),
    /** Refused for good. */
    REJECTED(5),
    /** In the register, not yet open to trade. */
    REGISTERED(6),
    /** Open to trade. */
    LISTED(7),
    /** No new orders for the time being. */
    SUSPENDED(8),
    /** Its next version is being reviewed; no new orders until that is listed or refused. */
    AMENDING(9),
    /** No new orders any more; what is open runs off. */
    DELISTING(10),
    /** Over. */
    DELISTED(11),
    /** Frozen by an objection. */
    OBJECTED(12);

    private static final Set<ListingState> BEYOND_OBJECTION = Set.of(DRAFT, UNDER_REVIEW, REJECTED, DELISTED, OBJECTED);

    private final int number;

    ListingState(int number) {
        this.number = number;
    }

    /**
     * The state with that number.
     *
     * @throws RecordFormatException where none has it
     */
    static ListingState of(int number) {
        for (ListingState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        throw new RecordFormatException("listing.state " + number + ": not one of 1..12");
    }

    /** The stable number, as events store it. */
    public int number() {
        return number;
    }

    /** Whether the next state may follow this one, but for the return from an objection. */
    public boolean mayBecome(ListingState next) {
        if (next == OBJECTED) {
            return !BEYOND_OBJECTION.contains(this);
        }
        return switch (this) {
            case DRAFT -> next == SUBMITTED;
            case SUBMITTED -> next == UNDER_REVIEW;
            case UNDER_REVIEW -> next == RETURNED || next == REJECTED || next == REGISTERED;
            case RETURNED -> next == DRAFT;
            case REGISTERED, AMENDING -> next == LISTED;
            case LISTED -> next == SUSPENDED || next == AMENDING || next == DELISTING;
            case SUSPENDED -> next == LISTED || next == DELISTING;
            case DELISTING -> next == DELISTED;
            case REJECTED, DELISTED, OBJECTED -> false;
        };
    }

    /**
     * Requires that the next state may follow.
     *
     * @param field the field of the command that names the listing
     */
    public void require(ListingState next, String field) {
        if (!mayBecome(next)) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, field, number);
        }
    }
}
