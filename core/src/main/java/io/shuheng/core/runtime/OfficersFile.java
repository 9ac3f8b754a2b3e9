package io.shuheng.core.runtime;

import io.shuheng.core.record.RecordFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a file that brings an act of two officers: its name, and two submissions in Base64.
 *
 * @param act submission of the act
 * @param endorsement submission of the endorsement
 */
record OfficersFile(byte[] act, byte[] endorsement) {

    private static final int MAX_LENGTH = 16 * 1024;
    private static final String BASE64 = "([A-Za-z0-9+/=]+)";

    /**
     * Reads a file.
     *
     * @param name of the form, its first line
     * @throws RecordFormatException where the bytes are not of this form
     */
    static OfficersFile parse(String name, byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new RecordFormatException(name + " of " + bytes.length + " bytes: at most " + MAX_LENGTH);
        }
        Pattern form = Pattern.compile(Pattern.quote(name) + "\nact " + BASE64 + "\nendorsement " + BASE64 + "\n");
        Matcher matcher = form.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            throw new RecordFormatException("not of the form " + name);
        }
        try {
            OfficersFile read = new OfficersFile(
                    Base64.getDecoder().decode(matcher.group(1)),
                    Base64.getDecoder().decode(matcher.group(2)));
            if (!Arrays.equals(read.encode(name), bytes)) {
                throw new RecordFormatException(name + ": not in its one canonical form");
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException(name + ": not base64");
        }
    }

    /** The file's bytes. */
    byte[] encode(String name) {
        Base64.Encoder base64 = Base64.getEncoder();
        return (name + "\nact " + base64.encodeToString(act) + "\nendorsement " + base64.encodeToString(endorsement)
                        + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
