package io.shuheng.crypto;

import java.util.HexFormat;

/** Hexadecimal in published vectors: blanks between groups are ignored. */
public final class Hex {
    private Hex() {}

    /** Reads hexadecimal digits of either case. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /** Writes lower-case hexadecimal digits. */
    public static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
