/**
 * What stands in for the world outside, so that a day can be repeated to the byte: random numbers and time from a seed,
 * members' key folders, a certificate authority. Nothing here is fit for real keys, and none of it is part of the
 * library: an exchange that is in earnest takes the platform's random source, the machine's clock and a licensed
 * electronic certification service. What happens on the exchange does not live here.
 */
@NullMarked
package io.shuheng.examples.exchangeday.rehearsal;

import org.jspecify.annotations.NullMarked;
