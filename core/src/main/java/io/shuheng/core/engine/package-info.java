/**
 * The state machine that joins the capabilities: one thread, one pure function from state, command and sequenced time
 * to the next state and the events. No clock, random source, file, thread or hash order reaches a result; nothing here
 * signs, verifies, encrypts or waits. Each desk takes the commands of one capability, checks everything, then applies.
 */
@NullMarked
package io.shuheng.core.engine;

import org.jspecify.annotations.NullMarked;
