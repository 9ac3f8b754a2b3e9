package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.SuccessionProof;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a witness is shown, in the words of C2SP tlog-witness, add-checkpoint, and where the operator has changed its key,
 * how the key that signed came into force. Immutable, thread-safe. Read strictly: what is accepted encodes to the same bytes.
 *
 * <pre>
 * old &lt;size&gt;
 * &lt;hash, base64&gt;, 0 to 63 lines
 * genesis &lt;path and record, base64&gt;, 0 or 1 line
 * rotation &lt;path and record, base64&gt;, 0 to 255 lines, behind a genesis alone
 *
 * &lt;checkpoint&gt;
 * </pre>
 *
 * @param oldSize size that the witness has seen last, as far as the sender knows; 0 where it has seen none
 * @param path of the consistency proof from there, 0 to 63 hashes
 * @param checkpoint that is to be cosigned
 * @param succession the operator's keys up to that checkpoint; empty where it is signed with the first
 */
public record WitnessRequest(
        long oldSize, List<Sm3Hash> path, Checkpoint checkpoint, Optional<SuccessionProof> succession) {

    /** Longest text in bytes. */
    public static final int MAX_LENGTH = Checkpoint.MAX_LENGTH + 4096 + SuccessionText.MAX_LENGTH;

    /** Most hashes of a path. */
    public static final int MAX_PATH = 63;

    private static final String OLD = "old ";

    /**
     * Takes a copy and checks the ranges; whether the proof holds is for the witness to say.
     *
     * @throws RecordFormatException where they are wrong
     */
    public WitnessRequest {
        if (oldSize < 0 || path.size() > MAX_PATH) {
            throw new RecordFormatException(
                    "request: old " + oldSize + ", " + path.size() + " hashes: not negative, at most " + MAX_PATH);
        }
        path = List.copyOf(path);
    }

    /** Of an operator that has its first key, or one that the witness was given. */
    public WitnessRequest(long oldSize, List<Sm3Hash> path, Checkpoint checkpoint) {
        this(oldSize, path, checkpoint, Optional.empty());
    }

    /** With the proof. */
    public static WitnessRequest of(ConsistencyProof proof, Checkpoint checkpoint) {
        return new WitnessRequest(proof.firstSize(), proof.path(), checkpoint);
    }

    /** The text in UTF-8. */
    public byte[] encode() {
        StringBuilder out = new StringBuilder(OLD).append(oldSize).append('\n');
        path.forEach(hash ->
                out.append(Base64.getEncoder().encodeToString(hash.bytes())).append('\n'));
        SuccessionText.append(out, succession);
        out.append('\n').append(new String(checkpoint.encode(), StandardCharsets.UTF_8));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a request. Neither signatures nor the proof are verified here.
     *
     * @throws RecordFormatException where the bytes are not exactly one
     */
    public static WitnessRequest parse(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new RecordFormatException("request of " + bytes.length + " bytes: at most " + MAX_LENGTH);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\n\n");
        if (end < 0 || !text.startsWith(OLD)) {
            throw new RecordFormatException("request: 'old N', hashes, an empty line, a checkpoint");
        }
        List<String> lines = Arrays.asList(text.substring(0, end).split("\n", MAX_PATH + SuccessionText.MAX_LINES + 2));
        List<Sm3Hash> path = new ArrayList<>();
        int next = 1;
        while (next < lines.size() && !SuccessionText.begins(lines.get(next))) {
            path.add(TextFields.hash(lines.get(next++)));
        }
        byte[] checkpoint = text.substring(end + 2).getBytes(StandardCharsets.UTF_8);
        WitnessRequest request = new WitnessRequest(
                TextFields.number(lines.get(0).substring(OLD.length())),
                path,
                Checkpoint.parse(checkpoint),
                SuccessionText.parse(lines.subList(next, lines.size())));
        if (!Arrays.equals(request.encode(), bytes)) {
            throw new RecordFormatException("request: not in its one canonical form");
        }
        return request;
    }
}
