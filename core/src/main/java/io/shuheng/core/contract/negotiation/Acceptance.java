package io.shuheng.core.contract.negotiation;

import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.participant.Principal;

/**
 * The consumer's acceptance of an offer (承诺) and what was set aside for it. Immutable.
 *
 * @param message sequence of the acceptance
 * @param boundToNs first instant at which it no longer binds unless both have signed
 * @param consumer in whose name it was sent, and by whom
 * @param amountFen price times quantity, rounded once
 * @param fees what each side pays the exchange, fixed by the acceptance
 * @param payFen what the consumer is to pay in all: what is on hold, and what was counted against a mandate
 * @param hold number of the hold, 0 where nothing is to pay
 */
public record Acceptance(
        long message, long boundToNs, Principal consumer, long amountFen, TradeFees fees, long payFen, long hold) {}
