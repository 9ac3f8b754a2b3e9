package io.shuheng.core.view;

import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Optional;

/**
 * A negotiation (协商). Immutable. Its messages and the words of its terms are asked for apart, see {@link NegotiationView}.
 *
 * @param number from 1
 * @param instrument number of the instrument it is about
 * @param consumer number of the consumer (需方)
 * @param provider number of the provider (供方)
 * @param state where it stands
 * @param messages how many messages it has
 * @param latest the latest terms, which alone can be answered, accepted and signed while it {@link #isLive}
 * @param signed what the side that signed first has signed; empty where nobody has
 * @param signedBy numbers of the participants that have signed it, in the order they did
 * @param trade number of the trade that it has become; 0 where it has not
 * @param ending how it ended without a contract; empty where it did not
 */
public record NegotiationEntry(
        long number,
        long instrument,
        long consumer,
        long provider,
        NegotiationState state,
        int messages,
        Terms latest,
        Optional<SignedHashes> signed,
        List<Long> signedBy,
        long trade,
        Optional<Ending> ending) {

    /** Copies the list. */
    public NegotiationEntry {
        signedBy = List.copyOf(signedBy);
    }

    /**
     * Terms by their hash, with what they come to. Immutable.
     *
     * @param message sequence of the record of the message that brought them
     * @param sm3 SM3 of their canonical bytes, by which an answer names them
     * @param priceMicros price of one lot, micro-yuan
     * @param quantityLots lots
     * @param validToNs end of the time in which they are to be answered or, once accepted, signed by both; nanoseconds
     *     since 1970
     */
    public record Terms(long message, Sm3Hash sm3, long priceMicros, long quantityLots, long validToNs) {}

    /**
     * How a negotiation ended without a contract. Immutable.
     *
     * @param reason why
     * @param by number of the participant that ended it; 0 for the exchange, and where its time was over
     * @param atNs when, nanoseconds since 1970
     */
    public record Ending(TerminationReason reason, long by, long atNs) {}

    /** Whether something may still come of its terms: it is neither a contract yet nor terminated. */
    public boolean isLive() {
        return !state.isEnd();
    }
}
