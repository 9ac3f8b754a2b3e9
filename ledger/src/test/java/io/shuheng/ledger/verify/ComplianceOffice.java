package io.shuheng.ledger.verify;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.AuthorizePruning;
import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.engine.PruningReason;
import io.shuheng.core.listing.Delist;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.LegalOrder;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.runtime.Promotion;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Two compliance officers of a {@link SmallExchange}, whose certificates hold for decades. */
final class ComplianceOffice {

    private static final Signer FIRST = TestKeys.signer(71);
    private static final Signer SECOND = TestKeys.signer(72);

    private final SmallExchange exchange;
    private final int firstKey;
    private final Certificate first = certificate(FIRST, "8");
    private final Certificate second = certificate(SECOND, "9");

    /** The operator appoints them; the next keys that are registered are theirs, from that number on. */
    ComplianceOffice(SmallExchange exchange, int firstKey) {
        this.exchange = exchange;
        this.firstKey = firstKey;
        require(exchange.submit(appointment("8", first), SmallExchange.OPERATOR_KEY, TestKeys.OPERATOR));
        require(exchange.submit(appointment("9", second), SmallExchange.OPERATOR_KEY, TestKeys.OPERATOR));
    }

    private static Certificate certificate(Signer signer, String staffNumber) {
        return TestKeys.issuedForDecades(TestKeys.MEMBERS_AUTHORITY, signer, "Compliance " + staffNumber);
    }

    private AppointOfficer appointment(String staffNumber, Certificate officer) {
        return AppointOfficer.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setOffice("Compliance")
                .setStaffNumber(staffNumber)
                .setDuties(List.of(Duty.COMPLIANCE))
                .setCertificate(ByteBuffer.wrap(officer.der()))
                .build();
    }

    /** They allow that what is before a cut is taken out. */
    void allow(AgedLedger.Cut cut) {
        byTwo(AuthorizePruning.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setDigestSequence(cut.sequence())
                .setRecords(cut.records())
                .setStateSm3(cut.sm3())
                .setReason(PruningReason.RETENTION_ENDED)
                .setDocumentSm3(SmallExchange.hash("decision"))
                .build());
    }

    /** By a court's order they freeze the licences of a participant. */
    void freeze(long participant) {
        byTwo(FreezeByOrder.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setTarget(FreezeTarget.LICENCES)
                .setSubject(participant)
                .setAmountFen(0)
                .setInstrument(0)
                .setLegalOrder(new LegalOrder("court", "1", SmallExchange.hash("order")))
                .build());
    }

    /** One of them recalls a product. */
    void recall(long listing) {
        require(exchange.submit(
                Delist.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setListing(listing)
                        .setStep(DelistingStep.BEGIN)
                        .setReason(ListingReason.RECALLED)
                        .setDocumentSm3(SmallExchange.hash("recall"))
                        .build(),
                firstKey,
                FIRST));
    }

    private void byTwo(SpecificRecord act) {
        Answer proposed = require(exchange.submit(act, firstKey, FIRST));
        require(exchange.submit(endorsement(proposed.sequence(), act), firstKey + 1, SECOND));
    }

    /** They promote a standby's copy of that size and root. */
    Promotion promotion(long records, Sm3Hash root) {
        BeginEpoch act = BeginEpoch.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setEpoch(2)
                .setPredecessorRecords(records)
                .setPredecessorRoot(new Hash32(root.bytes()))
                .build();
        return Promotion.of(
                desk(first).submission(act, FIRST), desk(second).submission(endorsement(records, act), SECOND));
    }

    private EndorseAct endorsement(long sequence, SpecificRecord act) {
        return EndorseAct.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setAct(sequence)
                .setActSm3(new Hash32(Sm3.hash(AvroBytes.encode(act))))
                .build();
    }

    private CommandDesk desk(Certificate officer) {
        return new CommandDesk(exchange.ledgerId(), officer.sm3(), new InstrumentDirectory());
    }

    private static Answer require(Answer answer) {
        if (!answer.isAccepted()) {
            throw new AssertionError(answer);
        }
        return answer;
    }
}
