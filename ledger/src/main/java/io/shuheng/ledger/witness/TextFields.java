package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import java.util.Base64;
import java.util.HexFormat;

/** Fields of the texts between ledger and witness. Stateless. */
final class TextFields {

    private TextFields() {}

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RecordFormatException("size: not a number of 63 bits");
        }
    }

    static Sm3Hash hash(String base64) {
        try {
            return hash(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException("hash: not base64");
        }
    }

    static Sm3Hash ledgerId(String hex) {
        try {
            return hash(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException("ledger: not 64 hexadecimal digits");
        }
    }

    private static Sm3Hash hash(byte[] bytes) {
        if (bytes.length != Sm3Hash.LENGTH) {
            throw new RecordFormatException("hash of " + bytes.length + " bytes: 32");
        }
        return Sm3Hash.of(bytes);
    }

    static String after(String prefix, String line) {
        if (!line.startsWith(prefix)) {
            throw new RecordFormatException("a line does not begin with '" + prefix + "'");
        }
        return line.substring(prefix.length());
    }
}
