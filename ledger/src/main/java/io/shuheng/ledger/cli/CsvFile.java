package io.shuheng.ledger.cli;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/*
 * Names in a ledger are others' to choose. A cell that begins with one of these characters is run as a formula by the
 * programs that open it, and one of digits alone is taken for a number and loses its end; an apostrophe before it makes
 * either a text.
 */
/**
 * A table as spreadsheets open it: UTF-8 with byte order mark, RFC 4180, CRLF. A file that only its owner may read. For
 * one thread.
 */
final class CsvFile implements Closeable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String FORMULA = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";
    private static final int DIGITS_KEPT = 15;

    private final BufferedWriter out;

    private CsvFile(BufferedWriter out) {
        this.out = out;
    }

    /** Begins the file; columns are named in the printer's words, {@code column.NAME}. */
    static CsvFile create(Path file, WordPrinter words, List<String> columns) throws IOException {
        CsvFile csv = new CsvFile(CommandFiles.writer(file));
        csv.out.write(BYTE_ORDER_MARK);
        Row row = csv.row();
        for (String column : columns) {
            row.text(words.word("column." + column));
        }
        row.end();
        return csv;
    }

    Row row() {
        return new Row();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** A text that is shown and not run, in quotes where it must be. */
    static String cell(String value) {
        String printed = WordPrinter.printable(value);
        String safe = isTakenForSomethingElse(value, printed) ? "'" + printed : printed;
        boolean quoted = safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0;
        return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    private static boolean isTakenForSomethingElse(String value, String printed) {
        if (value.isEmpty()) {
            return false;
        }
        boolean digits = printed.length() > DIGITS_KEPT && printed.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits || FORMULA.indexOf(value.charAt(0)) >= 0 || FORMULA.indexOf(printed.charAt(0)) >= 0;
    }

    /** One row. For one thread. */
    final class Row {

        private final StringBuilder line = new StringBuilder();
        private boolean begun;

        private Row() {}

        Row text(String value) {
            return add(cell(value));
        }

        Row number(long value) {
            return add(Long.toString(value));
        }

        /** Two cells: fen, and yuan beside it. */
        Row fen(long fen) {
            return number(fen).add(RecordText.yuan(fen));
        }

        Row empty() {
            return add("");
        }

        private Row add(String cell) {
            if (begun) {
                line.append(',');
            }
            line.append(cell);
            begun = true;
            return this;
        }

        void end() throws IOException {
            out.write(line.append("\r\n").toString());
        }
    }
}
