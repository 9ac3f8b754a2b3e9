package io.shuheng.core.runtime;

import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.Submission;

/**
 * The file by which two compliance officers make a standby (备机) the exchange: the first one's {@link BeginEpoch}, which
 * names how many records the standby holds and their root, and the second one's EndorseAct, which names the act by that
 * number, for it will be its sequence. Both hold for the identification window of genesis, so they are signed for one
 * promotion. Immutable.
 *
 * <pre>
 * shuheng-promotion/1
 * act base64
 * endorsement base64
 * </pre>
 *
 * @param act submission of the BeginEpoch
 * @param endorsement submission of the EndorseAct
 * @param command what the act says
 */
public record Promotion(byte[] act, byte[] endorsement, BeginEpoch command) implements OpeningActs {

    private static final String FORM = "shuheng-promotion/1";

    /**
     * Joins the two submissions. Signatures are looked at when the exchange is opened.
     *
     * @throws RecordFormatException where the first is no submission of a BeginEpoch
     */
    public static Promotion of(byte[] act, byte[] endorsement) {
        Submission submission = AvroBytes.decode(Submission.class, act);
        return new Promotion(
                act.clone(),
                endorsement.clone(),
                AvroBytes.decode(BeginEpoch.class, AvroBytes.copyOf(submission.getCommand())));
    }

    /**
     * Reads a file.
     *
     * @throws RecordFormatException where the bytes are not of this form
     */
    public static Promotion parse(byte[] bytes) {
        OfficersFile file = OfficersFile.parse(FORM, bytes);
        return of(file.act(), file.endorsement());
    }

    /** The file's bytes. */
    public byte[] encode() {
        return new OfficersFile(act, endorsement).encode(FORM);
    }
}
