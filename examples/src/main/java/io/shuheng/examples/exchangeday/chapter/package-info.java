/**
 * The story, one link of the chain in each class: what is done, in the order in which it is done, on the library's public
 * API. A chapter takes what the chapters before it have left and leaves something for those behind it.
 */
@NullMarked
package io.shuheng.examples.exchangeday.chapter;

import org.jspecify.annotations.NullMarked;
