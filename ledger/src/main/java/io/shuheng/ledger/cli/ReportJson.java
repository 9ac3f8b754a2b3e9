package io.shuheng.ledger.cli;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Report;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report as JSON, fields in a fixed order. */
final class ReportJson {

    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder json = new StringBuilder(1024);

    private ReportJson() {}

    static String of(Report report) {
        ReportJson out = new ReportJson();
        out.json.append("{\n");
        out.field("verdict", quoted(report.verdict().name()));
        out.field("exitCode", report.verdict().exitCode());
        out.field("level", quoted(report.level().name()));
        out.field("ledgerId", quoted(report.ledgerId().hex()));
        out.field("operator", array(report.operatorName(), ReportJson::quoted));
        out.files(report.files());
        out.anchors(report.anchors());
        for (AuthenticationKind kind : AuthenticationKind.values()) {
            out.field("commands" + camelCase(kind), report.commands().count(kind));
        }
        out.field("signedInDoubt", report.commands().signedInDoubt());
        out.seals(report.seals());
        out.field("trust", array(report.trust(), ReportJson::trust));
        out.field("limits", array(report.limits(), limit -> quoted(limit.name())));
        out.json.append("  \"fault\": ").append(finding(report.fault())).append("\n}\n");
        return out.json.toString();
    }

    private void files(Report.Files files) {
        field("records", files.records());
        field("root", quoted(files.root().hex()));
        field("recordBytes", files.bytes());
        field("checkpoints", files.checkpoints());
        field("tail", finding(files.tail()));
        field("foreignFiles", array(files.foreign(), ReportJson::quoted));
    }

    private void anchors(Report.Anchors anchors) {
        field("checkpointFiles", anchors.read());
        field("anchorsMet", anchors.met());
        field("anchoredRecords", anchors.records());
        field("witnesses", array(anchors.witnesses(), ReportJson::witness));
    }

    private void seals(Report.Seals seals) {
        field("seals", seals.batches());
        field("sealedContracts", seals.contracts());
        field("sealsNotRecomputed", seals.underived());
        field("unsealedContracts", seals.unsealed());
    }

    private static String trust(Report.TrustUsed trust) {
        return "{\"role\": " + quoted(trust.role().name()) + ", \"subject\": " + quoted(trust.subject()) + ", \"sm3\": "
                + quoted(trust.sm3().hex()) + ", \"origin\": "
                + quoted(trust.origin().name()) + "}";
    }

    private static String witness(Report.Witness witness) {
        return "{\"subject\": " + quoted(witness.subject()) + ", \"sm3\": "
                + quoted(witness.sm3().hex()) + ", \"checkpoints\": " + witness.checkpoints() + ", \"records\": "
                + witness.records() + "}";
    }

    private static String finding(@Nullable Finding finding) {
        return finding == null
                ? "null"
                : "{\"rule\": " + quoted(finding.rule()) + ", \"file\": " + quoted(finding.file()) + ", \"offset\": "
                        + finding.offset() + ", \"sequence\": " + finding.sequence() + ", \"message\": "
                        + quoted(finding.message()) + "}";
    }

    private static String camelCase(AuthenticationKind kind) {
        return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static <T> String array(List<T> values, Function<T, String> json) {
        return "[" + String.join(", ", values.stream().map(json).toList()) + "]";
    }

    private void field(String key, long value) {
        field(key, String.valueOf(value));
    }

    private void field(String key, String value) {
        json.append("  \"").append(key).append("\": ").append(value).append(",\n");
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
