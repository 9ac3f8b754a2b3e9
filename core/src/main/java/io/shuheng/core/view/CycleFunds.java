package io.shuheng.core.view;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What holds have passed to netting cycles and what is not freed again yet, fen by account; changed by the feed alone. */
final class CycleFunds {

    private final Map<Long, TreeMap<Integer, Long>> openByBoard = new HashMap<>();
    private final Map<Long, TreeMap<Integer, Long>> closedByBoard = new HashMap<>();

    /** The board's open cycle has more of an account's money set aside. */
    void passed(long board, int account, long amountFen) {
        openByBoard.computeIfAbsent(board, b -> new TreeMap<>()).merge(account, amountFen, Math::addExact);
    }

    /** The board's open cycle was closed; what comes now is the next one's. */
    void closed(long board) {
        TreeMap<Integer, Long> funds = openByBoard.remove(board);
        closedByBoard.put(board, funds == null ? new TreeMap<>() : funds);
    }

    /** The board's closed cycle was paid; returns what was set aside for it. */
    Map<Integer, Long> settled(long board) {
        TreeMap<Integer, Long> funds = closedByBoard.remove(board);
        if (funds == null) {
            throw new IllegalStateException("board " + board + ": no record has closed its cycle");
        }
        return funds;
    }
}
