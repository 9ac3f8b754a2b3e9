/**
 * The order book alone against the fastest open one: the same commands to both, in alternating slices of one run. The
 * rival is never on our class path: it stands in a folder of its own and runs in a class loader of its own.
 */
@NullMarked
package io.shuheng.benchmarks.book;

import org.jspecify.annotations.NullMarked;
