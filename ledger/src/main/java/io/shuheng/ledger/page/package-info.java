/**
 * What pages for people are made of: words in two languages, values of others made harmless, markup that is well formed whatever
 * is put into it, and times. No page of its own, and nothing that reads a file of a ledger.
 */
@NullMarked
package io.shuheng.ledger.page;

import org.jspecify.annotations.NullMarked;
