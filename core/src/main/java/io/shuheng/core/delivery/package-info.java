/**
 * Delivery (交付): what a provider has handed over, what the buyer has signed for, and the entitlement to use it. The
 * bytes themselves never pass through here; their hashes do.
 */
@NullMarked
package io.shuheng.core.delivery;

import org.jspecify.annotations.NullMarked;
