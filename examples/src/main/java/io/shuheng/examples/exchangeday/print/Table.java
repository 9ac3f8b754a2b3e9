package io.shuheng.examples.exchangeday.print;

import java.util.ArrayList;
import java.util.List;

/** A table that lines up whatever the characters in it. Rows are added, then it is printed once. For one thread. */
public final class Table {

    private static final String GAP = "  ";

    /** Where a column's cells stand. */
    public enum Align {
        /** Text. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private record Column(String title, Align align) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column; all of them before the first row. */
    public Table column(String title, Align align) {
        columns.add(new Column(title, align));
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column, as {@code String.valueOf} shows them
     * @throws IllegalArgumentException for another number of cells
     */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("row: " + cells.length + " cells, not " + columns.size());
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /** The lines: titles, a rule, the rows. */
    List<String> lines() {
        List<String> titles = columns.stream().map(Column::title).toList();
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    DisplayWidth.of(titles.get(i)),
                    rows.stream()
                            .mapToInt(row -> DisplayWidth.of(row.get(column)))
                            .max()
                            .orElse(0));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(titles, widths));
        lines.add(rule(widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            padded.add(
                    columns.get(i).align() == Align.LEFT
                            ? DisplayWidth.padRight(cell, widths[i])
                            : DisplayWidth.padLeft(cell, widths[i]));
        }
        return String.join(GAP, padded).stripTrailing();
    }

    private static String rule(int[] widths) {
        List<String> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add("-".repeat(width));
        }
        return String.join(GAP, parts);
    }
}
