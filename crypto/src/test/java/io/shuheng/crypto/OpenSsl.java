package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The machine's OpenSSL 3 at work in one folder. A test without it is skipped, and says so. */
public final class OpenSsl {
    /** The option's value that gives the default user id. */
    public static final String ID = "distid:1234567812345678";

    private final Path folder;

    /** Works in a folder of the caller's. */
    public OpenSsl(Path folder) {
        this.folder = folder;
        String version;
        try {
            version = run("version").text();
        } catch (IOException e) {
            version = "";
        }
        assumeTrue(version.startsWith("OpenSSL 3"), "openssl 3 is not on the path");
    }

    /** What a command ended with and said. */
    public record Outcome(int exitCode, String text) {}

    /** Runs a command. */
    public Outcome run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), text);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while openssl ran", e);
        }
    }

    /** Runs a command that must succeed; the words of one string are its arguments. */
    public String accepts(String command) throws IOException {
        return accepts(List.of(command.split(" ", -1)));
    }

    /** Runs a command that must succeed. */
    public String accepts(List<String> arguments) throws IOException {
        Outcome outcome = run(arguments.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(arguments + ": " + outcome.text()).isZero();
        return outcome.text();
    }

    /** Runs a command that must fail. */
    public String refuses(String command) throws IOException {
        Outcome outcome = run(command.split(" ", -1));
        assertThat(outcome.exitCode()).as(command + ": " + outcome.text()).isNotZero();
        return outcome.text();
    }

    /** Writes a file of the folder. */
    public void write(String file, byte[] bytes) throws IOException {
        Files.write(folder.resolve(file), bytes);
    }

    /** Writes a text file of the folder. */
    public void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    /** Reads a file of the folder. */
    public byte[] read(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    /** Reads a text file of the folder. */
    public String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
