package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contracts that are sealed together, in the order of their numbers. Keeps what each is derived from and derives on
 * request: nothing of a contract's text stays in memory. For one thread at a time.
 */
public final class ContractBatch {

    private final ContractDerivation derivation;
    private final List<MatchedTrade> trades;
    private @Nullable MerkleTree tree;

    ContractBatch(ContractDerivation derivation, List<MatchedTrade> trades) {
        this.derivation = derivation;
        this.trades = List.copyOf(trades);
    }

    /** Number of the first contract. */
    public long firstTrade() {
        return trades.get(0).number();
    }

    /** Number of the last contract. */
    public long lastTrade() {
        return trades.get(trades.size() - 1).number();
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
        return derivation.derive(trades.get(index(number)));
    }

    /**
     * The path from a contract to {@link #root}.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where it is not of this batch; others where one of the batch cannot be
     *     derived
     */
    public InclusionProof path(long number) {
        return tree().inclusion(index(number), trades.size());
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
            made = new MerkleTree();
            MerkleHasher hasher = new MerkleHasher();
            for (MatchedTrade trade : trades) {
                byte[] bytes = derivation.derive(trade).canonicalBytes();
                made.append(hasher.leaf(bytes, 0, bytes.length));
            }
            tree = made;
        }
        return made;
    }
}
