package io.shuheng.ledger.file;

import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.StateDigest;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file PRUNED (清理文件): where a ledger begins whose first records were taken out, as the text of FORMAT.md, section 13.
 * Immutable.
 *
 * @param ledgerId of the ledger
 * @param file the first file of records that is here
 * @param first number of records before it, which are gone
 * @param root over these
 * @param timeNs time of the last of them, nanoseconds since 1970
 * @param digestSequence sequence at which the digest of the state at the cut was asked for
 * @param records number of records before the cut, not less than those that are gone
 * @param stateSm3 SM3 of the state at the cut
 * @param keptSm3 SM3 of the file with what is kept of the records before
 */
public record PruneFile(
        Sm3Hash ledgerId,
        String file,
        long first,
        Sm3Hash root,
        long timeNs,
        long digestSequence,
        long records,
        Sm3Hash stateSm3,
        Sm3Hash keptSm3) {

    /** Most bytes of the text. */
    static final int MAX_LENGTH = 1024;

    private static final String NUMBER = "(0|[1-9]\\d{0,17}|[1-8]\\d{18})";
    private static final String HASH = "([0-9a-f]{64})";
    private static final Pattern TEXT = Pattern.compile("shuheng/pruned/1\n"
            + "ledger " + HASH + "\n"
            + "file (segment-\\d{8}/\\d{8}F\\.cq4)\n"
            + "before " + NUMBER + " " + HASH + " " + NUMBER + "\n"
            + "state " + NUMBER + " " + NUMBER + " " + HASH + "\n"
            + "kept " + HASH + "\n");

    /** Checks that something is gone, and nothing behind the cut. */
    public PruneFile {
        if (first < 1 || records < first || digestSequence < 0 || digestSequence >= records) {
            throw new RecordFormatException(
                    "PRUNED: " + first + " records before, cut at " + records + ", digest " + digestSequence);
        }
    }

    /**
     * The one of a ledger; empty where there is none. Blocks while it is read.
     *
     * @throws RecordFormatException where it is not the text of FORMAT.md
     */
    public static Optional<PruneFile> in(Path ledger) throws IOException {
        Path path = ledger.resolve(LedgerFolder.PRUNED);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path) || Files.size(path) > MAX_LENGTH) {
            throw new RecordFormatException("PRUNED: no file of at most " + MAX_LENGTH + " bytes");
        }
        return Optional.of(parse(Files.readAllBytes(path)));
    }

    /**
     * Reads the text.
     *
     * @throws RecordFormatException where it is not that of FORMAT.md, to the last byte
     */
    public static PruneFile parse(byte[] bytes) {
        Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.US_ASCII));
        if (!text.matches()) {
            throw new RecordFormatException("PRUNED: is not the text of FORMAT.md, section 13");
        }
        PruneFile read = new PruneFile(
                Sm3Hash.ofHex(text.group(1)),
                text.group(2),
                Long.parseLong(text.group(3)),
                Sm3Hash.ofHex(text.group(4)),
                Long.parseLong(text.group(5)),
                Long.parseLong(text.group(6)),
                Long.parseLong(text.group(7)),
                Sm3Hash.ofHex(text.group(8)),
                Sm3Hash.ofHex(text.group(9)));
        if (!Arrays.equals(read.encode(), bytes)) {
            throw new RecordFormatException("PRUNED: has bytes that are not ASCII");
        }
        return read;
    }

    /** The text. */
    public byte[] encode() {
        String text = "shuheng/pruned/1\nledger " + ledgerId.hex() + "\nfile " + file + "\nbefore " + first + " "
                + root.hex() + " " + timeNs + "\nstate " + digestSequence + " " + records + " " + stateSm3.hex()
                + "\nkept " + keptSm3.hex() + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the state at the cut lies. */
    public Path statePath(Path ledger) {
        return path(ledger, records, ".state");
    }

    /** Where lies what is kept of the records before. */
    public Path keptPath(Path ledger) {
        return path(ledger, records, ".kept");
    }

    /**
     * Reads the state at the cut.
     *
     * @throws RecordFormatException where it is not there, is too large for this process, or has another SM3
     */
    public byte[] readState(Path ledger) throws IOException {
        Path path = statePath(ledger);
        if (!Files.isRegularFile(path)) {
            throw new RecordFormatException(ledger.relativize(path) + ": is not there");
        }
        if (Files.size(path)
                > Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 3)) {
            throw new RecordFormatException(ledger.relativize(path) + ": is too large for this process");
        }
        byte[] state = Files.readAllBytes(path);
        if (!Sm3Hash.ofContent(state).equals(stateSm3)) {
            throw new RecordFormatException(ledger.relativize(path) + ": has another SM3 than PRUNED says");
        }
        return state;
    }

    /**
     * A replay of the records behind the cut, from the state there.
     *
     * @throws RecordFormatException as {@link #readState}; also where it is no state, or another's
     */
    public Replay replay(Path ledger, RecordCatalogue rules) throws IOException {
        Engine engine = Engine.readState(rules, new StateSource(readState(ledger)));
        if (engine.size() != records || !engine.stateDigest().equals(stateSm3)) {
            throw new RecordFormatException("pruned.state: is that behind " + engine.size() + " records");
        }
        Replay replay = new Replay(rules, engine);
        replay.know(new StateDigest(digestSequence, stateSm3));
        return replay;
    }

    private static Path path(Path ledger, long records, String suffix) {
        return ledger.resolve(LedgerFolder.PRUNED_PARTS).resolve(String.format(Locale.ROOT, "%020d", records) + suffix);
    }
}
