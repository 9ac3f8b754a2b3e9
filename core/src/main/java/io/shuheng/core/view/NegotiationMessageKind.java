package io.shuheng.core.view;

/** What a message of a negotiation does. */
public enum NegotiationMessageKind {
    /** The consumer asks for terms (请求). */
    REQUEST,
    /** The provider offers terms (要约). */
    OFFER,
    /** The consumer accepts the latest offer (承诺). */
    ACCEPTANCE,
    /** A side signs the contract (签署). */
    SIGNATURE,
    /** The exchange countersigns the contract (副署). */
    COUNTERSIGNATURE,
    /** Somebody ends the negotiation (终止). */
    TERMINATION
}
