/**
 * How each link of the chain is done on the library's public API: a data set registered, an offer made, an order placed,
 * a file handed over. Nothing here prints; the chapters call it and tell of it.
 */
@NullMarked
package io.shuheng.examples.exchangeday.work;

import org.jspecify.annotations.NullMarked;
