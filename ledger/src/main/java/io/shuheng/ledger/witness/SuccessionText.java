package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.file.SuccessionProof;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Who signs for a ledger, in the lines of a request or of evidence. Stateless. */
final class SuccessionText {

    /** More bytes than such lines have: what they hold in base64 has half as many at most. */
    static final int MAX_LENGTH = 2 * SuccessionProof.MAX_LENGTH;

    /** Most lines. */
    static final int MAX_LINES = 1 + SuccessionProof.MAX_ROTATIONS;

    private static final String GENESIS = "genesis ";
    private static final String ROTATION = "rotation ";

    private SuccessionText() {}

    /** Adds its lines, none where there is no succession. */
    static void append(StringBuilder out, Optional<SuccessionProof> succession) {
        succession.ifPresent(proof -> {
            append(out, GENESIS, proof.genesis());
            proof.rotations().forEach(rotation -> append(out, ROTATION, rotation));
        });
    }

    private static void append(StringBuilder out, String word, OpenedLeaf leaf) {
        out.append(word)
                .append(Base64.getEncoder().encodeToString(leaf.encode()))
                .append('\n');
    }

    /** Whether a line begins a succession. */
    static boolean begins(String line) {
        return line.startsWith(GENESIS);
    }

    /**
     * Reads its lines; empty where there are none.
     *
     * @throws RecordFormatException where they are not exactly a succession
     */
    static Optional<SuccessionProof> parse(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        if (lines.size() > MAX_LINES) {
            throw new RecordFormatException("succession: more than " + MAX_LINES + " lines");
        }
        return Optional.of(new SuccessionProof(
                leaf(GENESIS, lines.get(0)),
                lines.subList(1, lines.size()).stream()
                        .map(line -> leaf(ROTATION, line))
                        .toList()));
    }

    private static OpenedLeaf leaf(String word, String line) {
        try {
            return OpenedLeaf.parse(Base64.getDecoder().decode(TextFields.after(word, line)));
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException(word + "line: not base64");
        }
    }
}
