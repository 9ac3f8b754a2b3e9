package io.shuheng.examples.exchangeday.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a data set's file says of itself: nothing of it is written down beforehand. Immutable.
 *
 * @param bytes length of the file
 * @param records data records; a header line is none
 * @param fields names of the fields, in the order of their first appearance
 * @param contentSm3 SM3 of the file
 * @param sample the first records as a file of their own, which anybody may see before buying
 */
public record FileFacts(long bytes, long records, List<String> fields, Sm3Hash contentSm3, byte[] sample) {

    private static final int SAMPLE_RECORDS = 5;

    /** Copies what could be changed. */
    public FileFacts {
        fields = List.copyOf(fields);
        sample = sample.clone();
    }

    /**
     * Reads a file.
     *
     * @param format CSV, with a header line, or JSON, one array of objects; UTF-8
     * @throws IllegalArgumentException for another format, or content that is not of its format
     */
    public static FileFacts of(byte[] content, String format) {
        return switch (format) {
            case "CSV" -> ofCsv(content);
            case "JSON" -> ofJson(content);
            default -> throw new IllegalArgumentException("format " + format + ": neither CSV nor JSON");
        };
    }

    /** SM3 of the sample. */
    public Sm3Hash sampleSm3() {
        return Sm3Hash.ofContent(sample);
    }

    /** A line feed inside a quoted field would be a record too many; the data sets that come with this have none. */
    private static FileFacts ofCsv(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.lines().anyMatch(line -> quotes(line) % 2 != 0)) {
            throw new IllegalArgumentException("format CSV: a quoted field goes over more than one line");
        }
        List<String> lines = text.lines().filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("format CSV: no header line");
        }
        String sample = lines.stream().limit(SAMPLE_RECORDS + 1L).collect(Collectors.joining("\n", "", "\n"));
        return new FileFacts(
                content.length,
                lines.size() - 1L,
                List.of(lines.get(0).split(",")),
                Sm3Hash.ofContent(content),
                sample.getBytes(StandardCharsets.UTF_8));
    }

    private static long quotes(String line) {
        return line.chars().filter(c -> c == '"').count();
    }

    private static FileFacts ofJson(byte[] content) {
        // Decimal figures as they stand: the binary ones of two JDKs are not printed alike.
        JsonMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        JsonNode root = tree(json, content);
        if (!root.isArray()) {
            throw new IllegalArgumentException("format JSON: not one array of objects");
        }
        Set<String> fields = new LinkedHashSet<>();
        root.forEach(object -> object.fieldNames().forEachRemaining(fields::add));
        List<JsonNode> first = root.valueStream().limit(SAMPLE_RECORDS).toList();
        return new FileFacts(
                content.length, root.size(), List.copyOf(fields), Sm3Hash.ofContent(content), write(json, first));
    }

    private static JsonNode tree(JsonMapper json, byte[] content) {
        try {
            return json.readTree(content);
        } catch (IOException e) {
            throw new IllegalArgumentException("format JSON: " + e.getMessage(), e);
        }
    }

    private static byte[] write(JsonMapper json, List<JsonNode> records) {
        try {
            return json.writeValueAsBytes(records);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
