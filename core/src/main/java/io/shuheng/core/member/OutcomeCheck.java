package io.shuheng.core.member;

import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an {@link Outcome} says against the record that it names: whether there stands one's own command, byte for
 * byte, under one's own signature or in one's own session, and whether it did what the outcome says. The record comes
 * from {@code Exchange.subscribe(name, outcome.sequence(), …)}, or from whoever has the ledger; that it stands in the
 * ledger at all is for a proof file or the verifier to show. Immutable, thread-safe; does not block.
 */
public final class OutcomeCheck {

    private static final int SIGNATURE_LENGTH = 64;
    private static final long NO_SESSION = 0;

    private final Draft sent;
    private final @Nullable Sm2Verifier key;
    private final long session;

    private OutcomeCheck(Draft sent, @Nullable Sm2Verifier key, long session) {
        this.sent = sent;
        this.key = key;
        this.session = session;
    }

    /**
     * Of a command with a signature of its own.
     *
     * @param sent what was signed
     * @param key whose signature must be on it
     */
    public static OutcomeCheck signed(Draft sent, Sm2PublicKey key) {
        return new OutcomeCheck(sent, new Sm2Verifier(key), NO_SESSION);
    }

    /**
     * Of a command sent in a session.
     *
     * @param sent the command, from {@link CommandDesk#draft}
     * @param session the session's number
     */
    public static OutcomeCheck inSession(Draft sent, long session) {
        return new OutcomeCheck(sent, null, session);
    }

    /**
     * Checks the record that an outcome names.
     *
     * @param outcome what the exchange answered
     * @param bytes holds the record, header first
     * @throws IllegalArgumentException where the outcome names no record
     * @throws RecordFormatException where the record is of the command's type and not what the format says
     */
    public Check check(Outcome outcome, byte[] bytes, int offset, int length) {
        if (!outcome.isRecorded()) {
            throw new IllegalArgumentException("outcome.sequence " + outcome.sequence() + ": it names no record");
        }
        if (length < RecordHeader.LENGTH) {
            throw new RecordFormatException("record of " + length + " bytes: shorter than its header");
        }
        Comparison comparison = new Comparison("record")
                .field("sequence", outcome.sequence(), RecordHeader.sequence(bytes, offset))
                .field("type", sent.kind().type(), RecordHeader.type(bytes, offset));
        if (RecordHeader.type(bytes, offset) == sent.kind().type()) {
            body(comparison, outcome, CommandBody.read(sent.kind().checker(), bytes, offset, offset + length));
        }
        return comparison.result();
    }

    private void body(Comparison comparison, Outcome outcome, CommandBody body) {
        Authentication authentication = body.authentication();
        AuthenticationKind kind = key == null ? AuthenticationKind.ATTESTED : AuthenticationKind.SIGNED;
        comparison
                .field("commandSm3", sm3(sent.command()), sm3(body.command()))
                .field("authentication.kind", kind, AuthenticationKind.of(authentication.getKind()))
                .field("authentication.session", session, authentication.getSession())
                .field("authentication.isOwnSignature", key != null, isOwn(authentication.getSignature()))
                .field("code", outcome.code(), code(body));
    }

    /** Any signature of one's own will do: whoever signs the same bytes twice gets two. */
    private boolean isOwn(ByteBuffer signature) {
        if (key == null || signature.remaining() != SIGNATURE_LENGTH) {
            return false;
        }
        byte[] raw = new byte[SIGNATURE_LENGTH];
        signature.duplicate().get(raw);
        return key.verifyRaw(sent.bytesToSign(), raw);
    }

    private static RefusalCode code(CommandBody body) {
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.REJECTED.number()) {
                return RefusalCode.of(event.getA());
            }
        }
        return RefusalCode.OK;
    }

    private static Sm3Hash sm3(byte[] bytes) {
        return Sm3Hash.of(Sm3.hash(bytes));
    }
}
