package io.shuheng.core.participant;

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
}
