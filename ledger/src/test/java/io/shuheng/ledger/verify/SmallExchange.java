package io.shuheng.ledger.verify;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.participant.SuccessionBytes;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * A small exchange whose commands are really signed and whose ledger is really written; without façade, so that a test
 * can be the operator that lies: it may sign with what key it likes and alter records before they are appended.
 */
final class SmallExchange implements AutoCloseable {

    /** Time of genesis: 2026-01-05T01:00Z. */
    static final long START_NS = 1_767_574_800_000_000_000L;

    static final long DAY_NS = 86_400_000_000_000L;
    static final int OPERATOR_KEY = 1;

    /** Commands after which a digest of the state is asked for: more than a test sends that does not ask for one. */
    static final int DIGEST_COMMANDS = 200;

    static final int REGISTRAR_KEY = 2;
    static final int OTHER_REGISTRAR_KEY = 3;

    private static final long HALF_WINDOW_NS = 30_000_000_000L;
    private static final long STEP_NS = 1_000_000L;
    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    private final Genesis genesis;
    private final Replay replay = new Replay(RulesVersions.current());
    private final RecordBuffer buffer = new RecordBuffer();
    private ChronicleLedger ledger;
    private final List<byte[]> records = new ArrayList<>();
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private UnaryOperator<byte[]> alteration = UnaryOperator.identity();
    private long timeNs = START_NS;
    private long lastClientId;
    private String nameEnding = "";

    private SmallExchange(Path directory, Genesis genesis, Signer operator) {
        this.genesis = genesis;
        this.ledger = ChronicleLedger.open(SETTINGS, directory, operator);
    }

    /** Founds an exchange that accepts one authority for its members. */
    static SmallExchange found(Path directory, Certificate membersAuthority) {
        Genesis genesis = genesis(membersAuthority);
        SmallExchange exchange = new SmallExchange(directory, genesis, TestKeys.OPERATOR);
        Founding.found(exchange.ledger, genesis, TestKeys.OPERATOR, exchange.clock());
        exchange.learnGenesis();
        return exchange;
    }

    /** An exchange with this genesis, whose first command must be the genesis. */
    static SmallExchange hostile(Path directory, Genesis genesis) {
        return new SmallExchange(directory, genesis, TestKeys.OPERATOR);
    }

    static Genesis genesis(Certificate membersAuthority) {
        return genesis(membersAuthority, DIGEST_COMMANDS);
    }

    /** A genesis of an exchange that asks for a digest of its state after so many commands. */
    static Genesis genesis(Certificate membersAuthority, int digestCommands) {
        return Genesis.newBuilder()
                .setLedgerId(hash("ledger"))
                .setHashSuite("SM3")
                .setRulesVersion(RulesVersions.CURRENT)
                .setTimeOffsetMinutes(480)
                .setOperatorNameZh("示例数据交易所")
                .setOperatorNameEn("Example Data Exchange")
                .setOperatorUscc(TestKeys.OPERATOR_USCC)
                .setOperatorCertificate(ByteBuffer.wrap(TestKeys.OPERATOR_CERTIFICATE.der()))
                .setMemberAuthorities(List.of(
                        new MemberAuthority(AuthorityClass.DEMONSTRATION, ByteBuffer.wrap(membersAuthority.der()))))
                .setPredecessorCheckpoint(ByteBuffer.allocate(0))
                .setLimits(Limits.newBuilder()
                        .setIdWindowNs(2 * HALF_WINDOW_NS)
                        .setIdsPerMember(1000)
                        .setSealTrades(64)
                        .setSealSpanNs(10_000_000_000L)
                        .setTimersPerCommand(64)
                        .setOrdersPerStep(256)
                        .setDigestCommands(digestCommands)
                        .build())
                .build();
    }

    private SequencerClock clock() {
        return new SequencerClock() {
            @Override
            public long stampNs() {
                return timeNs;
            }

            @Override
            public long nowNs() {
                return timeNs;
            }
        };
    }

    private void learnGenesis() {
        try (RecordCursor cursor = ledger.cursor(0)) {
            while (cursor.next()) {
                replay.accept(cursor.array(), cursor.offset(), cursor.length());
                records.add(Arrays.copyOfRange(cursor.array(), cursor.offset(), cursor.offset() + cursor.length()));
            }
        }
    }

    /** Alters every record from now on, as an operator could: the tree and all signatures of its own fit. */
    void alter(UnaryOperator<byte[]> how) {
        alteration = how;
    }

    /** Members that apply from now on have names that end so. */
    void endNames(String ending) {
        nameEnding = ending;
    }

    /** Moves the clock. */
    void later(long ns) {
        timeNs += ns;
    }

    /** Appends a signed checkpoint. */
    void checkpoint() {
        ledger.checkpoint();
    }

    /** Closes the ledger and opens it again, which begins a new segment. */
    void reopen(Path directory) {
        ledger.close();
        ledger = ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR);
    }

    /** Closes the ledger and opens it again with another signer. */
    void reopen(Path directory, Signer operator) {
        ledger.close();
        ledger = ChronicleLedger.open(SETTINGS, directory, operator);
    }

    /** The operator rotates its key. */
    Answer rotate(int key, TestOperator from, TestOperator to) {
        return rotate(rotation(from, to), key, from.signer(), to.signer());
    }

    /** A rotation, signed with that key, whose signer is handed to the ledger. */
    Answer rotate(RotateOperatorKey rotation, int key, Signer signer, Signer next) {
        ledger.announce(next);
        Answer answer = submit(rotation, key, signer);
        ledger.withdraw(next);
        return answer;
    }

    RotateOperatorKey rotation(TestOperator from, TestOperator to) {
        byte[] possession = SuccessionBytes.of(
                ledgerId(), from.certificate().sm3(), to.certificate().sm3());
        return RotateOperatorKey.newBuilder()
                .setClientId(nextClientId())
                .setNotAfterNs(notAfterNs())
                .setCertificate(ByteBuffer.wrap(to.certificate().der()))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.wrap(to.signer().sign(possession).raw()))
                .setReason(RevocationReason.SUPERSEDED)
                .setDocumentSm3(hash("decision"))
                .build();
    }

    /** The operator, with the key of that number, appoints somebody. */
    Answer appointBy(int key, Signer operator, String staffNumber) {
        return submit(appointment(staffNumber, TestKeys.signer(40 + Integer.parseInt(staffNumber))), key, operator);
    }

    /** A command signed by that key's holder. */
    Answer submit(SpecificRecord command, int key, Signer signer) {
        return submit(command, key, signer, instruments);
    }

    /** The same, where the signature binds no instrument's terms. */
    Answer submitWithoutTerms(SpecificRecord command, int key, Signer signer) {
        return submit(command, key, signer, new InstrumentDirectory());
    }

    private Answer submit(SpecificRecord command, int key, Signer signer, InstrumentDirectory terms) {
        byte[] signature = signer.sign(new CommandDesk(ledgerId(), Sm3Hash.ZERO, terms)
                        .draft(command)
                        .bytesToSign())
                .raw();
        return sequence(
                command, new Authentication(AuthenticationKind.SIGNED.number(), key, 0L, ByteBuffer.wrap(signature)));
    }

    /** What a signature of a command covers. */
    byte[] bytesToSign(SpecificRecord command) {
        return new CommandDesk(ledgerId(), Sm3Hash.ZERO, instruments)
                .draft(command)
                .bytesToSign();
    }

    /** Identity of the ledger. */
    Sm3Hash ledgerId() {
        return Sm3Hash.of(genesis.getLedgerId().bytes());
    }

    /** Every record, as the engine gave it. */
    List<byte[]> records() {
        return records;
    }

    /** A command with any authentication. */
    Answer sequence(SpecificRecord command, Authentication authentication) {
        timeNs += STEP_NS;
        RecordKind kind = RulesVersions.current().kindOf(command.getClass());
        buffer.clear();
        Answer answer = replay.engine().execute(kind, AvroBytes.encode(command), authentication, timeNs, buffer);
        RecordBuffer altered = new RecordBuffer();
        for (int i = 0; i < buffer.count(); i++) {
            records.add(buffer.copy(i));
            byte[] record = alteration.apply(buffer.copy(i));
            altered.appendRecord(record, 0, record.length);
        }
        instruments.observe(kind, CommandBody.read(kind.checker(), buffer.array(), 0, buffer.length(0)));
        ledger.append(altered);
        ledger.commit();
        return answer;
    }

    /** Lets time pass until a digest of the state is asked for, and records one. */
    long recordDigest(UnaryOperator<Sm3Hash> said) {
        Authentication internal =
                new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0));
        long asked = sequence(new Tick(), internal).sequence();
        while (!replay.engine().isDigestDue()) {
            asked = sequence(new Tick(), internal).sequence();
        }
        Sm3Hash digest = said.apply(replay.engine().stateDigest());
        return sequence(new RecordStateDigest(asked, new Hash32(digest.bytes())), internal)
                .sequence();
    }

    long nextClientId() {
        return ++lastClientId;
    }

    long notAfterNs() {
        return timeNs + HALF_WINDOW_NS;
    }

    /** Appoints the two registrars, who are market officers too. */
    void appointRegistrars() {
        submit(appointment("1", TestKeys.REGISTRAR), OPERATOR_KEY, TestKeys.OPERATOR);
        submit(appointment("2", TestKeys.OTHER_REGISTRAR), OPERATOR_KEY, TestKeys.OPERATOR);
    }

    private AppointOfficer appointment(String staffNumber, Signer officer) {
        return AppointOfficer.newBuilder()
                .setClientId(nextClientId())
                .setNotAfterNs(notAfterNs())
                .setOffice("Registration")
                .setStaffNumber(staffNumber)
                .setDuties(List.of(Duty.REGISTRAR, Duty.MARKET))
                .setCertificate(TestKeys.certificate(
                        TestKeys.MEMBERS_AUTHORITY, officer, "Officer " + staffNumber, CertificateUsage.SIGN))
                .build();
    }

    /** The n-th company applies, with certificates of that authority. */
    Answer apply(int n, CertificateAuthority authority) {
        return submit(application(n, authority), 0, TestKeys.signer(10 + n));
    }

    ApplyForMembership application(int n, CertificateAuthority authority) {
        return application(n, authority, Role.CONSUMER);
    }

    /** The n-th company's application for a role. */
    ApplyForMembership application(int n, CertificateAuthority authority, Role role) {
        String name = "Example Company " + n;
        return ApplyForMembership.newBuilder()
                .setClientId(nextClientId())
                .setNotAfterNs(notAfterNs())
                .setIdKind(IdKind.USCC)
                .setId(Uscc.withCheckCharacter(String.format(Locale.ROOT, "91310000MA1%06d", n)))
                .setNameZh("示例企业" + n + nameEnding)
                .setNameEn(name + nameEnding)
                .setRoles(List.of(role))
                .setBeneficialOwnerGroup("")
                .setAffiliates(List.of())
                .setSigningCertificate(
                        TestKeys.certificate(authority, TestKeys.signer(10 + n), name, CertificateUsage.SIGN))
                .setEncryptionCertificate(
                        TestKeys.certificate(authority, TestKeys.signer(100 + n), name, CertificateUsage.ENCRYPT))
                .setIntermediates(List.of())
                .setCustodianAccount("6222-" + n)
                .build();
    }

    /** A registrar reviews a participant. */
    Answer review(long participant) {
        return submit(reviewCommand(participant), REGISTRAR_KEY, TestKeys.REGISTRAR);
    }

    ReviewIdentity reviewCommand(long participant) {
        return ReviewIdentity.newBuilder()
                .setClientId(nextClientId())
                .setNotAfterNs(notAfterNs())
                .setParticipant(participant)
                .setMethod(ReviewMethod.DOCUMENTS)
                .setEvidenceSm3(hash("licence"))
                .setValidUntilNs(START_NS + 365 * DAY_NS)
                .setPassed(true)
                .setReasonCode("")
                .build();
    }

    /** The other registrar activates it. */
    Answer activate(long participant) {
        return submit(
                new ActivateParticipant(nextClientId(), notAfterNs(), participant),
                OTHER_REGISTRAR_KEY,
                TestKeys.OTHER_REGISTRAR);
    }

    /** A key of the operator that was rotated is revoked by the one in force. */
    Answer revoke(int key, long invalidityNs, int by, Signer operator) {
        return submit(
                new RevokeKey(nextClientId(), notAfterNs(), key, RevocationReason.KEY_COMPROMISE, invalidityNs),
                by,
                operator);
    }

    /** Time of the last command. */
    long timeNs() {
        return timeNs;
    }

    /** The operator revokes an officer's key, from genesis on. */
    Answer revokeFromTheBeginning(int key) {
        return submit(
                new RevokeKey(nextClientId(), notAfterNs(), key, RevocationReason.KEY_COMPROMISE, START_NS),
                OPERATOR_KEY,
                TestKeys.OPERATOR);
    }

    static Hash32 hash(String text) {
        return new Hash32(Sm3.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
