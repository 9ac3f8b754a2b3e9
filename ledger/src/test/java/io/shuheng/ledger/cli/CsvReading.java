package io.shuheng.ledger.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a table by RFC 4180, strictly. */
final class CsvReading {

    private final String text;
    private int at;

    private CsvReading(String text) {
        this.text = text;
    }

    static List<List<String>> of(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.isEmpty() || text.charAt(0) != '\uFEFF') {
            throw new IllegalArgumentException("no byte order mark");
        }
        return of(text.substring(1));
    }

    static List<List<String>> of(String text) {
        CsvReading reading = new CsvReading(text);
        List<List<String>> rows = new ArrayList<>();
        while (reading.at < text.length()) {
            rows.add(reading.row());
        }
        return rows;
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (text.charAt(at) == ',') {
            at++;
            cells.add(cell());
        }
        if (!text.startsWith("\r\n", at)) {
            throw new IllegalArgumentException("no CRLF at " + at);
        }
        at += 2;
        return cells;
    }

    private String cell() {
        StringBuilder cell = new StringBuilder();
        if (text.charAt(at) == '"') {
            at++;
            while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
                at += text.charAt(at) == '"' ? 1 : 0;
                cell.append(text.charAt(at++));
            }
            at++;
            return cell.toString();
        }
        while (",\r".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw new IllegalArgumentException("a quote inside at " + at);
            }
            cell.append(text.charAt(at++));
        }
        return cell.toString();
    }
}
