package io.shuheng.ledger.verify;

import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.SuccessionProof;
import java.nio.file.Path;

/**
 * What says which keys a ledger's operator has had, for those who have not its first record: a proof file of it. Immutable.
 *
 * @param file where it came from
 * @param succession the keys up to the checkpoint's size
 * @param checkpoint signed with the last of them
 */
public record OperatorSource(Path file, SuccessionProof succession, Checkpoint checkpoint) {}
