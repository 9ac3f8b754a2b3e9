/**
 * Outside time anchors (外部时间证明): RFC 3161 time stamps over checkpoints, asked for, taken in and checked. A stamp over a
 * checkpoint gives every record before it a latest time that is not the operator's word; it gives none an earliest. Nothing
 * here opens a connection.
 */
@NullMarked
package io.shuheng.ledger.stamp;

import org.jspecify.annotations.NullMarked;
