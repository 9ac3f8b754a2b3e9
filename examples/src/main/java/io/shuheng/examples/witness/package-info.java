/**
 * A witness's program (见证人程序): whoever is not the operator, an authority, an association or a member, runs it on a machine
 * of its own, sees the ledger's checkpoints and nothing else of it, and cosigns what continues what it has seen. What
 * decides is the library's {@link io.shuheng.ledger.witness.Cosigner}; here are its key, its folders and its command line.
 */
@NullMarked
package io.shuheng.examples.witness;

import org.jspecify.annotations.NullMarked;
