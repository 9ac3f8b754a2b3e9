package io.shuheng.examples.exchangeday;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.Verdict;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.Verifier;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that writes the day once more, with a seal over something else: all else in its ledger fits. */
class WrongSealTest {

    private static final RecordCatalogue CATALOGUE = RulesVersions.current();

    @TempDir
    private static Path dayDirectory;

    private static DayRun day;
    private static Signer operator;

    @TempDir
    private Path directory;

    private Sm3Hash ledgerId;
    private long sealRecord;

    @BeforeAll
    static void letTheDayPass() {
        day = DayRun.of(dayDirectory.resolve("day"), 1, "en");
        operator = KeyFolder.left(day.out().resolve("members/operator"));
    }

    @Test
    void isFoundOutWhereTheRootIsAnother() throws IOException {
        Path forged = writeAgain(seal ->
                resealed(seal, new Hash32(Sm3Hash.ofContent(new byte[] {1}).bytes())));
        assertFault(forged, VerificationLevel.REPLAY);
        assertFault(forged, VerificationLevel.SIGNATURES);
    }

    @Test
    void isFoundOutWhereTheSealIsSignedByNobody() throws IOException {
        Path forged = writeAgain(seal -> withSeal(seal, seal.getRoot(), new byte[64]));
        assertFault(forged, VerificationLevel.REPLAY);
    }

    @Test
    void wouldNotBeFoundByLookingAtTheFilesAlone() throws IOException {
        Path forged = writeAgain(seal -> resealed(seal, new Hash32(new byte[32])));
        assertThat(verify(forged, VerificationLevel.STRUCTURE).fault()).isNull();
    }

    private interface Forgery {
        ContractsSealed forge(ContractsSealed seal);
    }

    private ContractsSealed resealed(ContractsSealed seal, Hash32 root) {
        byte[] toSign = new ContractSeal(
                        ledgerId,
                        seal.getFirstTrade(),
                        seal.getLastTrade(),
                        Sm3Hash.of(root.bytes()),
                        seal.getKey(),
                        new byte[64])
                .signedBytes();
        return withSeal(seal, root, operator.sign(toSign).raw());
    }

    private static ContractsSealed withSeal(ContractsSealed seal, Hash32 root, byte[] signature) {
        return ContractsSealed.newBuilder()
                .setClientId(seal.getClientId())
                .setNotAfterNs(seal.getNotAfterNs())
                .setFirstTrade(seal.getFirstTrade())
                .setLastTrade(seal.getLastTrade())
                .setRoot(root)
                .setKey(seal.getKey())
                .setSignature(ByteBuffer.wrap(signature))
                .build();
    }

    /** Runs the day's commands through a new engine into a new ledger, the seal's own replaced and signed anew. */
    private Path writeAgain(Forgery forgery) throws IOException {
        Path forged = directory.resolve("forged");
        Engine engine = new Engine(CATALOGUE);
        try (ChronicleLedger ledger = ChronicleLedger.open(LedgerSettings.defaults(), forged, operator)) {
            for (byte[] record : day.records()) {
                RecordKind kind = CATALOGUE.ofType(RecordHeader.type(record, 0));
                if (kind.isCommand()) {
                    CommandBody body = CommandBody.read(kind.checker(), record, 0, record.length);
                    append(ledger, engine, kind, forged(kind, body, forgery), RecordHeader.timeNs(record, 0));
                }
            }
            ledger.commit();
        }
        return forged;
    }

    private void append(ChronicleLedger ledger, Engine engine, RecordKind kind, CommandBody body, long timeNs) {
        if (kind.javaClass() == ContractsSealed.class && sealRecord == 0) {
            sealRecord = engine.size(); // All seals are forged; the first is where it is found out.
        }
        RecordBuffer group = new RecordBuffer();
        engine.execute(kind, body.command(), body.authentication(), timeNs, group);
        ledger.append(group);
    }

    private CommandBody forged(RecordKind kind, CommandBody body, Forgery forgery) {
        if (kind.javaClass() == Genesis.class) {
            ledgerId = Sm3Hash.of(AvroBytes.decode(Genesis.class, body.command())
                    .getLedgerId()
                    .bytes());
        }
        if (kind.javaClass() != ContractsSealed.class) {
            return body;
        }
        byte[] command = AvroBytes.encode(forgery.forge(AvroBytes.decode(ContractsSealed.class, body.command())));
        byte[] signature = operator.sign(SigningBytes.of(ledgerId, kind, Sm3Hash.ZERO, command))
                .raw();
        Authentication signed = body.authentication();
        Authentication authentication =
                new Authentication(signed.getKind(), signed.getKey(), signed.getSession(), ByteBuffer.wrap(signature));
        return new CommandBody(command, authentication, body.events());
    }

    private void assertFault(Path ledger, VerificationLevel level) throws IOException {
        Report report = verify(ledger, level);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).as(report.fault().toString()).isEqualTo("SEAL");
        assertThat(report.fault().sequence()).isEqualTo(sealRecord);
    }

    private Report verify(Path ledger, VerificationLevel level) throws IOException {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.ofPem(day.out().resolve("operator.pem"))),
                        List.of(TrustAnchor.ofPem(day.out().resolve("members-ca.pem"))),
                        List.of(),
                        List.of(),
                        level,
                        2))
                .verify(ledger);
    }
}
