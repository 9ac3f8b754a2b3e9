package io.shuheng.core.clearing;

/**
 * One line of double entry (复式记账): the same amount on the debit of one account and the credit of another. Immutable.
 *
 * @param debitAccount number of the account that is debited
 * @param creditAccount number of the account that is credited
 * @param amountFen more than 0
 * @param reason why
 */
public record Entry(int debitAccount, int creditAccount, long amountFen, EntryReason reason) {}
