package io.shuheng.core.view;

/**
 * Money set aside (资金冻结) and not yet paid or given back. Immutable.
 *
 * @param number from 1
 * @param account number of the account
 * @param sequence sequence of the record that placed it
 * @param amountFen what was set aside, fen
 * @param restFen what is left of it, fen
 */
public record HoldEntry(long number, int account, long sequence, long amountFen, long restFen) {}
