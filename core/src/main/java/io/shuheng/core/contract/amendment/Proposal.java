package io.shuheng.core.contract.amendment;

import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;

/**
 * An amendment that one side has proposed, or both have signed, and that has not taken effect. Immutable.
 *
 * @param contract number of the contract
 * @param amendment its number among the contract's amendments
 * @param proposer number of the side that proposed it
 * @param contractLeaf the contract's leaf under its seal
 * @param previousSm3 SM3 of the amendment before, zeros for the first
 * @param change what it does
 * @param signed what both sides sign: the amendment's SM3, and those of its texts
 * @param endsNs when it lapses, sequenced time, nanoseconds since 1970
 * @param accepted whether the other side has signed it too
 * @param hold number of the hold of what the provider is to pay back; 0 where there is none
 */
public record Proposal(
        long contract,
        int amendment,
        long proposer,
        Sm3Hash contractLeaf,
        Sm3Hash previousSm3,
        AmendmentChange change,
        SignedHashes signed,
        long endsNs,
        boolean accepted,
        long hold) {

    /** The other side has signed it. */
    public Proposal acceptedUntil(long untilNs, long placedHold) {
        return new Proposal(
                contract, amendment, proposer, contractLeaf, previousSm3, change, signed, untilNs, true, placedHold);
    }

    void writeState(StateSink sink) {
        sink.number(contract);
        sink.number(amendment);
        sink.number(proposer);
        sink.hash(contractLeaf.bytes());
        sink.hash(previousSm3.bytes());
        sink.record(change);
        sink.hash(signed.contractSm3().bytes());
        sink.hash(signed.textZhSm3().bytes());
        sink.hash(signed.textEnSm3().bytes());
        sink.number(endsNs);
        sink.flag(accepted);
        sink.number(hold);
    }

    static Proposal readState(StateSource source) {
        return new Proposal(
                source.number(),
                source.integer(),
                source.number(),
                source.sm3(),
                source.sm3(),
                source.record(AmendmentChange.class),
                new SignedHashes(source.sm3(), source.sm3(), source.sm3()),
                source.number(),
                source.flag(),
                source.number());
    }
}
