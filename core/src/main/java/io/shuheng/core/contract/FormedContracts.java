package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Contracts that are formed, by a match or by a negotiation that was countersigned, and not sealed yet; each as what it is
 * derived from. For one thread.
 */
final class FormedContracts {

    private final ContractReferences references;
    private final Declarations declarations;
    private final NavigableMap<Long, ContractBasis> unsealed = new TreeMap<>();

    FormedContracts(ContractReferences references, Declarations declarations) {
        this.references = references;
        this.declarations = declarations;
    }

    /** A trade was recorded: a match forms its contract. One of a negotiation was formed by the command before it in its group. */
    void traded(Trade trade, byte[] bytes, int offset) {
        ContractBasis known = unsealed.get(trade.getTrade());
        if (known == null || known.kind() != FormationKind.NEGOTIATED) {
            unsealed.put(trade.getTrade(), matched(trade, bytes, offset));
        }
    }

    private ContractBasis matched(Trade trade, byte[] bytes, int offset) {
        TradedInstrument instrument = references.instrument(trade.getInstrument());
        return new ContractBasis(
                references.genesis(),
                FormationKind.MATCHED,
                trade.getTrade(),
                RecordHeader.sequence(bytes, offset),
                RecordHeader.timeNs(bytes, offset),
                references.party(trade.getSeller()),
                references.party(trade.getBuyer()),
                declarations.order(trade.getSellOrder()),
                declarations.order(trade.getBuyOrder()),
                instrument,
                deal(trade, instrument.command()));
    }

    private Deal deal(Trade trade, OpenInstrument instrument) {
        Declarations.Resold resold = declarations.resold(trade);
        return resold == null
                ? Deal.of(trade, instrument)
                : Deal.ofResale(
                        trade,
                        instrument,
                        ResaleWording.clause(
                                resold.contract(),
                                resold.termEndsNs(),
                                references.genesis().getTimeOffsetMinutes()));
    }

    /** A negotiation was countersigned: its contract has the number of the trade. */
    void countersigned(long trade, ContractBasis agreed) {
        unsealed.put(trade, agreed);
    }

    /** What the contract of an open negotiation is derived from, once its terms are accepted. */
    ContractBasis agreed(long number, NegotiatedContracts.Open negotiation) {
        TradedInstrument instrument = references.instrument(negotiation.offer().getInstrument());
        return new ContractBasis(
                references.genesis(),
                FormationKind.NEGOTIATED,
                number,
                negotiation.accepted().getSequence(),
                negotiation.acceptedAtNs(),
                references.party(negotiation.provider()),
                references.party(negotiation.consumer()),
                negotiation.offered(),
                negotiation.accepted(),
                instrument,
                Deal.of(negotiation.offer().getTerms(), instrument.command()));
    }

    /** The contract of that number. */
    ContractBasis require(long number) {
        ContractBasis contract = unsealed.get(number);
        if (contract == null) {
            throw new ContractException(
                    Code.CONTRACT_NOT_KEPT, "contract " + number + ": not formed, or sealed and let go");
        }
        return contract;
    }

    /** The contracts from one number to another, all of which there must be. */
    List<ContractBasis> range(long first, long last) {
        List<ContractBasis> contracts = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            contracts.add(require(number));
        }
        if (contracts.isEmpty()) {
            throw new ContractException(
                    Code.CONTRACT_NOT_KEPT, "contracts " + first + ".." + last + ": an empty range");
        }
        return contracts;
    }

    /** A seal covers all up to that number: they are let go. */
    void sealedUpTo(long last) {
        unsealed.headMap(last, true).clear();
    }

    /** Number of contracts. */
    int size() {
        return unsealed.size();
    }
}
