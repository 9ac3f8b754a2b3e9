/**
 * Who takes part in the day: made-up organisations, the members they become, the operator's officers. What they do is in
 * {@code work}, what is told of it in {@code chapter}.
 */
@NullMarked
package io.shuheng.examples.exchangeday.cast;

import org.jspecify.annotations.NullMarked;
