package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.ledger.file.BrokenSuccession;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.SuccessionProof;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/*
 * Two sizes prove a fork only where the path that was shown leads to the later root: the hashes that lead there fix the root
 * of the earlier size too, and that is another than the operator had signed. Where the earlier size is a power of two its
 * root is no part of the path, and where the path leads nowhere it is of nothing: then the two checkpoints are kept for
 * whoever can get a proof, or the ledger, from somewhere else.
 */
/**
 * What a witness keeps where an operator showed it a checkpoint that does not continue what it had seen: both, signed, and
 * the path that was to join them. Immutable, thread-safe. Read strictly.
 *
 * <pre>
 * shuheng/fork/1
 * seen &lt;bytes of the first checkpoint's text&gt;
 * &lt;checkpoint&gt;
 * shown &lt;bytes of the second&gt;
 * &lt;checkpoint&gt;
 * &lt;hash, base64&gt;, 0 to 63 lines
 * genesis and rotations as in a {@link WitnessRequest}
 * </pre>
 *
 * @param seen the checkpoint that the witness had cosigned
 * @param shown the one that it was shown later, of no smaller size
 * @param path that came with it
 * @param succession that came with it: the operator's keys up to there
 */
public record ForkEvidence(
        Checkpoint seen, Checkpoint shown, List<Sm3Hash> path, Optional<SuccessionProof> succession) {

    /** What evidence comes to. */
    public enum Finding {
        /** The operator has signed two histories of one ledger. */
        TWO_HISTORIES,
        /** The two do not contradict each other by themselves, and the path does not join them either. */
        NOT_PROVEN,
        /** They are of one history, or of two ledgers. */
        NO_FORK,
        /** One of them is signed with none of those keys. */
        NOT_SIGNED
    }

    /** Longest text in bytes. */
    public static final int MAX_LENGTH = Checkpoint.MAX_LENGTH + WitnessRequest.MAX_LENGTH;

    private static final String MAGIC = "shuheng/fork/1\n";
    private static final String SEEN = "seen ";
    private static final String SHOWN = "shown ";

    /**
     * Takes a copy and checks the sizes.
     *
     * @throws RecordFormatException where they are wrong
     */
    public ForkEvidence {
        if (seen.size() > shown.size() || path.size() > WitnessRequest.MAX_PATH) {
            throw new RecordFormatException("evidence: sizes " + seen.size() + " and " + shown.size() + ", "
                    + path.size() + " hashes: ascending, at most " + WitnessRequest.MAX_PATH);
        }
        path = List.copyOf(path);
    }

    /** Of an operator that has one key. */
    public ForkEvidence(Checkpoint seen, Checkpoint shown, List<Sm3Hash> path) {
        this(seen, shown, path, Optional.empty());
    }

    /**
     * What it comes to, for whoever knows one of the operator's keys, or several.
     *
     * @param operator each checkpoint is signed with one of them, or with one that the succession joins to one of them
     */
    public Finding finding(Sm2Verifier... operator) {
        List<Sm2Verifier> keys = joined(operator);
        if (!isSigned(seen, keys) || !isSigned(shown, keys)) {
            return Finding.NOT_SIGNED;
        }
        if (!seen.ledgerId().equals(shown.ledgerId())) {
            return Finding.NO_FORK;
        }
        if (seen.size() == shown.size()) {
            return seen.root().equals(shown.root()) ? Finding.NO_FORK : Finding.TWO_HISTORIES;
        }
        try {
            ConsistencyProof proof = new ConsistencyProof(seen.size(), shown.size(), path);
            if (proof.verify(seen.root(), shown.root())) {
                return Finding.NO_FORK;
            }
            Optional<Sm3Hash> followed = proof.firstRootUnder(shown.root());
            return followed.isPresent() ? Finding.TWO_HISTORIES : Finding.NOT_PROVEN;
        } catch (CryptoException e) {
            return Finding.NOT_PROVEN;
        }
    }

    /** The keys given, and where the evidence shows that one of them is the operator's, all that it has had by then. */
    private List<Sm2Verifier> joined(Sm2Verifier... operator) {
        List<Sm2Verifier> keys = new ArrayList<>(List.of(operator));
        if (succession.isEmpty()) {
            return keys;
        }
        try {
            OperatorKeys shownBy = succession.get().signers(shown);
            if (keys.stream().anyMatch(key -> shownBy.of(key.publicKey()).isPresent())) {
                shownBy.list().forEach(key -> keys.add(key.verifier()));
            }
        } catch (BrokenSuccession e) {
            // Then it joins nothing, and what is signed with the keys given stands by itself.
            return keys;
        }
        return keys;
    }

    private static boolean isSigned(Checkpoint checkpoint, List<Sm2Verifier> operator) {
        return checkpoint.signatures().stream()
                .anyMatch(line -> operator.stream().anyMatch(key -> checkpoint.isSignedBy(line.name(), key)));
    }

    /** The text in UTF-8. */
    public byte[] encode() {
        StringBuilder out = new StringBuilder(MAGIC);
        append(out, SEEN, seen);
        append(out, SHOWN, shown);
        path.forEach(hash ->
                out.append(Base64.getEncoder().encodeToString(hash.bytes())).append('\n'));
        SuccessionText.append(out, succession);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder out, String word, Checkpoint checkpoint) {
        byte[] text = checkpoint.encode();
        out.append(word).append(text.length).append('\n').append(new String(text, StandardCharsets.UTF_8));
    }

    /**
     * Reads evidence. Nothing is verified here.
     *
     * @throws RecordFormatException where the bytes are not exactly one
     */
    public static ForkEvidence parse(byte[] bytes) {
        byte[] magic = MAGIC.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_LENGTH
                || bytes.length < magic.length
                || !Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)) {
            throw new RecordFormatException("evidence: begins with shuheng/fork/1, at most " + MAX_LENGTH + " bytes");
        }
        Text in = new Text(bytes, magic.length);
        Checkpoint seen = in.checkpoint(SEEN);
        Checkpoint shown = in.checkpoint(SHOWN);
        List<Sm3Hash> path = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        while (in.at < bytes.length
                && path.size() <= WitnessRequest.MAX_PATH
                && lines.size() <= SuccessionText.MAX_LINES) {
            String line = in.line();
            if (lines.isEmpty() && !SuccessionText.begins(line)) {
                path.add(TextFields.hash(line));
            } else {
                lines.add(line);
            }
        }
        ForkEvidence evidence = new ForkEvidence(seen, shown, path, SuccessionText.parse(lines));
        if (!Arrays.equals(evidence.encode(), bytes)) {
            throw new RecordFormatException("evidence: not in its one canonical form");
        }
        return evidence;
    }

    /** A place in a text. */
    private static final class Text {

        private final byte[] bytes;
        private int at;

        Text(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        String line() {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
            at = Math.min(bytes.length, end + 1);
            return line;
        }

        Checkpoint checkpoint(String word) {
            long length = TextFields.number(TextFields.after(word, line()));
            if (length < 0 || length > bytes.length - at) {
                throw new RecordFormatException(
                        "evidence: a checkpoint of " + length + " bytes, " + (bytes.length - at) + " are left");
            }
            byte[] text = Arrays.copyOfRange(bytes, at, at + (int) length);
            at += (int) length;
            return Checkpoint.parse(text);
        }
    }
}
