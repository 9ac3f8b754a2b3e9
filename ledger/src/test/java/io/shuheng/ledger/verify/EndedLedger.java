package io.shuheng.ledger.verify;

import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.delivery.AcceptDelivery;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.delivery.RejectionReason;
import io.shuheng.core.delivery.SignReceipt;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.dispute.AcceptCompromise;
import io.shuheng.core.dispute.AppointArbitrator;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeGrounds;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.dispute.ProposeCompromise;
import io.shuheng.core.dispute.RuleDispute;
import io.shuheng.core.dispute.SubmitDisputeEvidence;
import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.listing.Delist;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.view.StatusSnapshot;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.Validity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A ledger whose contracts, all sealed, have ended in every way that needs no agreement, but for the last, which goes on. A
 * responder's answer about the consumer's certificate is on record.
 */
public final class EndedLedger extends TrustedLedger {

    /** Contracts by what ended them. */
    public static final long REJECTED = 1;

    public static final long REJECTED_IN_SILENCE = 2;
    public static final long RULED = 3;
    public static final long COMPROMISED = 4;
    public static final long TERM_OVER = 5;
    public static final long RESCINDED = 6;

    /** Number of the arbitrator. */
    public static final long ARBITRATOR = 6;

    private static final Signer JUDGE = TestKeys.signer(15);
    private static final Signer[] OFFICERS = {TestKeys.signer(61), TestKeys.signer(62)};
    private static final int JUDGE_KEY = 8;
    private static final int OFFICER_KEY = 9;
    private static final long CONTENT_BYTES = 350_000;

    private final SmallExchange exchange;

    private EndedLedger(Path parent) throws IOException {
        super(parent);
        exchange = SmallExchange.found(ledger(), TestKeys.MEMBERS_AUTHORITY.certificate());
        try (exchange) {
            SmallMarket market = new SmallMarket(exchange);
            enrolArbitratorAndOfficers();
            recordStatusOfTheConsumer();
            for (long contract = REJECTED; contract <= RESCINDED + 1; contract++) {
                market.trade(1);
            }
            market.askForSeal();
            market.seal(REJECTED, RESCINDED + 1, market.root(REJECTED, RESCINDED + 1), TestKeys.OPERATOR);
            reject(REJECTED);
            provider(new AcceptRejection(id(), until(), REJECTED));
            rule(dispute(RULED, 1));
            compromise(dispute(COMPROMISED, 2));
            deliver(TERM_OVER);
            consumer(new AcceptDelivery(id(), until(), TERM_OVER));
            reject(REJECTED_IN_SILENCE);
            exchange.later(4 * SmallExchange.DAY_NS);
            tick();
            recall();
            consumer(new RescindContract(id(), until(), RESCINDED));
            exchange.later(366 * SmallExchange.DAY_NS);
            tick();
        }
    }

    /** Writes it. */
    public static EndedLedger under(Path parent) throws IOException {
        return new EndedLedger(parent);
    }

    private long id() {
        return exchange.nextClientId();
    }

    private long until() {
        return exchange.notAfterNs();
    }

    private void provider(SpecificRecord command) {
        accepted(exchange.submit(command, SmallMarket.PROVIDER_KEY, SmallMarket.PROVIDER));
    }

    private void consumer(SpecificRecord command) {
        accepted(exchange.submit(command, SmallMarket.BUYER_KEY, SmallMarket.BUYER));
    }

    private static Answer accepted(Answer answer) {
        if (!answer.isAccepted()) {
            throw new AssertionError(answer);
        }
        return answer;
    }

    private void enrolArbitratorAndOfficers() {
        accepted(exchange.submit(exchange.application(5, TestKeys.MEMBERS_AUTHORITY, Role.ARBITRATOR), 0, JUDGE));
        accepted(exchange.review(ARBITRATOR));
        accepted(exchange.activate(ARBITRATOR));
        for (int i = 0; i < OFFICERS.length; i++) {
            accepted(exchange.submit(
                    AppointOfficer.newBuilder()
                            .setClientId(id())
                            .setNotAfterNs(until())
                            .setOffice("Compliance")
                            .setStaffNumber("1" + i)
                            .setDuties(List.of(Duty.COMPLIANCE, Duty.ARBITRATION))
                            .setCertificate(TestKeys.certificate(
                                    TestKeys.MEMBERS_AUTHORITY, OFFICERS[i], "Officer 1" + i, CertificateUsage.SIGN))
                            .build(),
                    SmallExchange.OPERATOR_KEY,
                    TestKeys.OPERATOR));
        }
    }

    private void recordStatusOfTheConsumer() {
        Certificate certificate =
                Certificate.ofDer(AvroBytes.copyOf(consumersApplication().getSigningCertificate()));
        byte[] response = TestKeys.responder(TestKeys.MEMBERS_AUTHORITY, TestKeys.signer(70))
                .good(List.of(certificate.serial()), Validity.ofDays(SmallExchange.START_NS / 1_000_000_000L, 7), null)
                .der();
        accepted(exchange.submit(
                StatusSnapshot.read(
                                SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate()),
                                response,
                                certificate,
                                List.of())
                        .command()
                        .setClientId(id())
                        .setNotAfterNs(until())
                        .build(),
                OFFICER_KEY,
                OFFICERS[0]));
    }

    private void byTwoOfficers(SpecificRecord command) {
        long act = accepted(exchange.submit(command, OFFICER_KEY, OFFICERS[0])).sequence();
        accepted(exchange.submit(
                new EndorseAct(id(), until(), act, new Hash32(Sm3.hash(AvroBytes.encode(command)))),
                OFFICER_KEY + 1,
                OFFICERS[1]));
    }

    private void deliver(long contract) {
        provider(StartDelivery.newBuilder()
                .setClientId(id())
                .setNotAfterNs(until())
                .setContract(contract)
                .setEnvelopeSm3(SmallExchange.hash("envelope"))
                .setEnvelopeBytes(CONTENT_BYTES + 100)
                .setWrappedKeySm3(SmallExchange.hash("wrapped key"))
                .setRecipientCertificateSm3(recipient())
                .setContentSm3(SmallExchange.hash("content"))
                .setContentBytes(CONTENT_BYTES)
                .setContentRoot(SmallExchange.hash("content root"))
                .build());
        consumer(new SignReceipt(id(), until(), contract, SmallExchange.hash("content"), CONTENT_BYTES));
    }

    private Hash32 recipient() {
        return new Hash32(Sm3.hash(AvroBytes.copyOf(consumersApplication().getEncryptionCertificate())));
    }

    private ApplyForMembership consumersApplication() {
        for (byte[] record : exchange.records()) {
            RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(record, 0));
            if (kind != null && kind.javaClass() == ApplyForMembership.class) {
                byte[] command = CommandBody.read(kind.checker(), record, 0, record.length)
                        .command();
                ApplyForMembership application = AvroBytes.decode(ApplyForMembership.class, command);
                if (application.getRoles().contains(Role.CONSUMER)) {
                    return application;
                }
            }
        }
        throw new AssertionError("no consumer has applied");
    }

    private void reject(long contract) {
        deliver(contract);
        consumer(RejectDelivery.newBuilder()
                .setClientId(id())
                .setNotAfterNs(until())
                .setMandate(0)
                .setContract(contract)
                .setReason(RejectionReason.QUALITY)
                .setEvidenceSm3(SmallExchange.hash("findings"))
                .build());
    }

    private long dispute(long contract, long dispute) {
        deliver(contract);
        consumer(new OpenDispute(id(), until(), contract, DisputeGrounds.QUALITY, SmallExchange.hash("case")));
        return dispute;
    }

    private void rule(long dispute) {
        provider(new SubmitDisputeEvidence(id(), until(), dispute, SmallExchange.hash("evidence")));
        consumer(new SubmitDisputeEvidence(id(), until(), dispute, SmallExchange.hash("evidence")));
        byTwoOfficers(new AppointArbitrator(id(), until(), dispute, ARBITRATOR, SmallExchange.hash("appointment")));
        accepted(exchange.submit(
                new RuleDispute(id(), until(), dispute, DisputeAward.BUYER, 0, SmallExchange.hash("ruling")),
                JUDGE_KEY,
                JUDGE));
    }

    private void compromise(long dispute) {
        provider(new ProposeCompromise(id(), until(), dispute, 0, SmallExchange.hash("compromise")));
        consumer(new AcceptCompromise(id(), until(), dispute, 0, SmallExchange.hash("compromise")));
    }

    private void recall() {
        accepted(exchange.submit(
                new Delist(id(), until(), 1L, DelistingStep.BEGIN, ListingReason.RECALLED, SmallExchange.hash("order")),
                OFFICER_KEY,
                OFFICERS[0]));
    }

    private void tick() {
        exchange.sequence(
                new Tick(), new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0)));
    }
}
