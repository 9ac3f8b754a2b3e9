package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.PossessionBytes;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A member renews its signing key (换证): a new key pair, a new certificate from a new request, signed for with the old key
 * and, to show that it holds the new one, with that one too. The old key ends at once.
 */
public final class RenewalChapter {

    private static final int SHOWN_DIGITS = 16;
    private static final long AT_ONCE = 0;

    private final Setting setting;
    private final Founded founded;
    private final RefusalTeller refusals;

    /** After the member's last command under its old key. */
    public RenewalChapter(Setting setting, Founded founded) {
        this.setting = setting;
        this.founded = founded;
        this.refusals = new RefusalTeller(setting.narrator(), founded.floor().refusals());
    }

    /** Tells it, and gives the member with its new key. Blocks. */
    public Member tell(Member member) {
        setting.narrator()
                .chapter(
                        "renewal.title",
                        setting.narrator().pick(member.company().legalName()));
        String folder = member.company().folder();
        KeyFolder keys = member.party()
                .keys()
                .renewSigning(folder, member.company().distinguishedName(), founded.authority(), setting.seed());
        Certificate certificate = keys.signing().certificate();
        setting.narrator()
                .note("renewal.certificate", certificate.sm3().toString().substring(0, SHOWN_DIGITS));
        byte[] possession = keys.signing()
                .signer("possession")
                .sign(PossessionBytes.of(founded.floor().exchange().ledgerId(), member.number(), certificate.sm3()))
                .raw();
        Group renewed = member.send(ids -> renewal(ids, certificate, possession));
        setting.narrator()
                .note(
                        "renewal.renewed",
                        renewed.event(EventKind.KEY_RENEWED).getA(),
                        renewed.event(EventKind.KEY_RENEWED).getB(),
                        renewed.sequence());
        refusals.tell(
                "attempt.oldKey",
                member.refused(RefusalCode.UNKNOWN_KEY, ids -> renewal(ids, certificate, possession)));
        return new Member(member.company(), founded.floor().party(folder, keys), member.number());
    }

    private static SpecificRecord renewal(Ids ids, Certificate certificate, byte[] possession) {
        return RenewCertificate.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setRole(CertificateRole.SIGNING)
                .setCertificate(ByteBuffer.wrap(certificate.der()))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.wrap(possession))
                .setOldUntilNs(AT_ONCE)
                .build();
    }
}
