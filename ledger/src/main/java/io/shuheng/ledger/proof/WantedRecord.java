package io.shuheng.ledger.proof;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Keeps the one record that is asked for, of all that a survey passes. For one thread. */
final class WantedRecord implements LedgerSurvey.Visitor {

    private final long sequence;
    private @Nullable RecordKind kind;
    private @Nullable SpecificRecord value;
    private @Nullable CommandBody body;

    WantedRecord(long sequence) {
        this.sequence = sequence;
    }

    @Override
    public void record(RecordKind kindSeen, byte[] bytes, int offset, int length, @Nullable CommandBody bodySeen) {
        if (RecordHeader.sequence(bytes, offset) == sequence) {
            kind = kindSeen;
            body = bodySeen;
            value = bodySeen == null
                    ? AvroBytes.decode(kindSeen.javaClass(), bytes, offset + RecordHeader.LENGTH, offset + length)
                    : AvroBytes.decode(kindSeen.javaClass(), bodySeen.command());
        }
    }

    long sequence() {
        return sequence;
    }

    /** The key that signed it, 0 where none did. */
    int key() {
        return body == null ? 0 : body.authentication().getKey();
    }

    /** The session that it came in, 0 where it came in none. */
    long session() {
        return body == null ? 0 : body.authentication().getSession();
    }

    /**
     * Whether it is there, and may be opened.
     *
     * @param opener the key that opened its session, 0 where it came in none
     */
    void requireFor(Audience audience, LedgerSurvey survey, int opener) {
        SpecificRecord seen = value;
        if (seen == null) {
            throw new ProofException(ProofException.Code.RECORD_UNKNOWN, "record " + sequence + ": not in the ledger");
        }
        if (!Openable.to(audience, seen, body, survey.key(Math.max(key(), opener)))) {
            throw new ProofException(
                    ProofException.Code.NOT_A_PARTY,
                    "record " + sequence + ": not about participant " + audience.participant()
                            + ", nor its own, nor public");
        }
    }

    /**
     * The instrument whose terms the command's signature binds, or the statement's.
     *
     * @param stated whether a statement covers it
     */
    Optional<Long> instrument(boolean stated) {
        RecordKind seen = kind;
        SpecificRecord command = value;
        boolean signed =
                stated || (body != null && body.authentication().getKind() == AuthenticationKind.SIGNED.number());
        if (seen == null || command == null || !signed || seen.fieldIndex("instrument") < 0) {
            return Optional.empty();
        }
        return Optional.of((Long) command.get(seen.fieldIndex("instrument")));
    }
}
