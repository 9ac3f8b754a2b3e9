package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.Step;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does who writes its own ledger: files, tree and checkpoints are all in order. */
final class HostileOperatorTest {

    private static final Certificate AUTHORITY = TestKeys.MEMBERS_AUTHORITY.certificate();

    @TempDir
    Path folder;

    private Path ledger() {
        return folder.resolve("ledger");
    }

    private Report verify(VerificationLevel level, Certificate... membersTrust) throws IOException {
        Path anchor = folder.resolve("kept.checkpoint");
        if (!Files.exists(anchor)) {
            Files.copy(StandardLedger.newestCheckpoint(ledger()), anchor);
        }
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(membersTrust).stream().map(TrustAnchor::of).toList(),
                        List.of(),
                        List.of(anchor),
                        level,
                        2))
                .verify(ledger());
    }

    private void assertFault(VerifierRule rule, long sequence) throws IOException {
        Report report = verify(VerificationLevel.REPLAY);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).as(report.fault().toString()).isEqualTo(rule.name());
        assertThat(report.fault().sequence()).isEqualTo(sequence);
        assertThat(report.fault().file()).startsWith("segment-00000001/").endsWith(".cq4");
        assertThat(report.fault().offset()).isPositive();
    }

    @Test
    void cannotPutItsOwnSignatureUnderAMembersCommand() throws IOException {
        long forged;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.appointRegistrars();
            exchange.apply(1, TestKeys.MEMBERS_AUTHORITY);
            forged = exchange.submit(exchange.reviewCommand(2), SmallExchange.REGISTRAR_KEY, TestKeys.OPERATOR)
                    .sequence();
            exchange.activate(2);
        }
        assertFault(VerifierRule.SIGNATURE, forged);
        assertThat(verify(VerificationLevel.SIGNATURES).fault().sequence()).isEqualTo(forged);
        assertThat(verify(VerificationLevel.STRUCTURE).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void cannotAlterAResultWhichOnlyReplayShows() throws IOException {
        long altered;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.appointRegistrars();
            exchange.apply(1, TestKeys.MEMBERS_AUTHORITY);
            exchange.alter(HostileOperatorTest::lastNumberChanged);
            altered = exchange.review(2).sequence();
            exchange.alter(UnaryOperator.identity());
            exchange.activate(2);
        }
        assertFault(VerifierRule.REPLAY, altered);
        Report signatures = verify(VerificationLevel.SIGNATURES);
        assertThat(signatures.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(signatures.limits()).contains(Report.Limit.NOT_REPLAYED);
    }

    @Test
    void cannotRecordADigestOfAnotherState() throws IOException {
        long recorded;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.recordDigest(digest -> digest);
            recorded = exchange.recordDigest(digest -> Sm3Hash.ofContent(digest.bytes()));
        }
        assertFault(VerifierRule.STATE_DIGEST, recorded);
        assertThat(verify(VerificationLevel.SIGNATURES).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    /** The last byte of a command's record ends the list of events, the one before ends the last event's last number. */
    private static byte[] lastNumberChanged(byte[] record) {
        byte[] altered = record.clone();
        altered[altered.length - 2] ^= 2;
        return altered;
    }

    @Test
    void hasItsFirstFaultNamedWhereSignatureComesBeforeResult() throws IOException {
        long forged;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.appointRegistrars();
            exchange.apply(1, TestKeys.MEMBERS_AUTHORITY);
            forged = exchange.submit(exchange.reviewCommand(2), SmallExchange.REGISTRAR_KEY, TestKeys.OPERATOR)
                    .sequence();
            exchange.alter(HostileOperatorTest::lastNumberChanged);
            exchange.activate(2);
        }
        assertFault(VerifierRule.SIGNATURE, forged);
    }

    @Test
    void hasItsFirstFaultNamedWhereResultComesBeforeSignature() throws IOException {
        long altered;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.appointRegistrars();
            exchange.apply(1, TestKeys.MEMBERS_AUTHORITY);
            exchange.alter(HostileOperatorTest::lastNumberChanged);
            altered = exchange.review(2).sequence();
            exchange.alter(UnaryOperator.identity());
            exchange.submit(exchange.reviewCommand(2), SmallExchange.REGISTRAR_KEY, TestKeys.OPERATOR);
        }
        assertFault(VerifierRule.REPLAY, altered);
    }

    @Test
    void cannotEnrolAMemberOfAnAuthorityThatGenesisDoesNotName() throws IOException {
        long application;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.appointRegistrars();
            application = exchange.apply(1, TestKeys.OTHER_AUTHORITY).sequence();
        }
        assertFault(VerifierRule.CERTIFICATE, application);
        assertThat(verify(VerificationLevel.REPLAY).fault().message()).contains("CERT_UNTRUSTED", "signingCertificate");
    }

    @Test
    void cannotNameAnAuthorityThatTheAuditorDoesNotTrust() throws IOException {
        try (SmallExchange exchange = SmallExchange.found(ledger(), TestKeys.OTHER_AUTHORITY.certificate())) {
            exchange.apply(1, TestKeys.OTHER_AUTHORITY);
        }
        assertThat(verify(VerificationLevel.REPLAY).verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(verify(VerificationLevel.REPLAY, TestKeys.OTHER_AUTHORITY.certificate())
                        .verdict())
                .isEqualTo(Verdict.VERIFIED);
        Report report = verify(VerificationLevel.REPLAY, AUTHORITY);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo("CERTIFICATE");
        assertThat(report.fault().message()).contains("the authorities given for members");
    }

    @Test
    void cannotSignAnApplicationForSomebodyElse() throws IOException {
        long application;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            application = exchange.submit(exchange.application(1, TestKeys.MEMBERS_AUTHORITY), 0, TestKeys.OPERATOR)
                    .sequence();
        }
        assertFault(VerifierRule.SIGNATURE, application);
    }

    @Test
    void cannotSendACommandWithoutAKey() throws IOException {
        long sequence;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.appointRegistrars();
            sequence = exchange.submit(exchange.reviewCommand(2), 0, TestKeys.REGISTRAR)
                    .sequence();
        }
        assertFault(VerifierRule.SIGNATURE, sequence);
    }

    @Test
    void cannotCallACommandItsOwn() throws IOException {
        long sequence;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            sequence = exchange.sequence(exchange.reviewCommand(2), authentication(AuthenticationKind.INTERNAL, 0L))
                    .sequence();
        }
        assertFault(VerifierRule.SIGNATURE, sequence);
    }

    @Test
    void mayStepThroughABookByItself() throws IOException {
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.sequence(new Step(), authentication(AuthenticationKind.INTERNAL, 0L));
        }
        Report report = verify(VerificationLevel.REPLAY);
        assertThat(report.fault()).isNull();
        assertThat(report.commands().count(AuthenticationKind.INTERNAL)).isEqualTo(1);
    }

    @Test
    void mustSignItsGenesis() throws IOException {
        Genesis genesis = SmallExchange.genesis(AUTHORITY);
        try (SmallExchange exchange = SmallExchange.hostile(ledger(), genesis)) {
            exchange.submit(genesis, SmallExchange.OPERATOR_KEY, TestKeys.WITNESS);
        }
        assertFault(VerifierRule.SIGNATURE, 0);
    }

    @Test
    void cannotLeaveItsGenesisUnsigned() throws IOException {
        Genesis genesis = SmallExchange.genesis(AUTHORITY);
        try (SmallExchange exchange = SmallExchange.hostile(ledger(), genesis)) {
            exchange.sequence(genesis, authentication(AuthenticationKind.ASSERTED, 1L));
        }
        assertFault(VerifierRule.SIGNATURE, 0);
    }

    @Test
    void cannotPutAnotherCertificateBehindAKeyNumber() throws IOException {
        long renumbered;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.appointRegistrars();
            exchange.apply(1, TestKeys.MEMBERS_AUTHORITY);
            exchange.alter(HostileOperatorTest::keyNumberOfFirstMember);
            renumbered = exchange.apply(2, TestKeys.MEMBERS_AUTHORITY).sequence();
        }
        Report report = verify(VerificationLevel.SIGNATURES);
        assertThat(report.fault().rule()).isEqualTo("COMMAND");
        assertThat(report.fault().message()).contains("KEY_REGISTERED");
        assertThat(report.fault().sequence()).isEqualTo(renumbered);
    }

    /** KEY_REGISTERED is the last event of an application: key, purpose, owner, one byte each, and the list's end. */
    private static byte[] keyNumberOfFirstMember(byte[] record) {
        byte[] altered = record.clone();
        assertThat(altered[altered.length - 4]).isEqualTo((byte) (2 * 5));
        altered[altered.length - 4] = 2 * 4;
        return altered;
    }

    @Test
    void cannotVouchForAnOfficer() throws IOException {
        long vouched;
        try (SmallExchange exchange = SmallExchange.found(ledger(), AUTHORITY)) {
            exchange.appointRegistrars();
            exchange.alter(HostileOperatorTest::asserted);
            vouched = exchange.review(2).sequence();
        }
        assertFault(VerifierRule.SIGNATURE, vouched);
    }

    /** The record of a signed command, as if a session had brought it. */
    private static byte[] asserted(byte[] record) {
        CommandBody body = CommandBody.read(
                RulesVersions.current().ofType(RecordHeader.type(record, 0)).checker(), record, 0, record.length);
        ByteBuffer altered = ByteBuffer.allocate(record.length);
        altered.put(record, 0, RecordHeader.LENGTH).put(body.command());
        altered.put(AvroBytes.encode(authentication(AuthenticationKind.ASSERTED, 1L)));
        int events = RecordHeader.LENGTH + body.command().length + AvroBytes.encode(body.authentication()).length;
        altered.put(record, events, record.length - events);
        return Arrays.copyOf(altered.array(), altered.position());
    }

    private static Authentication authentication(AuthenticationKind kind, long session) {
        return new Authentication(kind.number(), 0, session, ByteBuffer.allocate(0));
    }
}
