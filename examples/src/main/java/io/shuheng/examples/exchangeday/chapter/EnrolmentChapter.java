package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.cast.Officers;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Party;
import io.shuheng.examples.exchangeday.stage.Setting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * Organisations become members (入会): each makes its own keys, has them certified, and applies with its own signature;
 * one registrar reviews who it is, another one lets it in.
 */
public final class EnrolmentChapter {

    private static final int SHOWN_DIGITS = 16;
    private static final Duration REVIEW_HOLDS = Duration.ofDays(365);

    private final Setting setting;
    private final Founded founded;
    private final Officers officers;
    private final Table table;

    /** After the officers are there. */
    public EnrolmentChapter(Setting setting, Founded founded, Officers officers) {
        this.setting = setting;
        this.founded = founded;
        this.officers = officers;
        this.table = new Table()
                .column(setting.narrator().text("enrolment.number"), Align.RIGHT)
                .column(setting.narrator().text("enrolment.member"), Align.LEFT)
                .column(setting.narrator().text("enrolment.role"), Align.LEFT)
                .column(setting.narrator().text("enrolment.uscc"), Align.LEFT)
                .column(setting.narrator().text("enrolment.certificate"), Align.LEFT);
    }

    /** Tells it. Blocks. */
    public Members tell() {
        setting.narrator().chapter("enrolment.title");
        setting.narrator().say("enrolment.intro");
        Members members =
                new Members(Company.members().stream().map(this::enrol).toList());
        setting.narrator().table(table);
        return members;
    }

    private Member enrol(Company company) {
        KeyFolder keys = KeyFolder.make(
                setting.folder().member(company.folder()),
                company.folder(),
                company.distinguishedName(),
                founded.authority(),
                setting.seed());
        Party party = founded.floor().party(company.folder(), keys);
        Group applied = party.send(ids -> application(ids, company, keys));
        long number = applied.event(EventKind.PARTICIPANT_APPLIED).getA();
        officers.registrar().send(ids -> review(ids, company, number));
        officers.secondRegistrar().send(ids -> new ActivateParticipant(ids.clientId(), ids.notAfterNs(), number));

        Certificate certificate = keys.signing().certificate();
        table.row(
                number,
                setting.narrator().pick(company.legalName()),
                company.roles().stream()
                        .map(role -> setting.narrator().text("role." + role))
                        .collect(Collectors.joining(setting.narrator().text("list.separator"))),
                company.uscc(),
                certificate.sm3().toString().substring(0, SHOWN_DIGITS));
        return new Member(company, party, number);
    }

    static SpecificRecord application(Ids ids, Company company, KeyFolder keys) {
        return ApplyForMembership.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setIdKind(IdKind.USCC)
                .setId(company.uscc())
                .setNameZh(company.legalName().zh())
                .setNameEn(company.legalName().en())
                .setRoles(company.roles())
                .setBeneficialOwnerGroup("")
                .setAffiliates(List.of())
                .setSigningCertificate(
                        ByteBuffer.wrap(keys.signing().certificate().der()))
                .setEncryptionCertificate(
                        ByteBuffer.wrap(keys.encryption().certificate().der()))
                .setIntermediates(List.of())
                .setCustodianAccount("CUST-" + company.uscc())
                .build();
    }

    private SpecificRecord review(Ids ids, Company company, long number) {
        Hash32 papers = founded.floor()
                .documents()
                .write(
                        "document.identity",
                        company.legalName().zh(),
                        company.legalName().en(),
                        company.uscc());
        return ReviewIdentity.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setParticipant(number)
                .setMethod(ReviewMethod.DOCUMENTS)
                .setEvidenceSm3(papers)
                .setValidUntilNs(setting.clock().nowNs() + REVIEW_HOLDS.toNanos())
                .setPassed(true)
                .setReasonCode("")
                .build();
    }
}
