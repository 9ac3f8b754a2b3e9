package io.shuheng.ledger.verify;

import io.shuheng.core.engine.InternalCommands;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.OperatorSuccession;
import io.shuheng.core.participant.PossessionBytes;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.core.view.KeyDirectory;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Checks who stands behind each command. Keys, terms and authorities are learnt from the records themselves, in order;
 * the signatures are verified on an executor, and of those that fail the first by its place in the ledger is reported.
 * Whether a key was in force is for the replay to say. For one thread.
 */
final class SignatureCheck {

    /** Signatures under way at once; more than enough for any number of threads. */
    private static final int PENDING_LIMIT = 4096;

    /** An applicant signs before it has a number. */
    private static final int NO_KEY = 0;

    private static final int OPERATOR_KEY = 1;

    private record Pending(Place place, Future<Boolean> valid) {}

    private final Sm3Hash ledgerId;
    private final MemberCertificates certificates;
    private final OperatorSuccession succession;
    private final RevocationCheck revocations;
    private final ExecutorService executor;
    private final KeyDirectory keys = new KeyDirectory();
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final DoubtfulSignatures doubtful = new DoubtfulSignatures();
    private final SessionStatements sessions;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<AuthenticationKind, Long> counts = new EnumMap<>(AuthenticationKind.class);
    private long registeredKeys;

    SignatureCheck(
            Genesis genesis, MemberCertificates certificates, RevocationCheck revocations, ExecutorService executor) {
        this.ledgerId = Sm3Hash.of(genesis.getLedgerId().bytes());
        this.certificates = certificates;
        this.succession = OperatorSuccession.in(genesis);
        this.revocations = revocations;
        this.executor = executor;
        this.sessions = new SessionStatements(ledgerId);
    }

    /** Takes the next command; the finding, or null. A finding about an earlier command may come later. */
    @Nullable
    Finding command(Place place, RecordKind kind, CommandBody body, long timeNs) {
        SpecificRecord command = AvroBytes.decode(kind.javaClass(), body.command());
        Finding finding = certificate(command, body, timeNs)
                .map(why -> Finding.of(VerifierRule.CERTIFICATE, place, why))
                .orElse(null);
        if (finding == null && isTaken(body)) {
            String wrong = revocations.accepted(kind, body, command);
            finding = wrong == null ? null : Finding.of(VerifierRule.REVOCATIONS, place, wrong);
        }
        finding = finding == null ? learn(place, kind, body) : finding;
        return finding == null ? authenticated(place, kind, body, command, timeNs) : finding;
    }

    /** A renewal is of whoever signed it, and the new key must have signed for its possession. */
    private Optional<String> certificate(SpecificRecord command, CommandBody body, long timeNs) {
        if (command instanceof RotateOperatorKey rotation) {
            return keys.find(body.authentication().getKey())
                    .filter(signer -> signer.purpose() == KeyPurpose.OPERATOR)
                    .flatMap(signer -> succession.refusal(rotation, signer.certificate(), timeNs))
                    .map(why -> why.code() + ": " + why.message());
        }
        if (!(command instanceof RenewCertificate renewal)) {
            return certificates.refusal(command, revocations.known(), timeNs);
        }
        KeyDirectory.Entry signer = keys.find(body.authentication().getKey()).orElse(null);
        if (signer == null || signer.purpose() != KeyPurpose.PARTICIPANT) {
            return Optional.empty();
        }
        String identifier = revocations.known().identifier(signer.owner()).orElse(null);
        return certificates
                .refusalOfRenewal(renewal, identifier, timeNs)
                .or(() -> renewal.getRole() == CertificateRole.SIGNING
                                && !PossessionBytes.areSigned(ledgerId, signer.owner(), renewal)
                        ? Optional.of("possession: not signed by the key of the new certificate")
                        : Optional.empty());
    }

    private static boolean isTaken(CommandBody body) {
        return body.events().stream().noneMatch(event -> event.getKind() == EventKind.REJECTED.number());
    }

    /** Keys get numbers once and in order: no later record may put another certificate behind a number. */
    private @Nullable Finding learn(Place place, RecordKind kind, CommandBody body) {
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.KEY_REGISTERED.number()) {
                registeredKeys++;
                if (event.getA() != registeredKeys) {
                    return Finding.of(
                            VerifierRule.COMMAND,
                            place,
                            "event KEY_REGISTERED has key " + event.getA() + ": the next number is " + registeredKeys);
                }
            } else if (event.getKind() == EventKind.KEY_REVOKED.number()) {
                doubtful.revoked((int) event.getA(), event.getB());
            }
        }
        keys.observe(kind, body);
        instruments.observe(kind, body);
        return null;
    }

    private @Nullable Finding authenticated(
            Place place, RecordKind kind, CommandBody body, SpecificRecord command, long timeNs) {
        AuthenticationKind authentication =
                AuthenticationKind.of(body.authentication().getKind());
        counts.merge(authentication, 1L, Long::sum);
        if (authentication == AuthenticationKind.SIGNED) {
            doubtful.signed(body.authentication().getKey(), timeNs);
            return signed(place, kind, body, command);
        }
        if (command instanceof Genesis) {
            return Finding.of(
                    VerifierRule.SIGNATURE, place, "authentication.kind " + authentication + ": genesis is SIGNED");
        }
        if (authentication != AuthenticationKind.INTERNAL) {
            boolean asserted = authentication == AuthenticationKind.ASSERTED;
            String wrong = sessions.sent(asserted, kind, command, body, instruments.termsHash(kind, command));
            return wrong == null ? null : Finding.of(VerifierRule.SIGNATURE, place, wrong);
        }
        if (!InternalCommands.include(command.getClass())) {
            return Finding.of(
                    VerifierRule.SIGNATURE,
                    place,
                    "authentication.kind INTERNAL: the exchange itself makes only TICK, STEP, EndSessions and RecordStateDigest");
        }
        return null;
    }

    private @Nullable Finding signed(Place place, RecordKind kind, CommandBody body, SpecificRecord command) {
        int keyNumber = body.authentication().getKey();
        if (command instanceof Genesis && keyNumber != OPERATOR_KEY) {
            return Finding.of(VerifierRule.SIGNATURE, place, "authentication.key " + keyNumber + ": genesis has key 1");
        }
        Optional<Sm2Verifier> verifier = keyNumber == NO_KEY
                ? certificates
                        .applicantCertificate(command)
                        .map(certificate -> new Sm2Verifier(certificate.publicKey()))
                : keys.find(keyNumber).map(KeyDirectory.Entry::verifier);
        if (verifier.isEmpty()) {
            return Finding.of(
                    VerifierRule.SIGNATURE,
                    place,
                    keyNumber == NO_KEY
                            ? "authentication.key 0: only an application brings its own key"
                            : "authentication.key " + keyNumber + ": not registered before this command");
        }
        CommandSignature signature;
        try {
            signature = CommandSignature.of(ledgerId, kind, instruments.termsHash(kind, command), body);
        } catch (CryptoException e) {
            return Finding.of(VerifierRule.SIGNATURE, place, "authentication.signature: " + e.getMessage());
        }
        String wrong = keys.find(keyNumber)
                .map(signer -> sessions.signed(place.sequence(), command, body, signer))
                .orElse(null);
        if (wrong != null) {
            return Finding.of(VerifierRule.SIGNATURE, place, wrong);
        }
        Sm2Verifier key = verifier.get();
        pending.add(new Pending(place, executor.submit(() -> signature.verifies(key))));
        return pending.size() < PENDING_LIMIT ? null : settle(PENDING_LIMIT / 2);
    }

    /** Waits until no more than so many signatures are under way; the first that fails, or null. */
    @Nullable
    Finding settle(int toPending) {
        while (pending.size() > toPending) {
            Pending oldest = pending.remove();
            if (!await(oldest.valid)) {
                return Finding.of(
                        VerifierRule.SIGNATURE, oldest.place, "the signature does not fit command, key and ledger");
            }
        }
        return null;
    }

    private static boolean await(Future<Boolean> valid) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return valid.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("verifying a signature failed", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Commands by the way their sender is known. */
    Map<AuthenticationKind, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Commands of sessions, and which of them a signed statement covers. */
    SessionStatements sessions() {
        return sessions;
    }

    /** Revocation lists on record. */
    Report.Revocations revocations() {
        return revocations.report();
    }

    /** SIGNED commands whose key was revoked later from a date before them. */
    long inDoubt() {
        return doubtful.count();
    }
}
