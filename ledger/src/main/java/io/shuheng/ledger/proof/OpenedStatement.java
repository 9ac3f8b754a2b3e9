package io.shuheng.ledger.proof;

import io.shuheng.crypto.Sm3Hash;

/**
 * That a signed statement (会话声明) stands for a signature on a command of its session: what was verified, and with what. The
 * arrays are the caller's not to change.
 *
 * @param session the session's number, which is the sequence of the record that opened it
 * @param counter of the command in the session, and index of its leaf
 * @param statement sequence of the statement's record
 * @param size leaves of the tree whose root the statement signs
 * @param message what a member would sign of the command, which is hashed into its leaf
 * @param opening what is hashed into leaf 0
 * @param root that both paths lead to and the statement signs
 */
public record OpenedStatement(
        long session, long counter, long statement, long size, byte[] message, byte[] opening, Sm3Hash root) {}
