package io.shuheng.core.view;

import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeGrounds;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;

/**
 * A dispute (争议). Immutable.
 *
 * @param number from 1
 * @param contract number of the contract
 * @param openedBy number of the party that opened it
 * @param openedAtNs sequenced time, nanoseconds since 1970
 * @param grounds what it is about
 * @param state where it stands
 * @param arbitrator number of the participant that decides; 0 where none is appointed
 * @param proposal the compromise that stands
 * @param ruling how it ended
 */
public record DisputeEntry(
        long number,
        long contract,
        long openedBy,
        long openedAtNs,
        DisputeGrounds grounds,
        DisputeState state,
        long arbitrator,
        Optional<Proposal> proposal,
        Optional<Ruling> ruling) {

    /**
     * A compromise that a party has proposed (调解方案). Immutable.
     *
     * @param by number of the party
     * @param sellerBp part of the price that the seller would get, basis points
     * @param documentSm3 SM3 of its document
     */
    public record Proposal(long by, int sellerBp, Sm3Hash documentSm3) {}

    /**
     * How a dispute ended (裁决). Immutable.
     *
     * @param record sequence of its record
     * @param award for whom
     * @param sellerBp part of the price that the seller is awarded, basis points
     * @param arbitrator number of the participant that ruled; 0 where the parties agreed
     * @param documentSm3 SM3 of its document
     * @param toBuyerFen what went back to the buyer, fen
     * @param toOthersFen what was paid to others, fen
     */
    public record Ruling(
            long record,
            DisputeAward award,
            int sellerBp,
            long arbitrator,
            Sm3Hash documentSm3,
            long toBuyerFen,
            long toOthersFen) {}
}
