package io.shuheng.core.member;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.core.session.SessionSubmission;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.core.session.Tag32;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.HmacSm3;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A session on the member's side (会话): makes its key, turns orders into submissions with counter and tag, and keeps the
 * tree whose roots its statements sign.
 *
 * <pre>
 * MemberSession session = new MemberSession(desk, crypto, recipient);
 * Draft opening = session.opening(OpenSession.newBuilder().setKeySm3(session.keySm3())….build());
 * Outcome opened = exchange.openSession(opening.submission(…), session.wrappedKey()).join();
 * session.opened(opened.sequence());
 * exchange.submit(session.submission(order.setClientId(session.nextCounter()).build()));
 * Draft statement = session.statement(clientId, notAfterNs);
 * exchange.submit(statement.submission(…));
 * session.stated(session.nextCounter() - 1);
 * </pre>
 *
 * <p>A command keeps its counter whatever the exchange answers, and its bytes may be sent again at any time. One that
 * was refused without a record, and shall not be sent again, is taken back with {@link #takeBack}. Not thread-safe. Does
 * no I/O and does not block. Keep its key's life short: {@link #close} forgets it.
 */
public final class MemberSession implements AutoCloseable {

    private static final int SUBMISSION_VERSION = 2;
    private static final long NO_TIME = 0;

    private final CommandDesk desk;
    private final HmacSm3 mac;
    private final Hash32 keySm3;
    private final byte[] wrappedKey;
    private final StatementHasher hasher = new StatementHasher();
    private @Nullable Sm3Hash openingSm3;
    private @Nullable StatementTree tree;
    private long number;
    private boolean closed;

    /**
     * Makes a session key and wraps it.
     *
     * @param desk of the member who opens the session
     * @param crypto random bytes and key wrap
     * @param recipient the key to which the exchange wants session keys wrapped; whoever has its private half can send
     *     in this session, so take it from the operator's certificate and nowhere else
     */
    public MemberSession(CommandDesk desk, CryptoProvider crypto, Sm2PublicKey recipient) {
        this.desk = desk;
        byte[] key = new byte[SessionKeyForm.KEY_LENGTH];
        crypto.randomBytes(key);
        try {
            mac = new HmacSm3(key);
            keySm3 = new Hash32(SessionKeyForm.commitment(key).bytes());
            wrappedKey = crypto.wrap(recipient, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** What binds the session key in the command that opens the session. */
    public Hash32 keySm3() {
        return new Hash32(keySm3.bytes().clone());
    }

    /** The session key, wrapped: it goes to the exchange beside the command. */
    public byte[] wrappedKey() {
        return wrappedKey.clone();
    }

    /**
     * The command that opens the session, to be signed.
     *
     * @throws IllegalArgumentException where it binds another key
     */
    public Draft opening(OpenSession command) {
        if (!command.getKeySm3().equals(keySm3)) {
            throw new IllegalArgumentException("openSession.keySm3: not this session's key");
        }
        Draft draft = desk.draft(command);
        openingSm3 = Sm3Hash.of(Sm3.hash(draft.command()));
        return draft;
    }

    /**
     * The exchange has taken the command that opens the session.
     *
     * @param sequence of its record, which is the session's number
     */
    public void opened(long sequence) {
        if (openingSm3 == null || tree != null) {
            throw new IllegalStateException("session " + number + ": opened twice, or nothing was drafted to open it");
        }
        number = sequence;
        tree = new StatementTree(desk.ledgerId(), sequence, openingSm3, hasher);
    }

    /** The session's number. */
    public long number() {
        tree();
        return number;
    }

    /** The counter that the next command must carry as its clientId, from 1. */
    public long nextCounter() {
        return tree().last() + 1;
    }

    /** Number of commands made that no statement covers. */
    public long unstated() {
        return tree().unstated();
    }

    /**
     * The submission of the next command.
     *
     * @param command with {@link #nextCounter} as its clientId, and 0 as its notAfterNs and mandate
     * @throws IllegalArgumentException where it has not
     * @throws IllegalStateException after {@link #close}
     */
    public byte[] submission(SpecificRecord command) {
        if (closed) {
            throw new IllegalStateException("session " + number + ": its key is forgotten");
        }
        requireField(command, "clientId", nextCounter());
        requireField(command, "notAfterNs", 0);
        if (command.getSchema().getField("mandate") != null) {
            requireField(command, "mandate", 0);
        }
        Draft draft = desk.draft(command);
        byte[] signed = draft.bytesToSign();
        byte[] tagged = SessionKeyForm.taggedBytes(signed, number);
        byte[] tag = new byte[HmacSm3.LENGTH];
        mac.update(tagged, 0, tagged.length);
        mac.doFinal(tag, 0);
        tree().add(hasher.leaf(signed), true, NO_TIME);
        return AvroBytes.encode(SessionSubmission.newBuilder()
                .setVersion(SUBMISSION_VERSION)
                .setType(draft.kind().type())
                .setSession(number)
                .setCommand(ByteBuffer.wrap(draft.command()))
                .setTag(new Tag32(tag))
                .build());
    }

    /**
     * Takes back commands that have no record, from that counter on: their counters are free again.
     *
     * @throws IllegalArgumentException where a statement covers it, or it was never used
     */
    public void takeBack(long counter) {
        if (tree().root(counter) == null) {
            throw new IllegalArgumentException("counter " + counter + ": not one that waits for a statement");
        }
        while (tree().last() >= counter) {
            tree().removeLast();
        }
    }

    /**
     * A statement over all commands so far, to be signed: its signature stands for one on each of them.
     *
     * @throws IllegalStateException where there is nothing to state
     */
    public Draft statement(long clientId, long notAfterNs) {
        return statement(clientId, notAfterNs, tree().last());
    }

    /**
     * A statement over the commands up to that counter, to be signed.
     *
     * @throws IllegalStateException where the counter is not one that waits for a statement
     */
    public Draft statement(long clientId, long notAfterNs, long lastCounter) {
        Sm3Hash root = tree().root(lastCounter);
        if (root == null) {
            throw new IllegalStateException("counter " + lastCounter + ": nothing to state");
        }
        return desk.draft(new SignStatement(clientId, notAfterNs, number, lastCounter, new Hash32(root.bytes())));
    }

    /**
     * The exchange has taken a statement.
     *
     * @throws IllegalArgumentException where the counter is not one that waited for it
     */
    public void stated(long lastCounter) {
        tree().stated(lastCounter);
    }

    /** Forgets the key. Statements can still be drafted. */
    @Override
    public void close() {
        closed = true;
        mac.erase();
    }

    private StatementTree tree() {
        if (tree == null) {
            throw new IllegalStateException("the session is not open yet");
        }
        return tree;
    }

    private static void requireField(SpecificRecord command, String name, long expected) {
        Schema.Field field = command.getSchema().getField(name);
        Object value = field == null ? null : command.get(field.pos());
        if (!Long.valueOf(expected).equals(value)) {
            throw new IllegalArgumentException(
                    command.getSchema().getName() + "." + name + " " + value + ": in this session " + expected);
        }
    }

    /** Names the session and nothing of its key. */
    @Override
    public String toString() {
        return "MemberSession[number=" + number + "]";
    }
}
