package io.shuheng.core.trading.auction;

import io.shuheng.core.record.RecordFormatException;

/** How far an auction has come. The numbers stand in events. */
public enum AuctionState {
    /** It is announced and takes nothing yet. */
    SCHEDULED(0),
    /** It takes bids or orders. */
    OPEN(1),
    /** It takes no more of them; what was sealed may be revealed. */
    CLOSED(2),
    /** Who gets what at which price is decided; trades are being made, step by step. */
    UNCROSSED(3),
    /** All its trades are made; final (成交). */
    AWARDED(4),
    /** Nothing was sold; final (流拍). */
    NO_SALE(5),
    /** It was called off, or a condition of it was not met, before anything was decided; final (作废). */
    VOID(6);

    private final int number;

    AuctionState(int number) {
        this.number = number;
    }

    /** The stable number, as events carry it. */
    public int number() {
        return number;
    }

    /** Whether nothing leads out of it. */
    public boolean isFinal() {
        return this == AWARDED || this == NO_SALE || this == VOID;
    }

    /** Whether the state machine has this step. */
    public boolean canMoveTo(AuctionState next) {
        return switch (this) {
            case SCHEDULED -> next == OPEN || next == VOID;
            case OPEN -> next == CLOSED || next == VOID;
            case CLOSED -> next == UNCROSSED || next == NO_SALE || next == VOID;
            case UNCROSSED -> next == AWARDED || next == NO_SALE;
            case AWARDED, NO_SALE, VOID -> false;
        };
    }

    /**
     * The state with that number.
     *
     * @throws RecordFormatException where no state has it
     */
    public static AuctionState of(long number) {
        for (AuctionState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        throw new RecordFormatException("auction.state " + number + ": not in the table");
    }
}
