package io.shuheng.ledger.fuzz;

import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The first file of a ledger, whatever is in it. */
public final class LedgerFileFuzz implements FuzzTarget {

    private static final String FILE = "segment-00000001/20261123F.cq4";
    private static final int BEGINNING = 4096;

    private final Path ledger;

    /** With a folder of its own. */
    public LedgerFileFuzz() throws IOException {
        ledger = Files.createTempDirectory("ledger-file-fuzz-");
        Files.createDirectories(ledger.resolve(FILE).getParent());
    }

    @Override
    public List<byte[]> seeds() throws Exception {
        byte[] golden = Files.readAllBytes(GoldenFiles.of("ledger").resolve(FILE));
        return List.of(Arrays.copyOf(golden, BEGINNING), Arrays.copyOf(golden, 2 * BEGINNING));
    }

    @Override
    public void read(byte[] input) throws IOException {
        Files.write(ledger.resolve(FILE), input);
        try (LedgerReader reader = LedgerReader.open(ledger)) {
            Kind kind = reader.next();
            while (kind == Kind.RECORD || kind == Kind.MARK) {
                if (kind == Kind.MARK) {
                    reader.mark();
                }
                kind = reader.next();
            }
            if (kind == Kind.END) {
                reader.end();
            } else {
                reader.fault();
            }
        }
    }
}
