package io.shuheng.core.member;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns typed commands into submissions for one ledger, in the name of one certificate. Immutable but for the directory
 * of instruments it reads; thread-safe.
 */
public final class CommandDesk {

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final Sm3Hash ledgerId;
    private final Sm3Hash certificateSm3;
    private final InstrumentDirectory instruments;

    /**
     * A desk.
     *
     * @param ledgerId identity of the ledger, from its genesis
     * @param certificateSm3 SM3 of the DER of the certificate whose key signs
     * @param instruments the terms behind instrument numbers: {@code Exchange.instruments()}, or a directory that the
     *     member keeps itself from the records it reads
     */
    public CommandDesk(Sm3Hash ledgerId, Sm3Hash certificateSm3, InstrumentDirectory instruments) {
        this.ledgerId = ledgerId;
        this.certificateSm3 = certificateSm3;
        this.instruments = instruments;
    }

    /**
     * A command to be signed.
     *
     * @throws IllegalArgumentException where the class is no command of the current rules version
     */
    public Draft draft(SpecificRecord command) {
        RecordKind kind = catalogue.kindOf(command.getClass());
        if (!kind.isCommand()) {
            throw new IllegalArgumentException(kind.schema().getName() + ": not a command");
        }
        return new Draft(
                kind, AvroBytes.encode(command), ledgerId, instruments.termsHash(kind, command), certificateSm3);
    }

    Sm3Hash ledgerId() {
        return ledgerId;
    }

    /** A command signed on the spot; may block as long as the signer does. */
    public byte[] submission(SpecificRecord command, Signer signer) {
        Draft draft = draft(command);
        return draft.submission(signer.sign(draft.bytesToSign()));
    }
}
