package io.shuheng.core.contract;

import io.shuheng.core.genesis.Genesis;

/**
 * All that one contract is derived from, by reference.
 *
 * @param genesis the ledger's
 * @param kind how it is formed
 * @param number number of the trade, for a negotiated contract that of the negotiation
 * @param meetingRecord sequence of the record with which both declarations met
 * @param metAtNs sequenced time of that record
 * @param seller the provider's identity
 * @param buyer the consumer's identity
 * @param sellOrder the offer or order that binds the provider
 * @param buyOrder the order, or the acceptance, that binds the consumer
 * @param instrument the instrument traded
 * @param deal what was agreed beside the instrument
 */
record ContractBasis(
        Genesis genesis,
        FormationKind kind,
        long number,
        long meetingRecord,
        long metAtNs,
        PartyIdentity seller,
        PartyIdentity buyer,
        ContractOrder sellOrder,
        ContractOrder buyOrder,
        TradedInstrument instrument,
        Deal deal) {}
