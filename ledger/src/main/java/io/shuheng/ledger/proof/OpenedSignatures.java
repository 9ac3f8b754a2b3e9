package io.shuheng.ledger.proof;

import io.shuheng.core.engine.InternalCommands;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.core.view.KeyDirectory;
import io.shuheng.core.view.KnownCertificates;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.proof.ProofReport.Missing;
import io.shuheng.ledger.verify.CommandSignature;
import io.shuheng.ledger.verify.MemberCertificates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures are on the opened commands. Keys come from the registrations that are opened, or from the certificates
 * that the file brings. For one thread.
 */
final class OpenedSignatures {

    private static final int NO_KEY = 0;
    private static final int OPERATOR_KEY = 1;

    private final ProvenOperator operator;
    private final MemberCertificates certificates;
    private final MemberCertificates ofGenesis;
    private final List<OpenedRecord> records;
    private final KeyDirectory registered = new KeyDirectory();
    private final Map<Integer, OpenedRecord> registrations = new HashMap<>();
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final Map<Integer, KeyCertificates> brought = new HashMap<>();

    /**
     * Learns the keys.
     *
     * @param operator whose ledger it is, by which keys
     * @param certificates against the authorities that are trusted for members
     * @param ofGenesis against those that genesis names
     * @param brought certificates in the file
     */
    OpenedSignatures(
            ProvenOperator operator,
            MemberCertificates certificates,
            MemberCertificates ofGenesis,
            List<OpenedRecord> records,
            List<KeyCertificates> brought)
            throws InvalidProof {
        this.operator = operator;
        this.certificates = certificates;
        this.ofGenesis = ofGenesis;
        this.records = List.copyOf(records);
        for (OpenedRecord record : records) {
            learn(record);
        }
        for (KeyCertificates key : brought) {
            if (registered.find(key.key()).isPresent()) {
                throw new InvalidProof(
                        ProofRule.CERTIFICATE,
                        "key " + key.key() + ": brought, and its registration is opened as well");
            }
            this.brought.put(key.key(), key);
        }
    }

    private void learn(OpenedRecord record) throws InvalidProof {
        CommandBody body = record.body();
        if (body == null || record.isRejected()) {
            return;
        }
        try {
            registered.observe(record.kind(), body);
            instruments.observe(record.kind(), body);
            for (Event event : body.events()) {
                if (event.getKind() == EventKind.KEY_REGISTERED.number()) {
                    registrations.put((int) event.getA(), record);
                }
            }
        } catch (RecordFormatException e) {
            throw new InvalidProof(ProofRule.RECORD, record.sequence(), String.valueOf(e.getMessage()));
        }
    }

    /** The certificate of a key, where the file shows it. */
    Optional<Certificate> certificate(int key) {
        return registered
                .find(key)
                .map(KeyDirectory.Entry::certificate)
                .or(() -> Optional.ofNullable(brought.get(key)).map(KeyCertificates::certificate));
    }

    /** Whose a key is, where its registration is opened. */
    Optional<KeyDirectory.Entry> registered(int key) {
        return registered.find(key);
    }

    /** SM3 of the command that opened the instrument; zeros where it is not in the file. */
    Sm3Hash termsHash(OpenedRecord record) {
        return instruments.termsHash(record.kind(), record.value());
    }

    /** Checks every command; what was opened, in order. */
    List<ProofReport.Opened> check(Set<Missing> missing) throws InvalidProof {
        List<ProofReport.Opened> opened = new ArrayList<>();
        for (OpenedRecord record : records) {
            CommandBody body = record.body();
            OpenedSignature signature = body == null ? null : signature(record, body, missing);
            opened.add(record.shown(signature));
        }
        return opened;
    }

    /** Why a certificate that a command brings is not good. */
    private Optional<String> refusal(OpenedRecord record) {
        if (record.value() instanceof RenewCertificate renewal) {
            return certificates.refusalOfRenewal(renewal, null, record.timeNs());
        }
        return record.value() instanceof RotateOperatorKey rotation
                ? operator.refusal(rotation, record.sequence(), record.timeNs())
                : certificates.refusal(record.value(), new KnownCertificates(), record.timeNs());
    }

    /** A command's verified signature, null where it has none or cannot be verified here. */
    private @Nullable OpenedSignature signature(OpenedRecord record, CommandBody body, Set<Missing> missing)
            throws InvalidProof {
        Optional<String> refusal = refusal(record);
        if (refusal.isPresent()) {
            throw new InvalidProof(ProofRule.CERTIFICATE, record.sequence(), refusal.get());
        }
        Authentication authentication = body.authentication();
        switch (AuthenticationKind.of(authentication.getKind())) {
            case SIGNED -> {
                return signed(record, body, missing);
            }
            case INTERNAL ->
                require(
                        record,
                        InternalCommands.include(record.value().getClass()),
                        "INTERNAL: the exchange makes only TICK, STEP, EndSessions and RecordStateDigest");
            case ATTESTED, ASSERTED -> {
                // What stands for a signature on these is a statement, if the file has one.
            }
        }
        require(record, !(record.value() instanceof Genesis), "genesis is SIGNED");
        return null;
    }

    private @Nullable OpenedSignature signed(OpenedRecord record, CommandBody body, Set<Missing> missing)
            throws InvalidProof {
        int number = body.authentication().getKey();
        require(record, !(record.value() instanceof Genesis) || number == OPERATOR_KEY, "genesis has key 1");
        Optional<Certificate> known =
                number == NO_KEY ? certificates.applicantCertificate(record.value()) : certificate(number);
        if (known.isEmpty()) {
            missing.add(Missing.SIGNER);
            return null;
        }
        require(
                record,
                !operator.isOutOfForce(number, record.sequence()),
                "key " + number + " is the operator's and was not in force then");
        requireTrusted(record, number);
        Sm3Hash terms = termsHash(record);
        CommandSignature signature = read(record, body, terms);
        if (signature.verifies(new Sm2Verifier(known.get().publicKey()))) {
            return verified(record, number, known.get(), signature);
        }
        if (terms.equals(Sm3Hash.ZERO) && namesInstrument(record)) {
            // Its terms are in a record that the file does not open, so what was signed is not known here.
            missing.add(Missing.SIGNER);
            return null;
        }
        throw new InvalidProof(
                ProofRule.SIGNATURE, record.sequence(), "the signature does not fit command, key and ledger");
    }

    private CommandSignature read(OpenedRecord record, CommandBody body, Sm3Hash terms) throws InvalidProof {
        try {
            return CommandSignature.of(operator.identity().ledgerId(), record.kind(), terms, body);
        } catch (CryptoException e) {
            throw new InvalidProof(
                    ProofRule.SIGNATURE, record.sequence(), "authentication.signature: " + e.getMessage());
        }
    }

    /** With the certificates that were looked at, and when they had to be good. */
    private OpenedSignature verified(
            OpenedRecord record, int number, Certificate certificate, CommandSignature signature) {
        int key = number == NO_KEY ? numberOf(record) : number;
        KeyCertificates closed = brought.get(key);
        OpenedRecord registration = registrations.getOrDefault(key, record);
        long certifiedAtNs =
                closed == null ? registration.timeNs() : MemberCertificates.whenAsked(certificate, record.timeNs());
        List<Certificate> chain = closed == null ? KeyCertificates.in(registration.value()) : closed.chain();
        List<Certificate> path = operator.path(key)
                .orElseGet(() -> certificates.path(
                        certificate, chain.subList(Math.min(1, chain.size()), chain.size()), certifiedAtNs));
        return new OpenedSignature(key, signature.message(), signature.signature(), path, certifiedAtNs);
    }

    /** The number that an applicant's key got with its application, 0 where it got none. */
    private int numberOf(OpenedRecord application) {
        for (Map.Entry<Integer, OpenedRecord> registration : registrations.entrySet()) {
            if (registration.getValue().sequence() == application.sequence()) {
                return registration.getKey();
            }
        }
        return NO_KEY;
    }

    /** Of a key whose registration is opened, the certificate was looked at there. */
    private void requireTrusted(OpenedRecord record, int number) throws InvalidProof {
        KeyCertificates key = brought.get(number);
        if (key == null) {
            return;
        }
        Optional<String> refusal = certificates.refusal(key.certificate(), key.intermediates(), record.timeNs());
        if (refusal.isPresent()) {
            throw new InvalidProof(ProofRule.CERTIFICATE, record.sequence(), "key " + number + ": " + refusal.get());
        }
        long certifiedAtNs = MemberCertificates.whenAsked(key.certificate(), record.timeNs());
        requireOnThePath(key, certifiedAtNs, record.sequence());
    }

    /** An authority that joins the key's certificate to no trusted one could be any: nobody's signature binds it. */
    private void requireOnThePath(KeyCertificates key, long certifiedAtNs, long sequence) throws InvalidProof {
        List<Certificate> useful =
                new ArrayList<>(certificates.path(key.certificate(), key.intermediates(), certifiedAtNs));
        useful.addAll(ofGenesis.path(key.certificate(), key.intermediates(), certifiedAtNs));
        for (Certificate authority : key.intermediates()) {
            if (!useful.contains(authority)) {
                throw new InvalidProof(
                        ProofRule.CERTIFICATE,
                        sequence,
                        "key " + key.key() + ": authority " + authority.subject() + " is on no path to a trusted one");
            }
        }
    }

    static boolean namesInstrument(OpenedRecord record) {
        int field = record.kind().fieldIndex("instrument");
        return field >= 0 && (Long) record.value().get(field) != 0;
    }

    private static void require(OpenedRecord record, boolean holds, String rule) throws InvalidProof {
        if (!holds) {
            throw new InvalidProof(ProofRule.SIGNATURE, record.sequence(), "authentication: " + rule);
        }
    }
}
