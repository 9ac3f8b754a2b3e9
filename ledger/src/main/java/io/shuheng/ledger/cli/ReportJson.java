package io.shuheng.ledger.cli;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Report;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as JSON, fields in a fixed order. */
final class ReportJson {

    private final JsonFields json = new JsonFields();

    private ReportJson() {}

    static String of(Report report) {
        ReportJson out = new ReportJson();
        out.json.field("verdict", JsonFields.quoted(report.verdict().name()));
        out.json.field("exitCode", report.verdict().exitCode());
        out.json.field("level", JsonFields.quoted(report.level().name()));
        out.json.field("hasher", JsonFields.quoted(report.hasher()));
        out.json.field("ledgerId", JsonFields.quoted(report.ledgerId().hex()));
        out.json.field("operator", JsonFields.array(report.operatorName(), JsonFields::quoted));
        out.files(report.files());
        out.anchors(report.anchors());
        for (AuthenticationKind kind : AuthenticationKind.values()) {
            out.json.field("commands" + camelCase(kind), report.commands().count(kind));
        }
        out.json.field("attestedStated", report.commands().attestedStated());
        out.json.field("assertedStated", report.commands().assertedStated());
        out.json.field("signedInDoubt", report.commands().signedInDoubt());
        out.json.field("revocationLists", report.revocations().recorded());
        out.json.field("revocationListsCompared", report.revocations().compared());
        out.json.field("certificateStatuses", report.revocations().statuses());
        out.seals(report.seals());
        out.json.field("times", JsonFields.array(report.times(), StampLines::json));
        out.json.field("operatorKeys", JsonFields.array(report.operatorKeys(), ReportJson::operatorKey));
        out.json.field("trust", JsonFields.array(report.trust(), ReportJson::trust));
        out.json.field("limits", JsonFields.array(report.limits(), limit -> JsonFields.quoted(limit.name())));
        return out.json.last("fault", finding(report.fault()));
    }

    private void files(Report.Files files) {
        json.field("records", files.records());
        json.field("root", JsonFields.quoted(files.root().hex()));
        json.field("recordBytes", files.bytes());
        json.field("checkpoints", files.checkpoints());
        json.field("tail", finding(files.tail()));
        json.field("pruned", pruned(files.pruned()));
        json.field("manifest", hashOrNull(files.manifest()));
        json.field("foreignFiles", JsonFields.array(files.foreign(), JsonFields::quoted));
    }

    private static String pruned(Report.@Nullable Pruned pruned) {
        return pruned == null
                ? "null"
                : "{\"records\": " + pruned.records() + ", \"kept\": " + pruned.kept() + ", \"stateRecords\": "
                        + pruned.stateRecords() + ", \"digestSequence\": " + pruned.digestSequence()
                        + ", \"stateSm3\": "
                        + JsonFields.quoted(pruned.stateSm3().hex())
                        + ", \"sealsNotRecomputed\": " + pruned.underived() + "}";
    }

    private static String hashOrNull(@Nullable Sm3Hash hash) {
        return hash == null ? "null" : JsonFields.quoted(hash.hex());
    }

    private void anchors(Report.Anchors anchors) {
        json.field("checkpointFiles", anchors.read());
        json.field("anchorsMet", anchors.met());
        json.field("anchoredRecords", anchors.records());
        json.field("witnessQuorum", anchors.quorum().needed());
        json.field("witnessesCounted", anchors.quorum().counted());
        json.field("witnessedRecords", anchors.quorum().records());
        json.field("witnessedTimeSeconds", anchors.quorum().timeSeconds());
        json.field("witnesses", JsonFields.array(anchors.witnesses(), ReportJson::witness));
        json.field("losses", JsonFields.array(anchors.losses(), ReportJson::loss));
        json.field("epochs", JsonFields.array(anchors.epochs(), ReportJson::epoch));
    }

    private void seals(Report.Seals seals) {
        json.field("seals", seals.batches());
        json.field("sealedContracts", seals.contracts());
        json.field("sealsNotRecomputed", seals.underived());
        json.field("unsealedContracts", seals.unsealed());
        json.field("countersignedContracts", seals.countersigned());
        json.field("amendments", seals.amendments());
    }

    static String trust(Report.TrustUsed trust) {
        return "{\"role\": " + JsonFields.quoted(trust.role().name()) + ", \"subject\": "
                + JsonFields.quoted(trust.subject()) + ", \"sm3\": "
                + JsonFields.quoted(trust.sm3().hex()) + ", \"origin\": "
                + JsonFields.quoted(trust.origin().name()) + "}";
    }

    private static String operatorKey(Report.OperatorKey key) {
        return "{\"key\": " + key.number() + ", \"fromRecords\": " + key.fromRecords() + ", \"timeNs\": " + key.timeNs()
                + ", \"subject\": " + JsonFields.quoted(key.subject()) + ", \"sm3\": "
                + JsonFields.quoted(key.sm3().hex()) + ", \"trusted\": " + key.trusted() + ", \"checkpoints\": "
                + key.checkpoints() + ", \"signedExpired\": " + key.signedExpired() + ", \"checkpointsInDoubt\": "
                + key.checkpointsInDoubt() + ", \"revokedFromNs\": "
                + (key.revokedFromNs().isPresent() ? key.revokedFromNs().getAsLong() : "null") + ", \"inDoubt\": "
                + key.inDoubt() + "}";
    }

    private static String witness(Report.Witness witness) {
        return "{\"subject\": " + JsonFields.quoted(witness.subject()) + ", \"sm3\": "
                + JsonFields.quoted(witness.sm3().hex()) + ", \"checkpoints\": " + witness.checkpoints()
                + ", \"records\": "
                + witness.records() + ", \"timeSeconds\": " + witness.timeSeconds() + "}";
    }

    private static String loss(Report.Loss loss) {
        return "{\"foundRecords\": " + loss.foundRecords() + ", \"foundRoot\": "
                + JsonFields.quoted(loss.foundRoot().hex()) + ", \"expectedRecords\": " + loss.expectedRecords()
                + ", \"expectedRoot\": " + JsonFields.quoted(loss.expectedRoot().hex()) + "}";
    }

    static String epoch(BegunEpochs.Epoch epoch) {
        return "{\"epoch\": " + epoch.number() + ", \"predecessorRecords\": " + epoch.predecessorRecords()
                + ", \"predecessorRoot\": "
                + JsonFields.quoted(epoch.predecessorRoot().hex()) + "}";
    }

    static String finding(@Nullable Finding finding) {
        return finding == null
                ? "null"
                : "{\"rule\": " + JsonFields.quoted(finding.rule()) + ", \"file\": " + JsonFields.quoted(finding.file())
                        + ", \"offset\": "
                        + finding.offset() + ", \"sequence\": " + finding.sequence() + ", \"message\": "
                        + JsonFields.quoted(finding.message()) + "}";
    }

    private static String camelCase(AuthenticationKind kind) {
        return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
