package io.shuheng.core.view;

import io.shuheng.core.contract.ContractSeal;

/**
 * The exchange's seal on a batch of contracts (封签). Immutable.
 *
 * @param seal range, root and signature
 * @param record sequence of the record that brought it
 */
public record SealEntry(ContractSeal seal, long record) {}
