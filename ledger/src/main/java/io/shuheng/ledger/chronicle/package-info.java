/**
 * The ledger on files: Chronicle Queue as the container, and around it what makes it evidence: recovery, forced commits,
 * checkpoints, an exclusive lock. The only package that knows Chronicle; it reads nothing through it.
 */
@NullMarked
package io.shuheng.ledger.chronicle;

import org.jspecify.annotations.NullMarked;
