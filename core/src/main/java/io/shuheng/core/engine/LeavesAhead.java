package io.shuheng.core.engine;

import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Leaves of sessions' commands, hashed many at a time before each is executed. What a leaf is made of is known ahead but for
 * the terms of an instrument that a command in between may open: whoever takes a leaf says which terms hold now, and gets
 * none that was made with others. So results are the same with and without.
 */
final class LeavesAhead {

    /** Most commands that are hashed at once. */
    static final int MOST = 256;

    private final ExchangeState state;
    private final Supplier<Sm3Hash> ledgerId;
    private final StatementHasher hasher;
    private final byte[][] commands = new byte[MOST][];
    private final Sm3Hash[] terms = new Sm3Hash[MOST];
    private final int[] offsets = new int[MOST];
    private final int[] lengths = new int[MOST];
    private final byte[] leaves = new byte[MOST * Sm3Hash.LENGTH];
    private byte[] signed = new byte[MOST * 256];
    private int count;
    private int next;

    /** @param ledgerId that of genesis; asked only once there is one */
    LeavesAhead(ExchangeState state, Supplier<Sm3Hash> ledgerId, StatementHasher hasher) {
        this.state = state;
        this.ledgerId = ledgerId;
        this.hasher = hasher;
    }

    /** Begins anew. */
    void clear() {
        Arrays.fill(commands, 0, count, null);
        count = 0;
        next = 0;
    }

    /** Adds a command, which is executed behind those added before. What is of no session, or too many, is passed over. */
    void add(Upcoming upcoming) {
        if (!upcoming.isOfSession() || count == MOST) {
            return;
        }
        RecordKind kind = upcoming.kind();
        byte[] command = upcoming.command();
        int commandLength = upcoming.commandLength();
        int offset = count == 0 ? 0 : offsets[count - 1] + lengths[count - 1];
        int length = SigningBytes.length(commandLength);
        if (signed.length - offset < length) {
            signed = Arrays.copyOf(signed, Math.max(2 * signed.length, offset + length));
        }
        Sm3Hash termsHash = state.termsHash(kind, command, commandLength);
        SigningBytes.write(ledgerId.get(), kind, termsHash, command, commandLength, signed, offset);
        commands[count] = command;
        terms[count] = termsHash;
        offsets[count] = offset;
        lengths[count] = length;
        count++;
    }

    /** Hashes what was added. */
    void hash() {
        if (count > 0) {
            hasher.leaves(signed, offsets, lengths, count, leaves);
        }
    }

    /** Where the leaf of a command is in {@link #leaves}; -1 where it was not added, or under other terms. */
    int take(byte[] command, Sm3Hash termsHash) {
        for (int i = next; i < count; i++) {
            if (commands[i] == command) {
                next = i + 1;
                return terms[i].equals(termsHash) ? i * Sm3Hash.LENGTH : -1;
            }
        }
        return -1;
    }

    /** All leaves; valid until commands are added anew. */
    byte[] leaves() {
        return leaves;
    }
}
