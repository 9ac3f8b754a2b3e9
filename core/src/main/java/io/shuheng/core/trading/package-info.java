/**
 * Trading (交易): boards and their modes, instruments and the terms they bind. State and rules only; who may send which
 * command is decided in the engine.
 */
@NullMarked
package io.shuheng.core.trading;

import org.jspecify.annotations.NullMarked;
