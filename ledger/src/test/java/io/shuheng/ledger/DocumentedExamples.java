package io.shuheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Examples in a specification, each behind a comment with its name. Run with -Dshuheng.format.write=true to write them anew. */
public final class DocumentedExamples {

    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: ([a-z-]+) -->\n```\n(.*?)```\n", Pattern.DOTALL);

    private static final int LINE = 16;

    private DocumentedExamples() {}

    /** The document shows these examples and no others. */
    public static void assertShown(Path document, Map<String, String> examples) throws IOException {
        String text = Files.readString(document);
        if (Boolean.getBoolean("shuheng.format.write")) {
            Matcher written = EXAMPLE.matcher(text);
            text = written.replaceAll(match -> Matcher.quoteReplacement(
                    "<!-- example: " + match.group(1) + " -->\n```\n" + examples.get(match.group(1)) + "```\n"));
            Files.writeString(document, text);
        }
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = EXAMPLE.matcher(text);
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(examples);
    }

    /** Sixteen bytes a line, behind their offset. */
    public static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        HexFormat form = HexFormat.ofDelimiter(" ");
        for (int at = 0; at < bytes.length; at += LINE) {
            int end = Math.min(bytes.length, at + LINE);
            text.append("%04x  ".formatted(at))
                    .append(form.formatHex(bytes, at, end))
                    .append('\n');
        }
        return text.toString();
    }
}
