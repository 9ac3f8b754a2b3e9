package io.shuheng.ledger.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** In which language a command answers, and where it writes the same for programs. */
final class OutputOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec command;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the result as JSON, outside the folder")
    private @Nullable Path json;

    @Option(names = "--lang", paramLabel = "LANG", description = "zh or en (default: en)")
    private WordPrinter.Language language = WordPrinter.Language.EN;

    WordPrinter.Language language() {
        return language;
    }

    /** On standard output. */
    WordPrinter printer() {
        return new WordPrinter(language, command.commandLine().getOut());
    }

    /** On standard error: for what is no result. */
    WordPrinter notes() {
        return new WordPrinter(language, command.commandLine().getErr());
    }

    /** The ledger's folder is never written to. */
    void requireOutside(Path ledger) throws IOException {
        CommandFiles.requireOutside(ledger, "--json", json);
    }

    /** A file that is only read is never written to. */
    void requireOther(Path file) throws IOException {
        if (json != null && Files.exists(json) && Files.isSameFile(json, file)) {
            throw new IllegalArgumentException("--json " + json + ": is read, and never written to");
        }
    }

    /** Writes the result where it was asked for. */
    void write(String result) throws IOException {
        if (json != null) {
            Files.writeString(json, result, StandardCharsets.UTF_8);
        }
    }
}
