package io.shuheng.core.runtime;

import io.shuheng.core.engine.Descriptors;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;

/** Real keys and certificates around an exchange, and a clock that only the test moves. */
public final class ExchangeFixture {

    /** Long enough for any machine; a test that waits this long has failed. */
    public static final long PATIENCE_NS = 60_000_000_000L;

    public static final String APPLICANT_ID = "91310000MA1000001B";

    public final AtomicLong timeNs = new AtomicLong(EngineFixture.START_NS);
    public final TestAuthority authority = new TestAuthority("示例电子认证");
    public final Signer operator = authority.newSigner();
    public final Certificate operatorCertificate =
            authority.certificate(operator, "示例数据交易所", "", CertificateUsage.SIGN);
    private long lastClientId;

    public Genesis genesis() {
        return EngineFixture.genesis(
                EngineFixture.limits(),
                TestAuthority.field(operatorCertificate),
                List.of(new MemberAuthority(
                        AuthorityClass.DEMONSTRATION, TestAuthority.field(authority.certificate()))));
    }

    /** One nanosecond a command, so that records differ in time. */
    public SequencerClock clock() {
        return new SequencerClock() {
            @Override
            public long stampNs() {
                return timeNs.incrementAndGet();
            }

            @Override
            public long nowNs() {
                return timeNs.get();
            }
        };
    }

    public ExchangeSettings settings() {
        return ExchangeSettings.defaults().withClock(clock());
    }

    public void found(Ledger ledger) {
        Founding.found(ledger, genesis(), operator, clock());
    }

    public CommandDesk operatorDesk(Exchange exchange) {
        return new CommandDesk(exchange.ledgerId(), operatorCertificate.sm3(), exchange.instruments());
    }

    public CommandDesk deskOfAnotherLedger() {
        return new CommandDesk(Sm3Hash.ofContent(new byte[1]), operatorCertificate.sm3(), new InstrumentDirectory());
    }

    /** The operator appoints an officer of some office. */
    public AppointOfficer appointment(String office) {
        return appointment(office, authority.certificate("示例数据交易所" + office, "", CertificateUsage.SIGN));
    }

    /** The operator appoints an officer with that certificate. */
    public AppointOfficer appointment(String office, Certificate certificate) {
        return AppointOfficer.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(timeNs.get() + EngineFixture.limits().getIdWindowNs() / 2)
                .setOffice(office)
                .setStaffNumber("S" + lastClientId)
                .setDuties(List.of(Duty.REGISTRAR))
                .setCertificate(TestAuthority.field(certificate))
                .build();
    }

    /** A listing that names a contract template. */
    public SubmitListing listing(Sm3Hash template) {
        return new SubmitListing(
                ++lastClientId,
                timeNs.get() + EngineFixture.limits().getIdWindowNs() / 2,
                0L,
                Descriptors.dataset("product", APPLICANT_ID, 2)
                        .setContractTemplateSm3(new Hash32(template.bytes()))
                        .build());
    }

    /** An application whose certificates are for that key and another. */
    public ApplyForMembership application(Certificate signing, String id) {
        return ApplyForMembership.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(timeNs.get() + EngineFixture.limits().getIdWindowNs() / 2)
                .setIdKind(IdKind.USCC)
                .setId(id)
                .setNameZh("示例企业")
                .setNameEn("Example Company")
                .setRoles(List.of(Role.CONSUMER))
                .setBeneficialOwnerGroup("")
                .setAffiliates(List.of())
                .setSigningCertificate(TestAuthority.field(signing))
                .setEncryptionCertificate(
                        TestAuthority.field(authority.certificate("示例企业", id, CertificateUsage.ENCRYPT)))
                .setIntermediates(List.of())
                .setCustodianAccount("6222-1")
                .build();
    }

    public Outcome submit(Exchange exchange, SpecificRecord command) {
        return exchange.submitAndAwait(operatorDesk(exchange).submission(command, operator), PATIENCE_NS);
    }
}
