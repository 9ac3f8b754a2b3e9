package io.shuheng.benchmarks.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ratios that were committed, each for a row, a JDK and a class of machines: an object with an array "rows" of objects with
 * row, ratio, spread, jdk and machine, and nothing else. Immutable.
 *
 * @param entries at most one of each row, JDK and class
 */
record Baseline(List<Entry> entries) {

    private static final Set<String> FIELDS = Set.of("row", "ratio", "spread", "jdk", "machine");
    private static final int MOST_ENTRIES = 1_000;

    /** One committed ratio. */
    record Entry(String row, Sample sample, Machine machine) {

        private boolean isOf(String wantedRow, Machine wantedMachine) {
            return row.equals(wantedRow) && machine.equals(wantedMachine);
        }
    }

    /** Takes a copy and refuses two entries for the same. */
    Baseline {
        entries = List.copyOf(entries);
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries) {
            if (!seen.add(entry.row + ", " + entry.machine)) {
                throw new IllegalArgumentException("rows: two of " + entry.row + ", " + entry.machine);
            }
        }
    }

    /** Reads the file's text; the exception names the entry and field that breaks its rule. */
    static Baseline parse(String json) {
        JsonNode root;
        try {
            root = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("baseline: no JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode rows = root.path("rows");
        if (root.size() != 1 || !rows.isArray() || rows.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "baseline: not an object with an array rows of at most " + MOST_ENTRIES + " alone");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            entries.add(entry("rows[" + i + "]", rows.get(i)));
        }
        return new Baseline(entries);
    }

    private static Entry entry(String where, JsonNode node) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(where + "." + name + ": no such field");
            }
        }
        JsonNode jdk = node.path("jdk");
        if (!jdk.canConvertToInt() || !jdk.isInt()) {
            throw new IllegalArgumentException(where + ".jdk " + jdk + ": not a whole number");
        }
        try {
            Sample sample = new Sample(number(where, node, "ratio"), number(where, node, "spread"));
            return new Entry(
                    text(where, node, "row"), sample, new Machine(jdk.intValue(), text(where, node, "machine")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() != null && e.getMessage().startsWith(where)
                            ? e.getMessage()
                            : where + "." + e.getMessage(),
                    e);
        }
    }

    private static double number(String where, JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(where + "." + field + " " + value + ": not a number");
        }
        return value.doubleValue();
    }

    private static String text(String where, JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException(where + "." + field + " " + value + ": not a text");
        }
        return value.textValue();
    }

    /** What was committed for a row on such a machine; null where nothing was. */
    @Nullable
    Sample find(String row, Machine machine) {
        for (Entry entry : entries) {
            if (entry.isOf(row, machine)) {
                return entry.sample;
            }
        }
        return null;
    }

    /** The same with this in the place of what it had for the row on such a machine, or behind the others. */
    Baseline with(String row, Machine machine, Sample sample) {
        List<Entry> changed = new ArrayList<>(entries);
        Entry entry = new Entry(row, sample, machine);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).isOf(row, machine)) {
                changed.set(i, entry);
                return new Baseline(changed);
            }
        }
        changed.add(entry);
        return new Baseline(changed);
    }

    /** The file's text, a line an entry, so that a difference can be read. */
    String json() {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    {\"row\": %s, \"ratio\": %.3f, \"spread\": %.3f, \"jdk\": %d, \"machine\": %s}",
                    quoted(entry.row),
                    entry.sample.ratio(),
                    entry.sample.spread(),
                    entry.machine.jdk(),
                    quoted(entry.machine.machineClass())));
        }
        return lines.isEmpty()
                ? "{\n  \"rows\": []\n}\n"
                : "{\n  \"rows\": [\n" + String.join(",\n", lines) + "\n  ]\n}\n";
    }

    private static String quoted(String text) {
        return JsonMapper.builder().build().getNodeFactory().textNode(text).toString();
    }
}
