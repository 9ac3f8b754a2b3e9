package io.shuheng.core.participant;

import io.shuheng.core.record.RecordFormatException;

/** For whom a registered key speaks. */
public enum KeyPurpose {
    /** The operator itself; key number 1, from genesis. */
    OPERATOR(0),
    /** An officer of the operator. */
    OFFICER(1),
    /** A participant. */
    PARTICIPANT(2);

    private final int number;

    KeyPurpose(int number) {
        this.number = number;
    }

    /** The number in events. */
    public int number() {
        return number;
    }

    /**
     * The purpose with that number.
     *
     * @throws RecordFormatException where none has it
     */
    public static KeyPurpose of(int number) {
        for (KeyPurpose purpose : values()) {
            if (purpose.number == number) {
                return purpose;
            }
        }
        throw new RecordFormatException("key.purpose " + number + ": not one of 0..2");
    }
}
