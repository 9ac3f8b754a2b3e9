package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The text form of DER (PEM, RFC 7468, strict inside the blocks). Text around the blocks is skipped, as tools print it there.
 * Stateless and thread-safe.
 */
public final class Pem {
    /** Longest text read, in characters. */
    public static final int MAXIMUM_TEXT_LENGTH = 8 << 20;

    /** Most blocks read from one text. */
    public static final int MAXIMUM_BLOCKS = 1000;

    /** Label of a certificate. */
    public static final String CERTIFICATE = "CERTIFICATE";

    /** Label of a certificate request. */
    public static final String CERTIFICATE_REQUEST = "CERTIFICATE REQUEST";

    /** Label of a revocation list. */
    public static final String REVOCATION_LIST = "X509 CRL";

    /** Label of a public key. */
    public static final String PUBLIC_KEY = "PUBLIC KEY";

    /** Label of an encrypted private key. */
    public static final String ENCRYPTED_PRIVATE_KEY = "ENCRYPTED PRIVATE KEY";

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final Base64.Encoder WRITER = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** One block of a text. Immutable. */
    public static final class Block {
        private final String label;
        private final byte[] der;

        private Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }

        /**
         * The label between BEGIN and the dashes.
         *
         * @return such as {@link Pem#CERTIFICATE}
         */
        public String label() {
            return label;
        }

        /**
         * The decoded bytes.
         *
         * @return a copy
         */
        public byte[] der() {
            return der.clone();
        }
    }

    /**
     * Writes one block, lines of 64 characters, each ended by a line feed.
     *
     * @param label such as {@link #CERTIFICATE}
     * @param der the bytes
     * @return the text
     */
    public static String write(String label, byte[] der) {
        return BEGIN + label + DASHES + "\n" + WRITER.encodeToString(der) + "\n" + END + label + DASHES + "\n";
    }

    /**
     * Reads a text that holds one block of a label and none of another.
     *
     * @param text the text
     * @param label the label demanded
     * @return the decoded bytes
     * @throws CryptoException MALFORMED or LIMIT_EXCEEDED
     */
    public static byte[] read(String text, String label) {
        List<Block> blocks = readAll(text);
        if (blocks.size() != 1 || !blocks.get(0).label().equals(label)) {
            throw new CryptoException(
                    Code.MALFORMED,
                    "PEM: exactly one block " + label + " expected, found "
                            + blocks.stream().map(Block::label).toList());
        }
        return blocks.get(0).der();
    }

    /**
     * Reads all blocks of a text, of whatever label.
     *
     * @param text the text
     * @return the blocks in order, maybe none
     * @throws CryptoException MALFORMED or LIMIT_EXCEEDED
     */
    public static List<Block> readAll(String text) {
        if (text.length() > MAXIMUM_TEXT_LENGTH) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED, "PEM: at most " + MAXIMUM_TEXT_LENGTH + " characters are read");
        }
        List<Block> blocks = new ArrayList<>();
        String label = "";
        StringBuilder body = new StringBuilder();
        for (String line : text.split("\r?\n", -1)) {
            if (label.isEmpty()) {
                label = labelOf(line, BEGIN);
            } else if (line.startsWith(END)) {
                if (!labelOf(line, END).equals(label)) {
                    throw new CryptoException(Code.MALFORMED, "PEM: BEGIN " + label + " is ended by '" + line + "'");
                }
                blocks.add(new Block(label, decode(body.toString())));
                requireFewBlocks(blocks);
                label = "";
                body.setLength(0);
            } else {
                body.append(line);
            }
        }
        if (!label.isEmpty()) {
            throw new CryptoException(Code.MALFORMED, "PEM: BEGIN " + label + " has no END");
        }
        return List.copyOf(blocks);
    }

    private static String labelOf(String line, String mark) {
        boolean fits =
                line.startsWith(mark) && line.endsWith(DASHES) && line.length() > mark.length() + DASHES.length();
        return fits ? line.substring(mark.length(), line.length() - DASHES.length()) : "";
    }

    private static void requireFewBlocks(List<Block> blocks) {
        if (blocks.size() > MAXIMUM_BLOCKS) {
            throw new CryptoException(Code.LIMIT_EXCEEDED, "PEM: at most " + MAXIMUM_BLOCKS + " blocks are read");
        }
    }

    /** Strict base64: padded, and what is read is what would be written. */
    private static byte[] decode(String body) {
        try {
            byte[] der = Base64.getDecoder().decode(body);
            if (Base64.getEncoder().encodeToString(der).equals(body)) {
                return der;
            }
        } catch (IllegalArgumentException e) {
            throw new CryptoException(Code.MALFORMED, "PEM: the body is not base64", e);
        }
        throw new CryptoException(Code.MALFORMED, "PEM: the body is not canonical base64");
    }
}
