/**
 * Negotiations (协商): who asked and offered what, which terms stand, who has accepted and signed, until a contract is
 * formed or the negotiation ends. The states are those of the Dataspace Protocol 2025-1, contract negotiation. Holds state
 * and its rules; money, licences and trades that follow are joined to it by the engine.
 */
@NullMarked
package io.shuheng.core.contract.negotiation;

import org.jspecify.annotations.NullMarked;
