/**
 * Contracts (合同): the terms of a contract derived from the ledger's records, their canonical bytes, the text that people
 * read, the exchange's seal on them, and its countersignature on negotiated ones. Holds state and rules; nothing here
 * signs with a key of its own, opens files or starts threads, and nothing depends on locale, time zone or a formatter of
 * the JDK.
 */
@NullMarked
package io.shuheng.core.contract;

import org.jspecify.annotations.NullMarked;
