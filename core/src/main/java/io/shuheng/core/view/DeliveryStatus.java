package io.shuheng.core.view;

/** Where a delivery stands (交付状态). */
public enum DeliveryStatus {
    /** The contract is formed; the provider has not delivered. */
    AWAITED,
    /** The provider has delivered; the buyer has not signed for it. */
    STARTED,
    /** The buyer has signed for what arrived and inspects it (已签收). */
    RECEIPTED,
    /** Accepted, by the buyer or because the time to inspect ended (已验收). */
    ACCEPTED
}
