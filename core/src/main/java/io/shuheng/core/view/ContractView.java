package io.shuheng.core.view;

import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Contracts (合同) with their state, how far their performance has come, and their seals. Seen by those who see the
 * affairs of a party. Thread-safe; answers wait only while a group of records is being applied.
 */
public final class ContractView {

    /** A contract as it now is. */
    private static final class Contract {

        private final Trade trade;
        private final long tradeRecord;
        private final long formedAtNs;
        private ContractState state = ContractState.AWAITING_SIGNATURE;
        private TradeState progress = TradeState.CONTRACTED;

        Contract(Trade trade, long tradeRecord, long formedAtNs) {
            this.trade = trade;
            this.tradeRecord = tradeRecord;
            this.formedAtNs = formedAtNs;
        }
    }

    private final Stand stand;
    private final List<Contract> contracts = new ArrayList<>();
    private final Places byParty = new Places();
    private final ContractHistories histories = new ContractHistories();
    private final TreeMap<Long, SealEntry> seals = new TreeMap<>();
    private Sm3Hash ledgerId = Sm3Hash.ZERO;

    ContractView(Stand stand) {
        this.stand = stand;
    }

    /** The contract with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<ContractEntry>> contract(Visibility visibility, long number) {
        return stand.ask(() -> number < 1 || number > contracts.size()
                ? Optional.empty()
                : Optional.ofNullable(seen(visibility, contracts.get((int) number - 1))));
    }

    /**
     * What became of a contract: its amendments, what is proposed, how it ended; empty where there is none or the caller does
     * not see it.
     */
    public AsOf<Optional<ContractHistory>> history(Visibility visibility, long number) {
        return stand.ask(() -> number < 1 || number > contracts.size() || !sees(visibility, number)
                ? Optional.empty()
                : Optional.of(histories.of(number)));
    }

    /** All contracts that the caller sees, by number. */
    public Page<ContractEntry> contracts(Visibility visibility, PageRequest request) {
        return stand.page(request, contracts::size, place -> seen(visibility, contracts.get((int) place)));
    }

    /** The contracts of a participant on either side, by number. */
    public Page<ContractEntry> contractsOf(Visibility visibility, long participant, PageRequest request) {
        return stand.page(
                request,
                () -> byParty.count(participant),
                index -> seen(visibility, contracts.get(byParty.place(participant, index))));
    }

    void observe(ViewGroup group) {
        group.command(Genesis.class)
                .ifPresent(
                        genesis -> ledgerId = Sm3Hash.of(genesis.getLedgerId().bytes()));
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof Trade trade) {
                formed(trade, result.sequence(), group.timeNs());
            }
        }
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case CONTRACT_FORMED, CONTRACT_ENDED ->
                    required(event.a()).state = Numbered.of(ContractState.class, ContractState::number, event.b());
                case CONTRACT_IN_FORCE -> required(event.a()).state = ContractState.IN_FORCE;
                case CONTRACT_AMENDED -> required(event.a()).state = ContractState.AMENDED;
                case DELIVERY_STARTED -> required(event.a()).progress = TradeState.DELIVERING;
                case DELIVERY_RECEIPTED -> required(event.a()).progress = TradeState.DELIVERED;
                case DISPUTE_OPENED -> required(event.b()).progress = TradeState.DISPUTED;
                case TRADE_SETTLED -> required(event.b()).progress = TradeState.SETTLED;
                case TRADE_UNDONE ->
                    required(event.a()).progress = event.b() == 1 ? TradeState.REFUNDED : TradeState.BUSTED;
                case TRADE_NETTED -> required(event.b()).progress = TradeState.CLEARED;
                case TRADE_UNWOUND -> required(event.b()).progress = TradeState.DEFAULTED;
                case CONTRACTS_SEALED -> sealed(group);
                default -> {}
            }
            histories.observe(group, event);
        }
    }

    /** Whether the caller sees the affairs of a party to the contract. */
    boolean sees(Visibility visibility, long number) {
        Trade trade = required(number).trade;
        return visibility.seesAffairsOf(trade.getBuyer()) || visibility.seesAffairsOf(trade.getSeller());
    }

    private @Nullable ContractEntry seen(Visibility visibility, Contract contract) {
        return sees(visibility, contract.trade.getTrade()) ? entry(contract) : null;
    }

    private ContractEntry entry(Contract contract) {
        Trade trade = contract.trade;
        return new ContractEntry(
                trade.getTrade(),
                trade.getBuyer(),
                trade.getSeller(),
                trade.getInstrument(),
                trade.getQuantityLots(),
                trade.getAmountFen(),
                contract.tradeRecord,
                contract.formedAtNs,
                contract.state,
                contract.progress,
                sealOf(trade.getTrade()));
    }

    private Optional<SealEntry> sealOf(long number) {
        Map.Entry<Long, SealEntry> last = seals.floorEntry(number);
        return Optional.ofNullable(last)
                .map(Map.Entry::getValue)
                .filter(entry -> number <= entry.seal().lastTrade());
    }

    private void formed(Trade trade, long record, long timeNs) {
        byParty.add(trade.getBuyer(), contracts.size());
        byParty.add(trade.getSeller(), contracts.size());
        contracts.add(new Contract(trade, record, timeNs));
    }

    private void sealed(ViewGroup group) {
        ContractsSealed command = group.commandOf(ContractsSealed.class);
        seals.put(command.getFirstTrade(), new SealEntry(ContractSeal.of(ledgerId, command), group.sequence()));
    }

    private Contract required(long number) {
        if (number < 1 || number > contracts.size()) {
            throw new IllegalStateException("contract " + number + ": no record has brought it");
        }
        return contracts.get((int) number - 1);
    }
}
