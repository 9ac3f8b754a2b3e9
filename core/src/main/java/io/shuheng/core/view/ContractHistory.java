package io.shuheng.core.view;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.AmendmentEnd;
import io.shuheng.core.contract.negotiation.SignedHashes;
import java.util.List;
import java.util.Optional;

/**
 * What became of a contract after it was formed: its amendments, what is proposed, how it ended. Immutable.
 *
 * @param contract its number
 * @param amendments those that took effect, in order
 * @param proposal what is proposed, or signed by both and not countersigned; empty where nothing is
 * @param lastEnded the last proposal that came to nothing; empty where none did
 * @param ending how it ended; empty while it has not
 */
public record ContractHistory(
        long contract,
        List<Amendment> amendments,
        Optional<Proposal> proposal,
        Optional<EndedProposal> lastEnded,
        Optional<Ending> ending) {

    /** Copies the list. */
    public ContractHistory {
        amendments = List.copyOf(amendments);
    }

    /**
     * What one side proposed.
     *
     * @param number the amendment's number, from 1
     * @param proposer number of the side that proposed it
     * @param record sequence of the proposal's record
     * @param change what it does; not to be changed
     * @param signed SM3 of its canonical bytes and of its texts, as the proposer signed them
     * @param validToNs until when it may be accepted, nanoseconds since 1970
     * @param acceptedBy number of the side that accepted it, 0 where nobody has
     * @param acceptance sequence of the acceptance's record, 0 where there is none
     */
    public record Proposal(
            int number,
            long proposer,
            long record,
            AmendmentChange change,
            SignedHashes signed,
            long validToNs,
            long acceptedBy,
            long acceptance) {

        Proposal accepted(long by, long sequence) {
            return new Proposal(number, proposer, record, change, signed, validToNs, by, sequence);
        }
    }

    /**
     * An amendment that took effect.
     *
     * @param proposal what both sides signed
     * @param record sequence of the record that holds it whole, countersigned
     * @param atNs when it took effect, nanoseconds since 1970
     */
    public record Amendment(Proposal proposal, long record, long atNs) {}

    /**
     * A proposal that came to nothing.
     *
     * @param proposal what was proposed
     * @param reason why
     * @param by number of the participant that ended it, 0 where a timer or another event did
     * @param atNs when, nanoseconds since 1970
     */
    public record EndedProposal(Proposal proposal, AmendmentEnd reason, long by, long atNs) {}

    /**
     * How the contract ended.
     *
     * @param state EXPIRED, TERMINATED or RESCINDED
     * @param cause by what
     * @param by number of the participant whose act ended it; 0 where no single one's did
     * @param record sequence of the record that tells it
     * @param atNs when, nanoseconds since 1970
     */
    public record Ending(ContractState state, ContractEndCause cause, long by, long record, long atNs) {}
}
