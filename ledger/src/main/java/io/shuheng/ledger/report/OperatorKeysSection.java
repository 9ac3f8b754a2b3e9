package io.shuheng.ledger.report;

import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.VerificationLevel;
import java.util.List;

/** The operator's keys (运营方密钥沿革): from which size each signs, by whom it was put in force, what became of it. Stateless. */
final class OperatorKeysSection {

    private OperatorKeysSection() {}

    static void write(ReportMarkup out, Report report) {
        List<Report.OperatorKey> keys = report.operatorKeys();
        if (keys.isEmpty()) {
            return;
        }
        out.plainSection("keys");
        out.openTable("#key", "#signsFrom", "@since", "appointed", "#signedCheckpoints", "revoked", "subject", "sm3");
        for (int i = 0; i < keys.size(); i++) {
            Report.OperatorKey key = keys.get(i);
            out.row(
                    String.valueOf(key.number()),
                    ReportMarkup.count(key.fromRecords()),
                    out.time(key.timeNs()),
                    appointed(out, keys, i),
                    ReportMarkup.count(key.checkpoints()),
                    revoked(out, key, report.level()),
                    key.subject(),
                    key.sm3().hex());
        }
        out.closeTable();
        if (keys.size() == 1) {
            out.note("keys.one");
        }
        out.close();
    }

    private static String appointed(ReportMarkup out, List<Report.OperatorKey> keys, int i) {
        Report.OperatorKey key = keys.get(i);
        String by = i == 0
                ? out.word("keys.genesis")
                : out.word("keys.predecessor", keys.get(i - 1).number(), ReportMarkup.count(key.fromRecords() - 1));
        String trusted = key.trusted() ? "; " + out.word("keys.trusted") : "";
        return by + trusted + (key.inDoubt() ? "; " + out.word("keys.inDoubt") : "");
    }

    private static String revoked(ReportMarkup out, Report.OperatorKey key, VerificationLevel level) {
        if (level == VerificationLevel.STRUCTURE) {
            return out.word("keys.notLooked");
        }
        return key.revokedFromNs().isEmpty()
                ? out.word("keys.notRevoked")
                : out.word(
                        "keys.revoked",
                        out.time(key.revokedFromNs().getAsLong()),
                        ReportMarkup.count(key.checkpointsInDoubt()));
    }
}
