package io.shuheng.core.view;

import io.shuheng.crypto.Sm3Hash;

/**
 * A message of a negotiation (协商消息). Immutable.
 *
 * @param record sequence of its record
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param kind what it does
 * @param sender number of the participant in whose name it was sent; 0 where the exchange sent it
 * @param agent number of the participant that sent it; the sender itself where nobody acted for it
 * @param termsSm3 SM3 of the canonical bytes of the terms that it brings, or of the latest ones, which it is about
 */
public record NegotiationMessage(
        long record, long timeNs, NegotiationMessageKind kind, long sender, long agent, Sm3Hash termsSm3) {}
