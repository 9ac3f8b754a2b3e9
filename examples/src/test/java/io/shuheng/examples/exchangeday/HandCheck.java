package io.shuheng.examples.exchangeday;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One step of the page that says how to check a contract by hand.
 *
 * @param lines what to type
 * @param expected what it must print
 */
record HandCheck(String lines, String expected) {

    private static final Pattern STEP = Pattern.compile("```\\n(.*?)```\\n\\n((?: {4}[^\\n]*\\n)+|)", Pattern.DOTALL);

    static List<HandCheck> read(Path page) throws IOException {
        return STEP.matcher(Files.readString(page))
                .results()
                .map(step -> new HandCheck(step.group(1), step.group(2).replaceAll("(?m)^ {4}", "")))
                .toList();
    }

    static String openSslVersion() throws InterruptedException {
        try {
            return run(Path.of("."), "openssl", "version");
        } catch (IOException e) {
            return "none";
        }
    }

    String run(Path folder) throws IOException, InterruptedException {
        return run(folder, "sh", "-c", lines);
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
