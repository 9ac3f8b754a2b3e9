/** How files get onto the device, and who may read them. Knows nothing of what is in them. */
@NullMarked
package io.shuheng.ledger.disk;

import org.jspecify.annotations.NullMarked;
