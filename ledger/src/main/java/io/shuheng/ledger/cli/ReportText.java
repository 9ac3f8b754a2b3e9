package io.shuheng.ledger.cli;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.VerificationLevel;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** A report in words, Chinese or English. What comes from a file is printed without control characters. */
final class ReportText {

    /** The words of one language; no locale of the machine takes part. */
    enum Language {
        ZH,
        EN;

        Properties words() {
            String name = "report-" + name().toLowerCase(Locale.ROOT) + ".properties";
            try (Reader in = new InputStreamReader(
                    Objects.requireNonNull(ReportText.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
                Properties words = new Properties();
                words.load(in);
                return words;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Properties words;
    private final PrintWriter out;

    ReportText(Language language, PrintWriter out) {
        this.words = language.words();
        this.out = out;
    }

    void print(Report report) {
        line("ledger", report.ledgerId().hex());
        line("operator", String.join(" / ", report.operatorName()));
        line("level", word("level." + report.level().name()));
        out.println();
        trust(report);
        out.println();
        files(report);
        vouchers(report.anchors());
        if (report.level() != VerificationLevel.STRUCTURE) {
            commands(report.commands());
            Report.Seals seals = report.seals();
            line("seals", seals.batches() + " / " + seals.contracts());
            line("unsealed", String.valueOf(seals.unsealed()));
        }
        out.println();
        out.println(word("limits"));
        for (Report.Limit limit : report.limits()) {
            out.println("  - " + word("limit." + limit.name()) + " [" + limit.name() + "]");
        }
        out.println();
        Finding fault = report.fault();
        if (fault != null) {
            line("fault", fault.toString());
        }
        out.println(word("verdict." + report.verdict().name()));
    }

    private void trust(Report report) {
        for (Report.TrustUsed trust : report.trust()) {
            line(
                    "trust." + trust.role().name(),
                    trust.subject() + " (" + word("trust." + trust.origin().name()) + ")");
            out.println("    SM3 " + trust.sm3().hex());
        }
    }

    private void files(Report report) {
        Report.Files files = report.files();
        line("records", files.records() + " (" + files.bytes() + " " + word("bytes") + ")");
        line("root", files.root().hex());
        line("checkpoints", files.checkpoints() + " + " + report.anchors().read());
        Finding tail = files.tail();
        if (tail != null) {
            line("tail", tail.toString());
        }
        if (!files.foreign().isEmpty()) {
            line("foreign", String.join(", ", files.foreign()));
        }
    }

    /** Who vouches for the end. */
    private void vouchers(Report.Anchors anchors) {
        line(
                "anchors",
                anchors.met() == 0
                        ? word("none")
                        : anchors.met() + " (" + word("anchors.cover") + " " + anchors.records() + ")");
        for (Report.Witness witness : anchors.witnesses()) {
            String cosigned = witness.checkpoints() == 0
                    ? word("none")
                    : witness.checkpoints() + " (" + word("anchors.cover") + " " + witness.records() + ")";
            line("witness", witness.subject() + ": " + cosigned);
        }
    }

    private void commands(Report.Commands commands) {
        for (AuthenticationKind kind : AuthenticationKind.values()) {
            line("commands." + kind.name(), String.valueOf(commands.count(kind)));
        }
        line("inDoubt", String.valueOf(commands.signedInDoubt()));
    }

    private void line(String key, String value) {
        out.println(word(key) + ": " + printable(value));
    }

    /** A name in a ledger could otherwise move the cursor and paint another verdict. */
    private static String printable(String value) {
        StringBuilder printed = new StringBuilder(value.length());
        value.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(printed::appendCodePoint);
        return printed.toString();
    }

    private String word(String key) {
        return Objects.requireNonNull(words.getProperty(key), key);
    }
}
