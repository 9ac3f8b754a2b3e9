package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.NoteSignature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a witness says to a request. Immutable, thread-safe. As a file:
 *
 * <pre>
 * ledger &lt;ledger id, 64 hexadecimal digits&gt;
 * size &lt;size of the checkpoint&gt;
 * — &lt;witness&gt; &lt;base64&gt;     or     refused &lt;reason&gt; &lt;size that the witness has seen&gt;
 * </pre>
 */
public sealed interface WitnessAnswer {

    /** Longest text in bytes. */
    int MAX_LENGTH = 16 * 1024;

    /** Beginning of the first line. */
    String LEDGER = "ledger ";

    /** Beginning of the second. */
    String SIZE = "size ";

    /** Beginning of the third, of a refusal. */
    String REFUSED = "refused ";

    /** The ledger. */
    Sm3Hash ledgerId();

    /** Records that the checkpoint covers. */
    long size();

    /**
     * It has cosigned.
     *
     * @param ledgerId the ledger
     * @param size of the checkpoint
     * @param line the cosignature, not verified yet
     */
    record Cosigned(Sm3Hash ledgerId, long size, NoteSignature line) implements WitnessAnswer {}

    /**
     * It has not.
     *
     * @param ledgerId the ledger
     * @param size of the checkpoint
     * @param reason why
     * @param seenSize largest size that the witness has seen, 0 where it has seen none
     */
    record Refused(Sm3Hash ledgerId, long size, WitnessRefusal reason, long seenSize) implements WitnessAnswer {

        /**
         * Checks the sizes.
         *
         * @throws RecordFormatException where one is negative
         */
        public Refused {
            if (size < 0 || seenSize < 0) {
                throw new RecordFormatException("answer: size " + size + ", seen " + seenSize + ": not negative");
            }
        }
    }

    /** The text in UTF-8. */
    default byte[] encode() {
        String said = this instanceof Refused refused
                ? REFUSED + refused.reason() + " " + refused.seenSize()
                : ((Cosigned) this).line().line();
        String text = LEDGER + ledgerId().hex() + "\n" + SIZE + size() + "\n" + said + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads an answer. A cosignature is not verified here.
     *
     * @throws RecordFormatException where the bytes are not exactly one
     */
    static WitnessAnswer parse(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 5);
        if (bytes.length > MAX_LENGTH || lines.length != 4 || !lines[3].isEmpty()) {
            throw new RecordFormatException("answer: three lines in at most " + MAX_LENGTH + " bytes");
        }
        Sm3Hash ledgerId = TextFields.ledgerId(TextFields.after(LEDGER, lines[0]));
        long size = TextFields.number(TextFields.after(SIZE, lines[1]));
        WitnessAnswer answer = lines[2].startsWith(REFUSED)
                ? refused(ledgerId, size, lines[2].substring(REFUSED.length()))
                : new Cosigned(ledgerId, size, NoteSignature.ofLine(lines[2]));
        if (!Arrays.equals(answer.encode(), bytes)) {
            throw new RecordFormatException("answer: not in its one canonical form");
        }
        return answer;
    }

    private static Refused refused(Sm3Hash ledgerId, long size, String words) {
        int space = words.indexOf(' ');
        for (WitnessRefusal reason : WitnessRefusal.values()) {
            if (space > 0 && reason.name().equals(words.substring(0, space))) {
                return new Refused(ledgerId, size, reason, TextFields.number(words.substring(space + 1)));
            }
        }
        throw new RecordFormatException("answer.refused: a reason that is known, and a size");
    }
}
