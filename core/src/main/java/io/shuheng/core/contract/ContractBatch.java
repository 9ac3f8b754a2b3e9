package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contracts that are sealed together, in the order of their trades; each is known here by the number of its trade. Keeps what each is derived from and derives on
 * request: nothing of a contract's text stays in memory. For one thread at a time.
 */
public final class ContractBatch {

    private final ContractDerivation derivation;
    private final long firstTrade;
    private final List<ContractBasis> contracts;
    private @Nullable MerkleTree tree;

    ContractBatch(ContractDerivation derivation, long firstTrade, List<ContractBasis> contracts) {
        this.derivation = derivation;
        this.firstTrade = firstTrade;
        this.contracts = List.copyOf(contracts);
    }

    /** Number of the first contract. */
    public long firstTrade() {
        return firstTrade;
    }

    /** Number of the last contract. */
    public long lastTrade() {
        return firstTrade + contracts.size() - 1;
    }

    /**
     * RFC 6962 root over SM3 of the contracts' canonical bytes.
     *
     * @throws ContractException where one of them cannot be derived
     */
    public Sm3Hash root() {
        return tree().root();
    }

    /**
     * The contract with that number, derived anew.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where it is not of this batch; others where it cannot be derived
     */
    public Contract contract(long number) {
        return derivation.derive(number, contracts.get(index(number)));
    }

    /**
     * The path from a contract to {@link #root}.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where it is not of this batch; others where one of the batch cannot be
     *     derived
     */
    public InclusionProof path(long number) {
        return tree().inclusion(index(number), contracts.size());
    }

    private int index(long number) {
        if (number < firstTrade() || number > lastTrade()) {
            throw new ContractException(
                    Code.CONTRACT_NOT_KEPT,
                    "contract " + number + ": the batch has " + firstTrade() + ".." + lastTrade());
        }
        return (int) (number - firstTrade());
    }

    private MerkleTree tree() {
        MerkleTree made = tree;
        if (made == null) {
            ContractLeaves leaves = new ContractLeaves();
            derivation.deriveBytes(contracts, leaves::add);
            made = leaves.tree();
            tree = made;
        }
        return made;
    }
}
