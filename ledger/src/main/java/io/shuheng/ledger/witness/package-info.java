/**
 * Witnesses of a ledger (见证人): the port through which the ledger shows them its checkpoints, the messages between the
 * two, the witness's own side, and the evidence of two histories. Nothing here knows what writes a ledger; who asks
 * witnesses on the ledger's behalf is {@code io.shuheng.ledger.chronicle.WitnessDesk}.
 */
@NullMarked
package io.shuheng.ledger.witness;

import org.jspecify.annotations.NullMarked;
