package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.record.EventKind;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.OcspResponse;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Officers;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;

/**
 * A compliance officer asks the authority's responder about a member's certificate (在线证书状态), and puts the signed answer on
 * record: whoever proves later what the member has signed shows with it that the key was not revoked.
 */
public final class StatusChapter {

    private final Setting setting;
    private final Founded founded;
    private final Officers officers;

    /** At any time. */
    public StatusChapter(Setting setting, Founded founded, Officers officers) {
        this.setting = setting;
        this.founded = founded;
        this.officers = officers;
    }

    /** Tells it. Blocks. */
    public void tell(Member member) {
        setting.narrator()
                .chapter(
                        "status.title", setting.narrator().pick(member.company().legalName()));
        Certificate certificate = member.party().keys().signing().certificate();
        OcspResponse answer =
                founded.authority().answer(certificate, setting.clock().nowSeconds());
        Group recorded = officers.compliance()
                .send(ids -> founded.floor()
                        .exchange()
                        .certificateStatus(certificate.sm3(), answer.der())
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .build());
        setting.narrator()
                .note(
                        "status.recorded",
                        answer.der().length,
                        recorded.event(EventKind.CERTIFICATE_STATUS_RECORDED).getA(),
                        recorded.sequence());
    }
}
