/**
 * The ledger's files as bytes: Chronicle Queue's container, frames, marks, checkpoint texts, and the reader that walks
 * over them. Everything read here comes from outside: it is bounds-checked, never memory-mapped, and what is wrong with
 * it is a {@link io.shuheng.ledger.file.Fault}, not an exception. No class of Chronicle may be reachable from this
 * package, so that the verifier depends on nothing but the format in FORMAT.md.
 */
@NullMarked
package io.shuheng.ledger.file;

import org.jspecify.annotations.NullMarked;
