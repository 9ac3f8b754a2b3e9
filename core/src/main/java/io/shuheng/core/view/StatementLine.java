package io.shuheng.core.view;

import io.shuheng.core.clearing.EntryReason;

/**
 * One line of a statement of account (对账单): money that moved. What is only set aside or freed is no line. Immutable.
 *
 * @param account number of the account
 * @param line number of the line in its account, from 1
 * @param sequence sequence of the record that moved it
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param reason why
 * @param counterAccount number of the account on the other side
 * @param debitFen what was debited, fen; 0 where it is a credit
 * @param creditFen what was credited, fen; 0 where it is a debit
 * @param balanceFen posted money behind the line, on the side the account grows on, fen
 * @param subject what the line is about
 * @param subjectNumber number of that deposit, withdrawal, trade or cycle
 */
public record StatementLine(
        int account,
        long line,
        long sequence,
        long timeNs,
        EntryReason reason,
        int counterAccount,
        long debitFen,
        long creditFen,
        long balanceFen,
        Subject subject,
        long subjectNumber) {

    /** What a line is about. */
    public enum Subject {
        /** A deposit (入金). */
        DEPOSIT,
        /** A withdrawal (出金). */
        WITHDRAWAL,
        /** A trade (成交). */
        TRADE,
        /** A netting cycle of a board (清算批次). */
        CYCLE,
        /** A hold whose money was forfeited (保证金没收). */
        HOLD
    }
}
