package io.shuheng.core.view;

import io.shuheng.core.session.SessionEnd;
import java.util.List;
import java.util.Optional;

/**
 * A session (会话). Immutable.
 *
 * @param number its number: the sequence of the record that opened it
 * @param member number of the participant that its orders bind
 * @param agent number of the participant that opened it and signs its statements; the member itself where nobody acts for it
 * @param key number of the key that opened it
 * @param openedAtNs when it was opened, nanoseconds since 1970
 * @param terms what it may do
 * @param lastCounter counter of its last command, refused ones included; 0 before the first
 * @param statedUpTo counter of the last command that a signed statement covers; 0 before the first statement
 * @param end why it ended; empty while it is open
 * @param endedAtNs when it ended, nanoseconds since 1970; 0 while it is open
 */
public record SessionEntry(
        long number,
        long member,
        long agent,
        int key,
        long openedAtNs,
        Terms terms,
        long lastCounter,
        long statedUpTo,
        Optional<SessionEnd> end,
        long endedAtNs) {

    /**
     * What a session may do, as its member has signed it. Immutable.
     *
     * @param mandate number of the mandate under which it acts; 0 where the member acts itself
     * @param instruments numbers of instruments that its orders may name
     * @param boards numbers of boards whose instruments they may name; all may be named where both lists are empty
     * @param maxNotionalFen the most that its orders may come to at their limits, all together, fen
     * @param expiresNs first instant at which it takes no more commands, nanoseconds since 1970
     * @param statementEveryCommands commands that may wait for a statement
     * @param statementEveryNs how long the first accepted one of them may wait, nanoseconds
     */
    public record Terms(
            long mandate,
            List<Long> instruments,
            List<Long> boards,
            long maxNotionalFen,
            long expiresNs,
            int statementEveryCommands,
            long statementEveryNs) {

        /** Copies the lists. */
        public Terms {
            instruments = List.copyOf(instruments);
            boards = List.copyOf(boards);
        }
    }

    /** Whether no record has ended it. One that expires is ended by a record too, which may come a little later. */
    public boolean isOpen() {
        return end.isEmpty();
    }

    /** Number of commands that no signed statement covers. */
    public long unstated() {
        return lastCounter - statedUpTo;
    }
}
