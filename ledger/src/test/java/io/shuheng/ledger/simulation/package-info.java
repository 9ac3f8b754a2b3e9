/**
 * A machine that crashes, in one process: a disk that knows what was forced, images of what a crash may leave of it, and
 * lives of a ledger on it. Everything follows from a seed.
 */
package io.shuheng.ledger.simulation;
