package io.shuheng.core.contract;

/**
 * A batch of contracts as the ledger's records give it, and the seal that the ledger holds for it. For one thread at a
 * time.
 *
 * @param batch the contracts, derived on request
 * @param seal what the operator signed
 * @param sealRecord sequence of the seal's record
 */
public record SealedBatch(ContractBatch batch, ContractSeal seal, long sealRecord) {

    /**
     * Whether the operator sealed what anyone derives.
     *
     * @throws ContractException where a contract cannot be derived
     */
    public boolean isRootRight() {
        return batch.root().equals(seal.root());
    }

    /**
     * A contract of the batch with its seal and path.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where it is not of this batch; others where one cannot be derived
     */
    public SealedContract sealed(long number) {
        return new SealedContract(batch.contract(number).canonicalBytes(), seal, batch.path(number));
    }
}
