/**
 * Sessions (会话): a member's key speaks once to open one, a shared key speaks for each order, and a signed statement
 * over the chain of orders makes them the member's own afterwards. Pure state and the forms of tag, key and chain.
 */
@NullMarked
package io.shuheng.core.session;

import org.jspecify.annotations.NullMarked;
