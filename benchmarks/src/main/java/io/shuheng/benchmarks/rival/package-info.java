/** How a rival is kept apart: its jars in a folder of their own, its adapter compiled against them when it is needed. */
@NullMarked
package io.shuheng.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
