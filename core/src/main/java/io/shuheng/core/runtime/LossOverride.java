package io.shuheng.core.runtime;

import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.Submission;

/**
 * The file by which two compliance officers let a ledger be opened that has lost signed records: the first one's
 * {@link AcceptDataLoss} and the second one's EndorseAct, which names the act by the sequence it will have, the number of
 * records found. Both are signed submissions and hold for the identification window of genesis, so they are signed for one
 * opening. Immutable.
 *
 * <pre>
 * shuheng-loss-override/1
 * act base64
 * endorsement base64
 * </pre>
 *
 * @param act submission of the AcceptDataLoss
 * @param endorsement submission of the EndorseAct
 * @param command what the act says
 */
public record LossOverride(byte[] act, byte[] endorsement, AcceptDataLoss command) implements OpeningActs {

    private static final String FORM = "shuheng-loss-override/1";

    /**
     * Joins the two submissions. Signatures are looked at when the exchange is opened.
     *
     * @throws RecordFormatException where the first is no submission of an AcceptDataLoss
     */
    public static LossOverride of(byte[] act, byte[] endorsement) {
        Submission submission = AvroBytes.decode(Submission.class, act);
        return new LossOverride(
                act.clone(),
                endorsement.clone(),
                AvroBytes.decode(AcceptDataLoss.class, AvroBytes.copyOf(submission.getCommand())));
    }

    /**
     * Reads a file.
     *
     * @throws RecordFormatException where the bytes are not of this form
     */
    public static LossOverride parse(byte[] bytes) {
        OfficersFile file = OfficersFile.parse(FORM, bytes);
        return of(file.act(), file.endorsement());
    }

    /** The file's bytes. */
    public byte[] encode() {
        return new OfficersFile(act, endorsement).encode(FORM);
    }
}
