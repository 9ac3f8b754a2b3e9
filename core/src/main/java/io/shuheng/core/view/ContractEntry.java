package io.shuheng.core.view;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.trading.TradeState;
import java.util.Optional;

/**
 * A contract (合同). Its text is not here: it is derived from the records, see
 * {@link io.shuheng.core.contract.ContractProjection}. Immutable.
 *
 * @param number from 1; for a matched contract that of its trade
 * @param buyer number of the consumer (需方)
 * @param seller number of the provider (供方)
 * @param instrument number of the instrument
 * @param quantityLots lots licensed
 * @param amountFen price, fen
 * @param tradeRecord sequence of its trade's record
 * @param formedAtNs sequenced time, nanoseconds since 1970
 * @param state where the contract stands
 * @param progress how far its performance has come
 * @param seal the seal over it; empty until it is sealed
 */
public record ContractEntry(
        long number,
        long buyer,
        long seller,
        long instrument,
        long quantityLots,
        long amountFen,
        long tradeRecord,
        long formedAtNs,
        ContractState state,
        TradeState progress,
        Optional<SealEntry> seal) {}
