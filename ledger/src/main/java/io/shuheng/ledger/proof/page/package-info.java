/**
 * A contract file as a page for people, in Chinese and English, and what it holds for each condition that the Electronic
 * Signature Law of China (电子签名法), article 13, sets for a reliable signature. Made from files in which nothing is wrong, and
 * from nothing else; whether a signature is reliable is not for this package to say.
 */
@NullMarked
package io.shuheng.ledger.proof.page;

import org.jspecify.annotations.NullMarked;
