package io.shuheng.core.record;

import java.util.HashMap;
import java.util.Map;

/**
 * Every kind of event, in one table: its number and what a, b and c say. Numbers are never used again. A kind whose
 * name starts with REQUEST asks a service outside the engine to do a piece of work and to submit its result as a
 * command.
 */
public enum EventKind {
    /** The command was refused: code, index of the field in the command's schema (-1 none), the field's value. */
    REJECTED(1, "code", "field", "value"),
    /** A timer fired: its id, the object it was set for, the time it was due. */
    TIMER_FIRED(2, "timer", "subject", "dueNs"),
    /** An officer's act waits for a second officer: its sequence, the first officer. */
    ACT_PROPOSED(3, "act", "officer", ""),
    /** A second officer endorsed an act, which took effect: its sequence, the second officer. */
    ACT_ENDORSED(4, "act", "officer", ""),

    /** A signing key got its number: number, purpose (0 operator, 1 officer, 2 participant), number of its owner. */
    KEY_REGISTERED(100, "key", "purpose", "owner"),
    /** The operator appointed an officer: number. */
    OFFICER_APPOINTED(101, "officer", "", ""),

    /** Contracts of these trades, both included, are to be derived and sealed: first trade, last trade. */
    REQUEST_SEAL(400, "firstTrade", "lastTrade", ""),
    /** A trade formed a contract of the same number: number, number of its state. */
    CONTRACT_FORMED(401, "contract", "state", ""),
    /** The exchange sealed the contracts of these trades, both included: first trade, last trade. */
    CONTRACTS_SEALED(402, "firstTrade", "lastTrade", "");

    private static final Map<Integer, EventKind> BY_NUMBER = byNumber();

    private final int number;
    private final String a;
    private final String b;
    private final String c;

    EventKind(int number, String a, String b, String c) {
        this.number = number;
        this.a = a;
        this.b = b;
        this.c = c;
    }

    /** The stable number, as the ledger stores it. */
    public int number() {
        return number;
    }

    /** What {@code a} says; empty where it is 0. */
    public String a() {
        return a;
    }

    /** What {@code b} says; empty where it is 0. */
    public String b() {
        return b;
    }

    /** What {@code c} says; empty where it is 0. */
    public String c() {
        return c;
    }

    /**
     * The kind with that number.
     *
     * @throws RecordFormatException where no kind has it
     */
    public static EventKind of(int number) {
        EventKind kind = BY_NUMBER.get(number);
        if (kind == null) {
            throw new RecordFormatException("event.kind " + number + ": not in the table");
        }
        return kind;
    }

    private static Map<Integer, EventKind> byNumber() {
        Map<Integer, EventKind> kinds = new HashMap<>();
        for (EventKind kind : values()) {
            if (kinds.put(kind.number, kind) != null) {
                throw new IllegalStateException("two event kinds have number " + kind.number);
            }
        }
        return Map.copyOf(kinds);
    }
}
