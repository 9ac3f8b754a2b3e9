package io.shuheng.core.record;

/** How the sender of a command is known. The number is what the ledger stores. */
public enum AuthenticationKind {
    /** Made by the exchange itself, TICK and STEP among them. Nothing is signed and nothing needs to be. */
    INTERNAL(0),
    /** Signed by the sender's own SM2 key over the exact bytes of the command. */
    SIGNED(1),
    /** Sent in a session: proven later by a signed statement over the chain of the session's commands. */
    ATTESTED(2),
    /** Sent in a session without a key: the embedding platform vouches for it, until a signed statement covers it. */
    ASSERTED(3);

    private static final AuthenticationKind[] BY_NUMBER = values();

    private final int number;

    AuthenticationKind(int number) {
        this.number = number;
    }

    /** The number in the ledger, 0..3. */
    public int number() {
        return number;
    }

    /**
     * The kind with that number.
     *
     * @throws RecordFormatException where no kind has it
     */
    public static AuthenticationKind of(int number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new RecordFormatException("authentication.kind " + number + ": not one of 0..3");
        }
        return BY_NUMBER[number];
    }
}
