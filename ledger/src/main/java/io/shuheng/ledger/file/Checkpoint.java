package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A signed statement of a ledger's size and root, in the shape of C2SP tlog-checkpoint. Immutable, thread-safe. Read
 * strictly: what is accepted encodes to the same bytes.
 *
 * <pre>
 * shuheng/&lt;ledger id, 64 hexadecimal digits&gt;
 * &lt;size, decimal&gt;
 * &lt;root, base64&gt;
 * time &lt;nanoseconds since 1970 of the last record covered&gt;
 * rules &lt;rules version in force behind it&gt;
 *
 * — &lt;operator&gt; &lt;base64(key id ‖ r ‖ s)&gt;
 * </pre>
 *
 * @param ledgerId of the ledger
 * @param size number of records covered
 * @param root of the tree over them
 * @param timeNs time of the last of them, nanoseconds since 1970; 0 where there is none
 * @param rulesVersion in force behind the last of them
 * @param signatures the operator's and, in files that were sent to witnesses, theirs; 1 to 32
 */
public record Checkpoint(
        Sm3Hash ledgerId, long size, Sm3Hash root, long timeNs, int rulesVersion, List<NoteSignature> signatures) {

    /** Longest text in bytes. */
    public static final int MAX_LENGTH = 16 * 1024;

    /** Most signature lines. */
    public static final int MAX_SIGNATURES = 32;

    private static final String ORIGIN = "shuheng/";
    private static final String TIME = "time ";
    private static final String RULES = "rules ";
    private static final int TEXT_LINES = 5;

    /** Checks the ranges. */
    public Checkpoint {
        if (size < 0 || timeNs < 0 || rulesVersion < 0) {
            throw new RecordFormatException(
                    "checkpoint: size " + size + ", time " + timeNs + ", rules " + rulesVersion + ": not negative");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new RecordFormatException("checkpoint: " + signatures.size() + " signatures: 1 to " + MAX_SIGNATURES);
        }
        signatures = List.copyOf(signatures);
    }

    /** Signs a checkpoint as the operator. May block, as the signer does. */
    public static Checkpoint sign(
            Sm3Hash ledgerId,
            long size,
            Sm3Hash root,
            long timeNs,
            int rulesVersion,
            String operatorUscc,
            Signer operator) {
        byte[] text = text(ledgerId, size, root, timeNs, rulesVersion).getBytes(StandardCharsets.UTF_8);
        NoteSignature signature = new NoteSignature(
                operatorUscc,
                NoteSignature.keyId(operatorUscc, operator.publicKey()),
                operator.sign(text).raw());
        return new Checkpoint(ledgerId, size, root, timeNs, rulesVersion, List.of(signature));
    }

    /** The text that is signed: five lines, each with its end. */
    public String signedText() {
        return text(ledgerId, size, root, timeNs, rulesVersion);
    }

    private static String text(Sm3Hash ledgerId, long size, Sm3Hash root, long timeNs, int rulesVersion) {
        return ORIGIN + ledgerId.hex() + "\n" + size + "\n"
                + Base64.getEncoder().encodeToString(root.bytes()) + "\n"
                + TIME + timeNs + "\n" + RULES + rulesVersion + "\n";
    }

    /** The whole text in UTF-8, as it stands in files. */
    public byte[] encode() {
        StringBuilder out = new StringBuilder(signedText()).append('\n');
        for (NoteSignature signature : signatures) {
            out.append(signature.line()).append('\n');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether one of the signatures is that signer's, by that key. */
    public boolean isSignedBy(String signer, Sm2Verifier key) {
        byte[] text = signedText().getBytes(StandardCharsets.UTF_8);
        return signatures.stream().anyMatch(signature -> signature.verifies(signer, key, text));
    }

    /**
     * The same with one more line behind the others.
     *
     * @throws RecordFormatException where it has {@link #MAX_SIGNATURES} already
     */
    public Checkpoint with(NoteSignature line) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(line);
        return new Checkpoint(ledgerId, size, root, timeNs, rulesVersion, more);
    }

    /**
     * The same with one line of one signer alone.
     *
     * @throws RecordFormatException where it has none of that signer
     */
    public Checkpoint signedOnlyBy(String signer) {
        List<NoteSignature> line = signatures.stream()
                .filter(signature -> signature.name().equals(signer))
                .limit(1)
                .toList();
        return new Checkpoint(ledgerId, size, root, timeNs, rulesVersion, line);
    }

    /**
     * Reads a checkpoint. Signatures are not verified here.
     *
     * @throws RecordFormatException where the bytes are not exactly one checkpoint
     */
    public static Checkpoint parse(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new RecordFormatException("checkpoint of " + bytes.length + " bytes: at most " + MAX_LENGTH);
        }
        String[] lines = decode(bytes).split("\n", TEXT_LINES + 2 + MAX_SIGNATURES);
        if (lines.length < TEXT_LINES + 3 || !lines[TEXT_LINES].isEmpty() || !lines[lines.length - 1].isEmpty()) {
            throw new RecordFormatException(
                    "checkpoint: five lines, an empty line, 1 to " + MAX_SIGNATURES + " signature lines");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (int i = TEXT_LINES + 1; i < lines.length - 1; i++) {
            signatures.add(NoteSignature.ofLine(lines[i]));
        }
        Checkpoint checkpoint = new Checkpoint(
                ledgerId(afterPrefix(lines[0], ORIGIN)),
                number("size", lines[1]),
                Sm3Hash.of(require32("root", base64("root", lines[2]))),
                number("time", afterPrefix(lines[3], TIME)),
                (int) Math.min(Integer.MAX_VALUE, number("rules", afterPrefix(lines[4], RULES))),
                signatures);
        if (!Arrays.equals(checkpoint.encode(), bytes)) {
            throw new RecordFormatException("checkpoint: not in its one canonical form");
        }
        return checkpoint;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RecordFormatException("checkpoint: not UTF-8");
        }
    }

    private static String afterPrefix(String line, String prefix) {
        if (!line.startsWith(prefix)) {
            throw new RecordFormatException("checkpoint: a line does not begin with '" + prefix + "'");
        }
        return line.substring(prefix.length());
    }

    private static Sm3Hash ledgerId(String hex) {
        try {
            return Sm3Hash.of(require32("ledger id", HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException("checkpoint.ledger id: not 64 hexadecimal digits");
        }
    }

    private static byte[] require32(String field, byte[] bytes) {
        if (bytes.length != Sm3Hash.LENGTH) {
            throw new RecordFormatException("checkpoint." + field + " of " + bytes.length + " bytes: 32");
        }
        return bytes;
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RecordFormatException("checkpoint." + field + ": not a number of 63 bits");
        }
    }

    static byte[] base64(String field, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException("checkpoint." + field + ": not base64");
        }
    }
}
