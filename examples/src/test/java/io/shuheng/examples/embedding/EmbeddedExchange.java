package io.shuheng.examples.embedding;

import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.core.runtime.SubscriberSettings;
import io.shuheng.core.runtime.Subscription;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.position.DirectorySubscriberPositions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * A program that embeds an exchange, run by {@link EmbeddingTest} in a JVM of its own: {@code DIR first} founds it and
 * takes a command, {@code DIR again} opens it once more. What it finds it prints, one fact a line.
 */
public final class EmbeddedExchange {

    private static final long PATIENCE_NS = Duration.ofSeconds(60).toNanos();

    private EmbeddedExchange() {}

    /** Runs one of the two. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        if (arguments[1].equals("first")) {
            first(directory);
        } else {
            again(directory);
        }
        TreeSet<String> threads = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            boolean javas = thread.getThreadGroup() == null
                    || thread.getThreadGroup().getName().equals("system")
                    || thread.getThreadGroup().getName().equals("InnocuousThreadGroup");
            if (!javas && thread != Thread.currentThread()) {
                threads.add(thread.getName());
            }
        }
        print("threads", threads);
    }

    private static void first(Path directory) throws Exception {
        CryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Sm2KeyPair key = crypto.generateKeyPair();
        Files.write(directory.resolve("operator.key"), key.privateKey());
        CertificateAuthority authority = authority(crypto);
        Certificate certificate = certificate(crypto, authority, key, "operator");

        Signer operator = crypto.signer(key);
        ChronicleLedger ledger = ChronicleLedger.open(LedgerSettings.defaults(), directory.resolve("ledger"), operator);
        Founding.found(ledger, genesis(crypto, certificate, authority), operator, SequencerClock.system());
        try (Exchange exchange = Exchange.open(settings(directory), ledger)) {
            byte[] submission = appointment(exchange, certificate, authority, crypto, operator, 1);
            Outcome outcome = exchange.submitAndAwait(submission, PATIENCE_NS);
            Subscription subscription = exchange.subscribe("auditor", (bytes, offset, length) -> {});
            print("delivered", subscription.awaitDelivered(outcome.sequence(), PATIENCE_NS));
            print("code", outcome.code());
            print("sequence", outcome.sequence());
            print("position", subscription.position());
            print("size", exchange.size());
            Files.write(directory.resolve("submission"), submission);
            Files.write(
                    directory.resolve("second"), appointment(exchange, certificate, authority, crypto, operator, 2));
        }
    }

    private static void again(Path directory) throws Exception {
        CryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Signer operator = crypto.signer(Sm2KeyPair.ofPrivateKey(Files.readAllBytes(directory.resolve("operator.key"))));
        ChronicleLedger ledger = ChronicleLedger.open(LedgerSettings.defaults(), directory.resolve("ledger"), operator);
        try (Exchange exchange = Exchange.open(settings(directory), ledger)) {
            print("size", exchange.size());
            Outcome repeated =
                    exchange.submitAndAwait(Files.readAllBytes(directory.resolve("submission")), PATIENCE_NS);
            print("repeated", repeated.repeated());
            print("sequence", repeated.sequence());
            List<Long> seen = Collections.synchronizedList(new ArrayList<>());
            Subscription subscription = exchange.subscribe(
                    "auditor", (bytes, offset, length) -> seen.add(RecordHeader.sequence(bytes, offset)));
            Outcome outcome = exchange.submitAndAwait(Files.readAllBytes(directory.resolve("second")), PATIENCE_NS);
            print("delivered", subscription.awaitDelivered(outcome.sequence(), PATIENCE_NS));
            print("seen", seen);
        }
    }

    /** Subscribers' positions lie beside the ledger, so that each goes on by its name. */
    private static ExchangeSettings settings(Path directory) {
        return ExchangeSettings.defaults()
                .withSubscribers(SubscriberSettings.defaults()
                        .withPositions(DirectorySubscriberPositions.open(directory.resolve("subscribers"))));
    }

    private static CertificateAuthority authority(CryptoProvider crypto) {
        return CertificateAuthority.createRoot(
                crypto, crypto.signer(crypto.generateKeyPair()), name("authority"), validity());
    }

    private static Certificate certificate(
            CryptoProvider crypto, CertificateAuthority authority, Sm2KeyPair key, String name) {
        return authority.issue(
                CertificateRequest.create(crypto.signer(key), name(name)), CertificateUsage.SIGN, validity());
    }

    private static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN").commonName(commonName).build();
    }

    private static Validity validity() {
        return Validity.ofDays(Instant.now().minus(Duration.ofDays(1)).getEpochSecond(), 30);
    }

    private static Genesis genesis(CryptoProvider crypto, Certificate operator, CertificateAuthority authority) {
        byte[] ledgerId = new byte[32];
        crypto.randomBytes(ledgerId);
        return Genesis.newBuilder()
                .setLedgerId(new Hash32(ledgerId))
                .setHashSuite("SM3")
                .setRulesVersion(RulesVersions.CURRENT)
                .setTimeOffsetMinutes(480)
                .setOperatorNameZh("嵌入示例")
                .setOperatorNameEn("Embedding example")
                .setOperatorUscc(Uscc.withCheckCharacter("91310106MA1EMB001"))
                .setOperatorCertificate(ByteBuffer.wrap(operator.der()))
                .setMemberAuthorities(List.of(new MemberAuthority(
                        AuthorityClass.DEMONSTRATION,
                        ByteBuffer.wrap(authority.certificate().der()))))
                .setPredecessorCheckpoint(ByteBuffer.allocate(0))
                .setLimits(new Limits(Duration.ofDays(1).toNanos(), 100, 64, 1_000_000_000L, 64, 256, 1_000_000))
                .build();
    }

    private static byte[] appointment(
            Exchange exchange,
            Certificate operator,
            CertificateAuthority authority,
            CryptoProvider crypto,
            Signer signer,
            long clientId) {
        Certificate officer = certificate(crypto, authority, crypto.generateKeyPair(), "R-" + clientId);
        long notAfterNs = SequencerClock.system().nowNs() + Duration.ofHours(1).toNanos();
        return new CommandDesk(exchange.ledgerId(), operator.sm3(), exchange.instruments())
                .submission(
                        AppointOfficer.newBuilder()
                                .setClientId(clientId)
                                .setNotAfterNs(notAfterNs)
                                .setOffice("Registration desk")
                                .setStaffNumber("R-" + clientId)
                                .setDuties(List.of(Duty.REGISTRAR))
                                .setCertificate(ByteBuffer.wrap(officer.der()))
                                .build(),
                        signer);
    }

    private static void print(String fact, Object value) throws IOException {
        System.out.write((fact + "=" + value + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
