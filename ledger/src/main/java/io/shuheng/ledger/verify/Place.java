package io.shuheng.ledger.verify;

/**
 * Where something stands in the files. Immutable.
 *
 * @param file path relative to the ledger's folder
 * @param offset of its document, bytes
 * @param sequence of the record, or of the next one for a mark
 */
record Place(String file, long offset, long sequence) {}
