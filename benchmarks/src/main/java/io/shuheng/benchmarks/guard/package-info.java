/**
 * The guard over paired ratios: one command that measures each subject beside its rival or ruler and compares the ratio with
 * a committed baseline. What judges is free of clocks and tested in every build; what measures runs in JVMs of its own.
 */
@NullMarked
package io.shuheng.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
