/**
 * Requests for quotes (询价): who was asked for what, and which firm quotes stand, until one is taken or the time is over.
 * Holds state and its rules; money, licences and the trade that follows are joined to it by the engine.
 */
@NullMarked
package io.shuheng.core.trading.quote;

import org.jspecify.annotations.NullMarked;
