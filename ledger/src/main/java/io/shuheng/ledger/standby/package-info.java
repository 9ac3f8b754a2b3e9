/**
 * A second copy of a live ledger (备机): a feed beside the writer, a follower that verifies what comes before it is kept, and
 * the blocks that go between them over whatever the embedder has. Opens no socket and starts no thread.
 */
@NullMarked
package io.shuheng.ledger.standby;

import org.jspecify.annotations.NullMarked;
