package io.shuheng.core.session;

import io.shuheng.core.record.CanonicalReader;

/**
 * Reads what travels in a session in place, into itself: the same rules as Avro's reader of {@link SessionSubmission}, and
 * no object. For one thread.
 */
public final class SessionSubmissionReader {

    private final CanonicalReader in = new CanonicalReader();
    private final byte[] tag = new byte[SessionKeyForm.TAG_LENGTH];
    private int version;
    private int type;
    private long session;
    private int commandOffset;
    private int commandLength;

    /** Nothing is read yet. */
    public SessionSubmissionReader() {}

    /**
     * Reads a submission.
     *
     * @throws io.shuheng.core.record.RecordFormatException where the bytes are not exactly one canonical value
     */
    public void read(byte[] bytes) {
        in.begin(bytes, bytes.length);
        version = in.integer("version");
        type = in.integer("type");
        session = in.number("session");
        commandLength = in.length("command");
        commandOffset = in.skip("command", commandLength);
        System.arraycopy(bytes, in.skip("tag", tag.length), tag, 0, tag.length);
        in.end("SessionSubmission");
    }

    /** Version of the form. */
    public int version() {
        return version;
    }

    /** Record type of the command. */
    public int type() {
        return type;
    }

    /** The session's number. */
    public long session() {
        return session;
    }

    /** Where the command's bytes begin. */
    public int commandOffset() {
        return commandOffset;
    }

    /** How many bytes the command has. */
    public int commandLength() {
        return commandLength;
    }

    /** The tag; this reader's own array. */
    public byte[] tag() {
        return tag;
    }
}
