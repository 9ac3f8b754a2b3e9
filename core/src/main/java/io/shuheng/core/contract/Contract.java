package io.shuheng.core.contract;

/**
 * A matched contract, derived from the ledger's records and its template. Immutable; the array is the caller's not to
 * change.
 *
 * @param number its number, which is that of its trade
 * @param terms all its terms
 * @param canonicalBytes the terms as they are sealed
 * @param textZh the Chinese text, which prevails
 * @param textEn the English text
 */
public record Contract(long number, ContractTerms terms, byte[] canonicalBytes, String textZh, String textEn) {}
