package io.shuheng.core.dispute;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;

/** One dispute. State of the engine: for its thread alone. */
public final class Dispute {

    /** Documents that one side may put forward, the one it opened with included. */
    public static final int MAX_DOCUMENTS = 64;

    /**
     * A way to end the dispute that one side would take.
     *
     * @param by number of the party
     * @param sellerBp part of the price that the seller would get, basis points
     * @param documentSm3 SM3 of its document
     */
    public record Proposal(long by, int sellerBp, Hash32 documentSm3) {}

    private final long number;
    private final long contract;
    private final long buyer;
    private final long seller;
    private final long evidenceUntilNs;
    private DisputeState state = DisputeState.OPENED;
    private Runnable whenClosed = () -> {};
    private int buyerDocuments;
    private int sellerDocuments;
    private long arbitrator;
    private Optional<Proposal> proposal = Optional.empty();

    Dispute(long number, long contract, long buyer, long seller, long evidenceUntilNs) {
        this.number = number;
        this.contract = contract;
        this.buyer = buyer;
        this.seller = seller;
        this.evidenceUntilNs = evidenceUntilNs;
    }

    /** Number, from 1. */
    public long number() {
        return number;
    }

    /** Number of the contract, which is its trade's. */
    public long contract() {
        return contract;
    }

    /** Where it stands. */
    public DisputeState state() {
        return state;
    }

    /** Number of the participant that decides; 0 where none is appointed. */
    public long arbitrator() {
        return arbitrator;
    }

    /** The compromise that stands. */
    public Optional<Proposal> proposal() {
        return proposal;
    }

    /** Documents that a party has put forward. */
    public int documentsOf(long party) {
        return party == buyer ? buyerDocuments : sellerDocuments;
    }

    /**
     * Checks that a participant is one of the two parties.
     *
     * @throws CommandRejected NOT_PERMITTED, naming the field "dispute"
     */
    public void requireParty(long participant) {
        if (participant != buyer && participant != seller) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, Disputes.FIELD, number);
        }
    }

    /**
     * Checks that the dispute is not decided yet.
     *
     * @throws CommandRejected WRONG_STATE
     */
    public void requirePending() {
        if (!state.isPending()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, Disputes.FIELD, number);
        }
    }

    /**
     * Checks that a ruling may be made: by the appointed arbitrator, when both sides have been heard or the time for
     * evidence has passed.
     *
     * @throws CommandRejected WRONG_STATE, NOT_PERMITTED, EVIDENCE_TIME_OPEN
     */
    public void requireRulable(long participant, long timeNs) {
        if (state != DisputeState.ARBITRATION) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, Disputes.FIELD, number);
        }
        if (participant != arbitrator) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, Disputes.FIELD, number);
        }
        if (timeNs < evidenceUntilNs && (buyerDocuments == 0 || sellerDocuments == 0)) {
            throw CommandRejected.because(RefusalCode.EVIDENCE_TIME_OPEN, Disputes.FIELD, number);
        }
    }

    /**
     * Checks {@link #putForward}.
     *
     * @throws CommandRejected NOT_PERMITTED, WRONG_STATE, EVIDENCE_FULL
     */
    public void requireEvidenceFrom(long party) {
        requireParty(party);
        requirePending();
        if (documentsOf(party) >= MAX_DOCUMENTS) {
            throw CommandRejected.because(RefusalCode.EVIDENCE_FULL, Disputes.FIELD, number);
        }
    }

    /** Counts a document of a party. */
    public void putForward(long party) {
        if (party == buyer) {
            buyerDocuments++;
        } else {
            sellerDocuments++;
        }
    }

    /** Puts a compromise forward instead of any before. */
    public void propose(Proposal compromise) {
        proposal = Optional.of(compromise);
    }

    /**
     * Checks that a party may agree to what stands: it is the other's proposal, and these are its words.
     *
     * @throws CommandRejected NOT_PERMITTED, WRONG_STATE, PROPOSAL_SUPERSEDED
     */
    public void requireProposed(long party, int sellerBp, Hash32 documentSm3) {
        requireParty(party);
        requirePending();
        Proposal standing = proposal.orElseThrow(
                () -> CommandRejected.because(RefusalCode.PROPOSAL_SUPERSEDED, Disputes.FIELD, number));
        if (standing.by == party) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, Disputes.FIELD, number);
        }
        if (standing.sellerBp != sellerBp || !standing.documentSm3.equals(documentSm3)) {
            throw CommandRejected.because(RefusalCode.PROPOSAL_SUPERSEDED, Disputes.FIELD, number);
        }
    }

    /** Puts it into a participant's hands, instead of any before. */
    public void appoint(long participant) {
        arbitrator = participant;
    }

    /** Moves on; a step that the state machine does not have is an error of the caller. */
    public void moveTo(DisputeState next) {
        if (!state.canMoveTo(next)) {
            throw new IllegalStateException("dispute " + number + ": " + state + " to " + next);
        }
        state = next;
        if (state == DisputeState.CLOSED) {
            whenClosed.run();
        }
    }

    /** What is to be done when nothing is left to do. */
    void whenClosed(Runnable action) {
        whenClosed = action;
    }

    void writeState(StateSink sink) {
        sink.number(contract);
        sink.number(buyer);
        sink.number(seller);
        sink.number(evidenceUntilNs);
        sink.number(state.number());
        sink.number(buyerDocuments);
        sink.number(sellerDocuments);
        sink.number(arbitrator);
        sink.flag(proposal.isPresent());
        proposal.ifPresent(standing -> {
            sink.number(standing.by);
            sink.number(standing.sellerBp);
            sink.hash(standing.documentSm3.bytes());
        });
    }

    /** Reads what {@link #writeState} wrote of the dispute with that number. */
    static Dispute readState(StateSource source, long number) {
        Dispute dispute = new Dispute(number, source.number(), source.number(), source.number(), source.number());
        dispute.state = source.numbered(DisputeState.values(), DisputeState::number);
        dispute.buyerDocuments = source.within(0, MAX_DOCUMENTS);
        dispute.sellerDocuments = source.within(0, MAX_DOCUMENTS);
        dispute.arbitrator = source.number();
        dispute.proposal = source.flag()
                ? Optional.of(new Proposal(source.number(), source.integer(), new Hash32(source.hash(Sm3Hash.LENGTH))))
                : Optional.empty();
        return dispute;
    }
}
