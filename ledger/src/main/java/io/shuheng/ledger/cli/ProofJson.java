package io.shuheng.ledger.cli;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.proof.ProofFinding;
import io.shuheng.ledger.proof.ProofReport;
import org.jspecify.annotations.Nullable;

/** The check of a proof file as JSON, fields in a fixed order. */
final class ProofJson {

    private ProofJson() {}

    static String of(ProofReport report) {
        JsonFields json = new JsonFields();
        json.field("verdict", JsonFields.quoted(report.verdict().name()));
        json.field("exitCode", report.verdict().exitCode());
        json.field("fileSm3", JsonFields.quoted(report.fileSm3().hex()));
        ProofReport.Shown shown = report.shown();
        if (shown != null) {
            shown(json, shown);
        }
        json.field("missing", JsonFields.array(report.missing(), one -> JsonFields.quoted(one.name())));
        json.field("limits", JsonFields.array(report.limits(), one -> JsonFields.quoted(one.name())));
        return json.last("fault", finding(report.fault()));
    }

    private static void shown(JsonFields json, ProofReport.Shown shown) {
        json.field("subject", JsonFields.quoted(shown.subject().kind().name()));
        json.field("number", shown.subject().number());
        json.field("ledgerId", JsonFields.quoted(shown.ledgerId().hex()));
        json.field("operator", JsonFields.array(shown.operatorName(), JsonFields::quoted));
        json.field("operatorKeys", JsonFields.array(shown.operatorKeys(), ProofJson::operatorKey));
        json.field("records", shown.size());
        json.field("root", JsonFields.quoted(shown.root().hex()));
        json.field("timeNs", shown.timeNs());
        json.field("anchorsMet", shown.anchorsMet());
        json.field("opened", JsonFields.array(shown.opened(), ProofJson::opened));
        json.field("closed", JsonFields.array(shown.closed(), String::valueOf));
        ProofReport.ContractShown contract = shown.contract();
        if (contract != null) {
            json.field("contractSm3", JsonFields.quoted(contract.sm3().hex()));
            json.field("provider", JsonFields.array(contract.provider().names(), JsonFields::quoted));
            json.field("providerOrder", order(contract.provider()));
            json.field("consumer", JsonFields.array(contract.consumer().names(), JsonFields::quoted));
            json.field("consumerOrder", order(contract.consumer()));
            json.field("sealed", String.valueOf(contract.seal().isPresent()));
            json.field(
                    "countersigned", String.valueOf(contract.countersignature().isPresent()));
            json.field("derived", String.valueOf(contract.derived()));
            json.field("amendments", JsonFields.array(contract.amendments(), ProofJson::amendment));
            json.field("end", contract.end().map(ProofJson::end).orElse("null"));
        }
        json.field("statuses", JsonFields.array(shown.statuses(), ProofJson::status));
        json.field("times", JsonFields.array(shown.times(), StampLines::json));
        json.field("trust", JsonFields.array(shown.trust(), ReportJson::trust));
    }

    private static String operatorKey(ProofReport.OperatorKey key) {
        return "{\"key\": " + key.number() + ", \"fromRecords\": " + key.fromRecords() + ", \"timeNs\": " + key.timeNs()
                + ", \"subject\": "
                + JsonFields.quoted(key.certificate().subject().toString()) + ", \"sm3\": "
                + JsonFields.quoted(key.certificate().sm3().hex()) + ", \"trusted\": " + key.trusted() + "}";
    }

    private static String amendment(ProofReport.AmendmentShown amendment) {
        return "{\"number\": " + amendment.number() + ", \"proposal\": " + amendment.proposal()
                + ", \"acceptance\": " + amendment.acceptance() + ", \"record\": " + amendment.record()
                + ", \"timeNs\": " + amendment.atNs() + ", \"sm3\": "
                + JsonFields.quoted(
                        Sm3Hash.ofContent(amendment.canonicalBytes()).hex()) + ", \"terminates\": "
                + amendment.terminates() + "}";
    }

    private static String status(ProofReport.StatusShown status) {
        return "{\"record\": " + status.record() + ", \"key\": " + status.key() + ", \"certificateSm3\": "
                + JsonFields.quoted(status.certificate().sm3().hex()) + ", \"revoked\": " + status.revoked()
                + ", \"revokedFromNs\": " + status.revokedFromNs() + ", \"thisUpdateNs\": " + status.thisUpdateNs()
                + ", \"nextUpdateNs\": " + status.nextUpdateNs() + ", \"authority\": "
                + JsonFields.quoted(status.authority()) + "}";
    }

    private static String end(ProofReport.EndShown end) {
        return "{\"cause\": " + JsonFields.quoted(end.cause().name()) + ", \"state\": "
                + JsonFields.quoted(end.state().name()) + ", \"by\": " + end.by() + ", \"record\": " + end.record()
                + ", \"timeNs\": " + end.atNs() + ", \"act\": "
                + (end.act().isPresent() ? String.valueOf(end.act().getAsLong()) : "null") + ", \"grounds\": "
                + JsonFields.array(end.grounds(), String::valueOf) + "}";
    }

    private static String order(ProofReport.ContractSide side) {
        return "{\"sequence\": " + side.order() + ", \"authentication\": "
                + JsonFields.quoted(side.authentication().name()) + ", \"opened\": " + side.opened()
                + ", \"statement\": "
                + (side.statement().isPresent() ? side.statement().getAsLong() : "null") + "}";
    }

    private static String opened(ProofReport.Opened opened) {
        return "{\"sequence\": " + opened.sequence() + ", \"kind\": " + JsonFields.quoted(opened.kind())
                + ", \"timeNs\": " + opened.timeNs() + ", \"authentication\": "
                + opened.authentication()
                        .map(kind -> JsonFields.quoted(kind.name()))
                        .orElse("null")
                + ", \"signer\": "
                + opened.signature()
                        .map(signature -> JsonFields.quoted(
                                signature.certificate().subject().toString()))
                        .orElse("null")
                + ", \"statement\": "
                + opened.statement()
                        .map(statement -> String.valueOf(statement.statement()))
                        .orElse("null")
                + "}";
    }

    static String finding(@Nullable ProofFinding finding) {
        return finding == null
                ? "null"
                : "{\"rule\": " + JsonFields.quoted(finding.rule().name()) + ", \"sequence\": " + finding.sequence()
                        + ", \"message\": " + JsonFields.quoted(finding.message()) + "}";
    }
}
