package io.shuheng.core.runtime;

import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.Submission;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
public record LossOverride(byte[] act, byte[] endorsement, AcceptDataLoss command) {

    private static final int MAX_LENGTH = 16 * 1024;
    private static final Pattern FORM =
            Pattern.compile("shuheng-loss-override/1\nact ([A-Za-z0-9+/=]+)\nendorsement ([A-Za-z0-9+/=]+)\n");

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
        if (bytes.length > MAX_LENGTH) {
            throw new RecordFormatException("override of " + bytes.length + " bytes: at most " + MAX_LENGTH);
        }
        Matcher form = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!form.matches()) {
            throw new RecordFormatException("override: not of the form shuheng-loss-override/1");
        }
        try {
            LossOverride read = of(
                    Base64.getDecoder().decode(form.group(1)),
                    Base64.getDecoder().decode(form.group(2)));
            if (!Arrays.equals(read.encode(), bytes)) {
                throw new RecordFormatException("override: not in its one canonical form");
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException("override: not base64");
        }
    }

    /** The file's bytes. */
    public byte[] encode() {
        Base64.Encoder base64 = Base64.getEncoder();
        return ("shuheng-loss-override/1\nact " + base64.encodeToString(act) + "\nendorsement "
                        + base64.encodeToString(endorsement) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
