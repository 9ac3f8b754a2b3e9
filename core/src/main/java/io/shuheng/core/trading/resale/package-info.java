/**
 * Resale of licences (转售): what holders offer, what was taken, and how long a licence was held before. Who may resell, and
 * what moves then, is the engine's to join.
 */
@NullMarked
package io.shuheng.core.trading.resale;

import org.jspecify.annotations.NullMarked;
