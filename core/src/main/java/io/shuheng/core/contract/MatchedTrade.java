package io.shuheng.core.contract;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.trading.Trade;

/**
 * All that one matched contract is derived from, by reference.
 *
 * @param genesis the ledger's
 * @param trade the trade
 * @param tradeRecord sequence of its record
 * @param formedAtNs sequenced time of its record
 * @param seller the provider's identity
 * @param buyer the consumer's identity
 * @param sellOrder the offer or order that binds the provider
 * @param buyOrder the order that binds the consumer
 * @param instrument the instrument traded
 */
record MatchedTrade(
        Genesis genesis,
        Trade trade,
        long tradeRecord,
        long formedAtNs,
        PartyIdentity seller,
        PartyIdentity buyer,
        ContractOrder sellOrder,
        ContractOrder buyOrder,
        TradedInstrument instrument) {

    /** Number of the contract, which is that of the trade. */
    long number() {
        return trade.getTrade();
    }
}
