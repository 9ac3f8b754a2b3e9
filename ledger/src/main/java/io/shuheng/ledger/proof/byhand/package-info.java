/**
 * A proof file taken to pieces that OpenSSL and a shell can check, and a page that says how: for whoever believes neither
 * the exchange nor this library. Made from files in which nothing is wrong, and from nothing else.
 */
@NullMarked
package io.shuheng.ledger.proof.byhand;

import org.jspecify.annotations.NullMarked;
