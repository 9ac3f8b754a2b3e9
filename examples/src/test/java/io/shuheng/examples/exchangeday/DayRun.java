package io.shuheng.examples.exchangeday;

import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run of the program in this process.
 *
 * @param exitCode how it ended
 * @param printed what it printed
 * @param out where it left its files
 */
record DayRun(int exitCode, String printed, Path out) {

    static DayRun of(Path out, long seed, String language) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitCode = ExchangeDay.run(
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                "--out",
                out.toString(),
                "--seed",
                Long.toString(seed),
                "--lang",
                language);
        return new DayRun(exitCode, printed.toString(StandardCharsets.UTF_8), out);
    }

    /** The records of its ledger, each with its header. */
    List<byte[]> records() throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (LedgerReader reader = LedgerReader.open(out.resolve("ledger"))) {
            for (Kind kind = reader.next(); kind != Kind.END; kind = reader.next()) {
                if (kind == Kind.FAULT) {
                    throw new IOException(reader.fault().toString());
                }
                if (kind == Kind.RECORD) {
                    int from = reader.offset();
                    records.add(Arrays.copyOfRange(reader.array(), from, from + reader.length()));
                }
            }
        }
        return records;
    }
}
