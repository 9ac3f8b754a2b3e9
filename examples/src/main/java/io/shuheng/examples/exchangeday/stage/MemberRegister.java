package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.crypto.certificate.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** To which key one encrypts what a member is to receive: learnt from the ledger's records. Thread-safe. */
public final class MemberRegister {

    private final Map<Long, Certificate> encryption = new ConcurrentHashMap<>();

    void learn(Group group) {
        if (group.kind().javaClass() == ApplyForMembership.class && group.has(EventKind.PARTICIPANT_APPLIED)) {
            ApplyForMembership application =
                    AvroBytes.decode(ApplyForMembership.class, group.body().command());
            encryption.put(
                    group.event(EventKind.PARTICIPANT_APPLIED).getA(),
                    Certificate.ofDer(AvroBytes.copyOf(application.getEncryptionCertificate())));
        }
    }

    /**
     * A member's encryption certificate.
     *
     * @throws StoryBrokenException where nobody of that number has applied
     */
    public Certificate encryptionCertificate(long participant) {
        Certificate certificate = encryption.get(participant);
        if (certificate == null) {
            throw new StoryBrokenException("participant " + participant + ": no application in the ledger");
        }
        return certificate;
    }
}
