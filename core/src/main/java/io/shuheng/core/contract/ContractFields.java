package io.shuheng.core.contract;

import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3Hash;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every field that a template may name. Part of the renderer's version 1. Stateless, any thread. */
final class ContractFields {

    private static final Map<String, ContractField> BY_PLACEHOLDER = byPlaceholder(
            List.of(formation(), provider(), consumer(), subject(), licence(), delivery(), fee(), clauses(), text()));

    private ContractFields() {}

    /** The field with that name. */
    static Optional<ContractField> field(String placeholder) {
        return Optional.ofNullable(BY_PLACEHOLDER.get(placeholder));
    }

    /** Every field, in no order. */
    static Collection<ContractField> all() {
        return BY_PLACEHOLDER.values();
    }

    static String number(long value) {
        return Long.toString(value);
    }

    static String hex(Hash32 hash) {
        return Sm3Hash.of(hash.bytes()).hex();
    }

    private static List<ContractField> formation() {
        return List.of(
                new ContractField("contract", (t, l) -> FormationWording.number(t.getFormation())),
                new ContractField(
                        "exchange.name",
                        (t, l) -> l.pickPresent(
                                t.getFormation().getExchangeNameZh(),
                                t.getFormation().getExchangeNameEn())),
                new ContractField("exchange.id", (t, l) -> t.getFormation().getExchangeUscc()),
                new ContractField("ledger", (t, l) -> hex(t.getFormation().getLedgerId())),
                new ContractField("formation.manner", (t, l) -> FormationWording.manner(t.getFormation(), l)),
                new ContractField("formation.time", (t, l) -> FormationWording.time(t.getFormation(), l)),
                new ContractField("formation.clause", (t, l) -> FormationWording.clause(t.getFormation(), l)));
    }

    private static List<ContractField> provider() {
        return List.of(
                new ContractField("provider.name", (t, l) -> PartyWording.name(t.getProvider(), l)),
                new ContractField(
                        "provider.idKind",
                        (t, l) -> PartyWording.idKind(t.getProvider().getIdKind(), l)),
                new ContractField("provider.id", (t, l) -> t.getProvider().getId()),
                new ContractField(
                        "provider.participant", (t, l) -> number(t.getProvider().getParticipant())),
                new ContractField(
                        "provider.certificate", (t, l) -> hex(t.getProvider().getSigningCertificateSm3())),
                new ContractField(
                        "provider.authentication",
                        (t, l) -> PartyWording.authentication(t.getProvider().getOrder(), l)),
                new ContractField(
                        "provider.agent",
                        (t, l) -> PartyWording.agent(t.getProvider().getOrder(), l)),
                new ContractField(
                        "provider.order",
                        (t, l) -> number(t.getProvider().getOrder().getSequence())),
                new ContractField(
                        "provider.orderSm3",
                        (t, l) -> hex(t.getProvider().getOrder().getCommandSm3())),
                new ContractField(
                        "provider.orderCertificate",
                        (t, l) -> PartyWording.certificate(t.getProvider().getOrder(), l)));
    }

    private static List<ContractField> consumer() {
        return List.of(
                new ContractField("consumer.name", (t, l) -> PartyWording.name(t.getConsumer(), l)),
                new ContractField(
                        "consumer.idKind",
                        (t, l) -> PartyWording.idKind(t.getConsumer().getIdKind(), l)),
                new ContractField("consumer.id", (t, l) -> t.getConsumer().getId()),
                new ContractField(
                        "consumer.participant", (t, l) -> number(t.getConsumer().getParticipant())),
                new ContractField(
                        "consumer.certificate", (t, l) -> hex(t.getConsumer().getSigningCertificateSm3())),
                new ContractField(
                        "consumer.authentication",
                        (t, l) -> PartyWording.authentication(t.getConsumer().getOrder(), l)),
                new ContractField(
                        "consumer.agent",
                        (t, l) -> PartyWording.agent(t.getConsumer().getOrder(), l)),
                new ContractField(
                        "consumer.order",
                        (t, l) -> number(t.getConsumer().getOrder().getSequence())),
                new ContractField(
                        "consumer.orderSm3",
                        (t, l) -> hex(t.getConsumer().getOrder().getCommandSm3())),
                new ContractField(
                        "consumer.orderCertificate",
                        (t, l) -> PartyWording.certificate(t.getConsumer().getOrder(), l)));
    }

    private static List<ContractField> subject() {
        return List.of(
                new ContractField("subject.title", (t, l) -> SubjectWording.title(t.getSubject(), l)),
                new ContractField("subject.product", (t, l) -> t.getSubject().getProductId()),
                new ContractField("subject.version", (t, l) -> t.getSubject().getVersion()),
                new ContractField(
                        "subject.type",
                        (t, l) -> SubjectWording.type(t.getSubject().getProductType(), l)),
                new ContractField(
                        "subject.listing", (t, l) -> hex(t.getSubject().getListingVersionSm3())),
                new ContractField("subject.content", (t, l) -> SubjectWording.content(t.getSubject(), l)),
                new ContractField("subject.scale", (t, l) -> SubjectWording.scale(t.getSubject(), l)),
                new ContractField("subject.grade", (t, l) -> SubjectWording.grade(t.getSubject(), l)),
                new ContractField("subject.personalInfo", (t, l) -> SubjectWording.personalInfo(t.getSubject(), l)),
                new ContractField("subject.sources", (t, l) -> SubjectWording.sources(t.getSubject(), l)));
    }

    private static List<ContractField> licence() {
        return List.of(
                new ContractField(
                        "licence.instrument", (t, l) -> number(t.getLicence().getInstrument())),
                new ContractField("licence.terms", (t, l) -> hex(t.getLicence().getTermsHash())),
                new ContractField("licence.rights", (t, l) -> LicenceWording.rights(t.getLicence(), l)),
                new ContractField("licence.exclusive", (t, l) -> LicenceWording.exclusive(t.getLicence(), l)),
                new ContractField(
                        "licence.sublicensable",
                        (t, l) -> LicenceWording.permitted(t.getLicence().getSublicensable(), l)),
                new ContractField(
                        "licence.transferable",
                        (t, l) -> LicenceWording.permitted(t.getLicence().getTransferable(), l)),
                new ContractField("licence.crossBorder", (t, l) -> LicenceWording.crossBorder(t.getLicence(), l)),
                new ContractField("licence.scenario", (t, l) -> t.getLicence().getScenario()),
                new ContractField("licence.purpose", (t, l) -> LicenceWording.purpose(t.getLicence(), l)),
                new ContractField("licence.policy", (t, l) -> hex(t.getLicence().getUsagePolicySm3())),
                new ContractField(
                        "licence.term", (t, l) -> number(t.getLicence().getTermDays())));
    }

    private static List<ContractField> delivery() {
        return List.of(
                new ContractField(
                        "delivery.mode",
                        (t, l) -> LicenceWording.delivery(t.getDelivery().getMode(), l)),
                new ContractField("delivery.deadline", (t, l) -> LicenceWording.deadline(t.getDelivery(), l)),
                new ContractField(
                        "delivery.inspection",
                        (t, l) -> LicenceWording.duration(t.getDelivery().getInspectionNs(), l)));
    }

    private static List<ContractField> fee() {
        return List.of(
                new ContractField(
                        "fee.price", (t, l) -> MoneyText.unitPrice(t.getFee().getPriceMicros())),
                new ContractField("fee.lot", (t, l) -> FeeWording.lot(t.getFee(), l)),
                new ContractField("fee.quantity", (t, l) -> number(t.getFee().getQuantityLots())),
                new ContractField(
                        "fee.amount", (t, l) -> MoneyText.yuan(t.getFee().getAmountFen())),
                new ContractField(
                        "fee.capitals", (t, l) -> MoneyText.capitals(t.getFee().getAmountFen())),
                new ContractField("fee.tax", (t, l) -> FeeWording.tax(t.getFee(), l)),
                new ContractField("fee.payer", (t, l) -> FeeWording.payer(t, l)),
                new ContractField("fee.settlement", (t, l) -> FeeWording.settlement(t.getFee(), l)),
                new ContractField("fee.shares", (t, l) -> FeeWording.shares(t.getFee(), l)),
                new ContractField(
                        "fee.taxCategory",
                        (t, l) -> FeeWording.stated(t.getFee().getTaxCategory(), l)),
                new ContractField(
                        "fee.invoice", (t, l) -> FeeWording.stated(t.getFee().getInvoiceType(), l)));
    }

    private static List<ContractField> clauses() {
        return List.of(
                new ContractField("clauses.derivatives", (t, l) -> ClauseWording.derivatives(t.getClauses(), l)),
                new ContractField("clauses.subProcessing", (t, l) -> ClauseWording.subProcessing(t.getClauses(), l)),
                new ContractField("clauses.afterEnd", (t, l) -> ClauseWording.afterEnd(t.getClauses(), l)),
                new ContractField("clauses.use", (t, l) -> ClauseWording.use(t.getClauses(), l)),
                new ContractField("clauses.forum", (t, l) -> ClauseWording.forum(t.getClauses(), l)),
                new ContractField(
                        "clauses.objectionAnswerDays",
                        (t, l) -> number(t.getClauses().getObjectionAnswerDays())),
                new ContractField(
                        "clauses.confidentialityYears",
                        (t, l) -> number(t.getClauses().getConfidentialityYears())),
                new ContractField(
                        "clauses.incidentNoticeHours",
                        (t, l) -> number(t.getClauses().getIncidentNoticeHours())),
                new ContractField(
                        "clauses.deletionDays", (t, l) -> number(t.getClauses().getDeletionDays())),
                new ContractField(
                        "clauses.penaltyBp", (t, l) -> number(t.getClauses().getPenaltyBpPerDay())),
                new ContractField(
                        "clauses.liabilityCap", (t, l) -> number(t.getClauses().getLiabilityCapPercent())),
                new ContractField(
                        "clauses.cureDays", (t, l) -> number(t.getClauses().getCureDays())),
                new ContractField(
                        "clauses.forceMajeureDays",
                        (t, l) -> number(t.getClauses().getForceMajeureDays())),
                new ContractField("clauses.supplement", (t, l) -> ClauseWording.supplement(t.getSupplement(), l)));
    }

    private static List<ContractField> text() {
        return List.of(
                new ContractField("text.template", (t, l) -> hex(t.getText().getTemplateSm3())),
                new ContractField("text.renderer", (t, l) -> number(t.getText().getRendererVersion())));
    }

    private static Map<String, ContractField> byPlaceholder(List<List<ContractField>> groups) {
        Map<String, ContractField> fields = new HashMap<>();
        for (List<ContractField> group : groups) {
            for (ContractField field : group) {
                if (fields.put(field.placeholder(), field) != null) {
                    throw new IllegalStateException("two fields are called " + field.placeholder());
                }
            }
        }
        return Map.copyOf(fields);
    }
}
