package io.shuheng.core.runtime;

import io.shuheng.core.engine.InternalCommands;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.record.Submission;
import io.shuheng.core.record.Varint;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.core.session.SessionSubmissionReader;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.core.view.KeyDirectory;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.Validity;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Looks at a submission on the caller's thread, before it gets a place in the ring: shape, limits, certificate,
 * signature. Whether the key is in force is for the engine to say, at the command's own sequence. Thread-safe.
 */
final class Admission {

    /** Largest submission in bytes; what is larger belongs into the evidence store. */
    static final int MAX_SUBMISSION_LENGTH = RecordHeader.MAX_COMMAND_LENGTH;

    private static final int VERSION = 1;
    private static final int SESSION_VERSION = 2;
    private static final int APPLICANT = 0;

    private final RecordCatalogue catalogue;
    private final Sm3Hash ledgerId;
    private final KeyDirectory keys;
    private final InstrumentDirectory instruments;
    private final CertificateGate certificates;
    private final TemplateGate templates;
    private final SessionKeyRing sessions;
    private final ThreadLocal<Caller> callers = ThreadLocal.withInitial(Caller::new);

    /** What one calling thread reads and checks with, again and again. */
    private static final class Caller {

        private final Admitted admitted = new Admitted();
        private final SessionSubmissionReader submission = new SessionSubmissionReader();
        private byte[] message = new byte[512];

        private byte[] messageOf(int length) {
            if (message.length < length) {
                message = new byte[length];
            }
            return message;
        }
    }

    /** A refusal with its reason; thrown and caught on the caller's thread, so without a stack trace. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        Refused(RefusalCode code, String message) {
            super(message, null, false, false);
            outcome = Outcome.refused(code, message);
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /**
     * Who signed, as far as it is known before the engine has looked.
     *
     * @param certificate when what it signs with must hold: its own certificate, or that which takes its place
     */
    private record Sender(int keyNumber, Sm2Verifier verifier, Validity certificate) {}

    Admission(
            RecordCatalogue catalogue,
            Sm3Hash ledgerId,
            KeyDirectory keys,
            InstrumentDirectory instruments,
            CertificateGate certificates,
            TemplateGate templates,
            SessionKeyRing sessions) {
        this.catalogue = catalogue;
        this.ledgerId = ledgerId;
        this.keys = keys;
        this.instruments = instruments;
        this.certificates = certificates;
        this.templates = templates;
        this.sessions = sessions;
    }

    /** A command that came with a signature or a tag; with a tag it is the calling thread's until it asks again. */
    Admitted admit(byte[] bytes, long nowNs) throws Refused {
        requireLength(bytes);
        if (version(bytes) == SESSION_VERSION) {
            return attested(bytes);
        }
        Admitted admitted = signed(bytes, nowNs);
        if (admitted.value() instanceof OpenSession opening && !SessionKeyForm.isNone(opening.getKeySm3())) {
            throw new Refused(RefusalCode.SESSION_KEY, "openSession: comes with its key, by another call");
        }
        if (admitted.kind().javaClass() == RotateOperatorKey.class) {
            throw new Refused(RefusalCode.SIGNER_MISSING, "rotateOperatorKey: " + RefusalCode.SIGNER_MISSING.meaning());
        }
        return admitted;
    }

    /** A rotation of the operator's key, whose signer came with it. */
    Admitted admitRotation(byte[] bytes, Sm2PublicKey next, long nowNs) throws Refused {
        requireLength(bytes);
        Admitted admitted = signed(bytes, nowNs);
        if (admitted.kind().javaClass() != RotateOperatorKey.class) {
            throw new Refused(
                    RefusalCode.UNKNOWN_TYPE,
                    "submission.type " + admitted.kind().type() + ": not RotateOperatorKey");
        }
        RotateOperatorKey rotation = (RotateOperatorKey) admitted.value();
        if (!certificate(rotation.getCertificate()).publicKey().equals(next)) {
            throw new Refused(
                    RefusalCode.SIGNER_MISSING, "rotateOperatorKey.certificate: has not the key of the signer " + next);
        }
        return admitted;
    }

    /** A command for which the platform vouches. Whether its session lets it is for the engine to say. */
    Admitted vouched(long session, int type, byte[] command) throws Refused {
        requireLength(command);
        RecordKind kind = kind(type);
        Admitted admitted = callers.get().admitted;
        read(admitted, kind, command, 0, command.length);
        termsHash(admitted);
        if (session <= 0) {
            throw new Refused(
                    RefusalCode.SESSION_UNKNOWN, "session " + session + ": " + RefusalCode.SESSION_UNKNOWN.meaning());
        }
        admitted.sentIn(session, AuthenticationKind.ASSERTED);
        return admitted;
    }

    /** A command that opens a session, whose key came with it. */
    Admitted admitOpening(byte[] bytes, long nowNs) throws Refused {
        requireLength(bytes);
        Admitted admitted = signed(bytes, nowNs);
        if (admitted.kind().javaClass() != OpenSession.class) {
            throw new Refused(
                    RefusalCode.UNKNOWN_TYPE,
                    "submission.type " + admitted.kind().type() + ": not OpenSession");
        }
        return admitted;
    }

    private Admitted signed(byte[] bytes, long nowNs) throws Refused {
        Submission submission = read(Submission.class, bytes);
        if (submission.getVersion() != VERSION) {
            throw new Refused(RefusalCode.MALFORMED, "submission.version " + submission.getVersion() + ": 1 or 2");
        }
        // Its own, for the ports that are asked below are somebody else's code, and may submit on this thread.
        Admitted admitted = new Admitted();
        byte[] command = AvroBytes.copyOf(submission.getCommand());
        read(admitted, kind(submission.getType()), command, 0, command.length);
        SpecificRecord value = admitted.value();
        Sender sender = sender(value, submission, nowNs);
        requireValid(sender.certificate, nowNs);
        Sm2Signature signature = signature(submission);
        byte[] signed = SigningBytes.of(ledgerId, admitted.kind(), termsHash(admitted), command);
        if (!sender.verifier.verify(signed, signature)) {
            throw new Refused(RefusalCode.BAD_SIGNATURE, "submission.signature: does not fit these bytes and this key");
        }
        templates.require(value);
        certificates.requireAsListed(value);
        admitted.vouchedFor(
                new Authentication(
                        AuthenticationKind.SIGNED.number(), sender.keyNumber, 0L, ByteBuffer.wrap(signature.raw())),
                sender.certificate);
        return admitted;
    }

    /** A command of a session: its tag stands for the signature that a statement brings later. */
    private Admitted attested(byte[] bytes) throws Refused {
        Caller caller = callers.get();
        SessionSubmissionReader submission = caller.submission;
        try {
            submission.read(bytes);
        } catch (RecordFormatException e) {
            throw malformed(e);
        }
        Admitted admitted = caller.admitted;
        read(admitted, kind(submission.type()), bytes, submission.commandOffset(), submission.commandLength());
        int signedLength = SigningBytes.length(admitted.length());
        byte[] message = caller.messageOf(signedLength + Long.BYTES);
        SigningBytes.write(
                ledgerId, admitted.kind(), termsHash(admitted), admitted.bytes(), admitted.length(), message, 0);
        SessionKeyForm.appendSession(message, signedLength, submission.session());
        sessions.require(submission.session(), message, signedLength + Long.BYTES, submission.tag());
        admitted.sentIn(submission.session(), AuthenticationKind.ATTESTED);
        return admitted;
    }

    private RecordKind kind(int type) throws Refused {
        RecordKind kind = catalogue.ofType(type);
        if (kind == null || !kind.isCommand()) {
            throw new Refused(RefusalCode.UNKNOWN_TYPE, "submission.type " + type + ": no such command");
        }
        if (kind.javaClass() == Genesis.class || InternalCommands.include(kind.javaClass())) {
            throw new Refused(RefusalCode.NOT_FOR_MEMBERS, "submission.type " + type);
        }
        return kind;
    }

    /**
     * The directory may lag behind the engine. A command for an instrument that is not in it yet would be signed over
     * no terms, and taken by an engine that has them: so it is not let through.
     */
    private Sm3Hash termsHash(Admitted admitted) throws Refused {
        int field = admitted.kind().instrumentField();
        if (field < 0) {
            return Sm3Hash.ZERO;
        }
        long instrument = admitted.kind().number(field, admitted.bytes(), admitted.length());
        Sm3Hash termsHash = instruments.termsHash(instrument);
        if (instrument != 0 && termsHash.equals(Sm3Hash.ZERO)) {
            throw new Refused(
                    RefusalCode.UNKNOWN_INSTRUMENT,
                    "instrument " + instrument + ": " + RefusalCode.UNKNOWN_INSTRUMENT.meaning());
        }
        return termsHash;
    }

    /** The first field of both forms; -1 where there is none. */
    private static long version(byte[] bytes) {
        return Varint.endOf(bytes, 0, bytes.length) < 0 ? -1 : Varint.read(bytes, 0);
    }

    private static void requireLength(byte[] bytes) throws Refused {
        if (bytes.length > MAX_SUBMISSION_LENGTH) {
            throw new Refused(
                    RefusalCode.TOO_LARGE, "submission.length " + bytes.length + ": at most " + MAX_SUBMISSION_LENGTH);
        }
    }

    private static <T extends SpecificRecord> T read(Class<T> form, byte[] bytes) throws Refused {
        try {
            return AvroBytes.decode(form, bytes);
        } catch (RecordFormatException e) {
            throw malformed(e);
        }
    }

    private static Refused malformed(RecordFormatException cause) {
        return new Refused(RefusalCode.MALFORMED, "submission: " + cause.getMessage());
    }

    private static void read(Admitted admitted, RecordKind kind, byte[] bytes, int offset, int length) throws Refused {
        try {
            admitted.read(kind, bytes, offset, length);
        } catch (RecordFormatException e) {
            throw new Refused(RefusalCode.NOT_CANONICAL, kind.schema().getName() + "." + e.getMessage());
        }
    }

    private Sender sender(SpecificRecord command, Submission submission, long nowNs) throws Refused {
        Sm3Hash fingerprint = Sm3Hash.of(submission.getCertificateSm3().bytes());
        certificates.require(command, nowNs);
        if (command instanceof ApplyForMembership application) {
            return applicant(application.getSigningCertificate(), fingerprint);
        }
        if (command instanceof ApplyForReplacement replacement) {
            return applicant(replacement.getSigningCertificate(), fingerprint);
        }
        if (keys.isRevoked(fingerprint)) {
            throw new Refused(
                    RefusalCode.CERT_REVOKED,
                    "submission.certificateSm3 " + fingerprint + ": " + RefusalCode.CERT_REVOKED.meaning());
        }
        KeyDirectory.Entry entry = keys.find(fingerprint)
                .orElseThrow(() -> new Refused(
                        RefusalCode.UNKNOWN_KEY, "submission.certificateSm3 " + fingerprint + ": not registered"));
        if (command instanceof RenewCertificate renewal && entry.purpose() == KeyPurpose.PARTICIPANT) {
            certificates.requireRenewal(renewal, entry.owner(), nowNs);
        }
        if (command instanceof RotateOperatorKey rotation && entry.purpose() == KeyPurpose.OPERATOR) {
            return predecessor(rotation, entry, nowNs);
        }
        return new Sender(entry.number(), entry.verifier(), entry.certificate().validity());
    }

    /*
     * What follows a certificate that has run out must still be signed with its key, or the ledger would have nobody to
     * speak for it any more. A certificate that has run out was not taken back: who holds its key is as certain as before.
     */
    private Sender predecessor(RotateOperatorKey rotation, KeyDirectory.Entry entry, long nowNs) throws Refused {
        certificates.requireRotation(rotation, entry.certificate(), nowNs);
        Certificate next = certificate(rotation.getCertificate());
        if (keys.isOperators(next.publicKey())) {
            throw new Refused(
                    RefusalCode.DUPLICATE, "certificate: its key " + next.publicKey() + " was the operator's before");
        }
        return new Sender(entry.number(), entry.verifier(), next.validity());
    }

    private static Certificate certificate(ByteBuffer der) {
        return Certificate.ofDer(AvroBytes.copyOf(der));
    }

    /** An applicant has no key here yet: it signs with the key of the certificate that it brings. */
    private static Sender applicant(ByteBuffer signingCertificate, Sm3Hash fingerprint) throws Refused {
        Certificate certificate = certificate(signingCertificate);
        if (!certificate.sm3().equals(fingerprint)) {
            throw new Refused(
                    RefusalCode.UNKNOWN_KEY,
                    "submission.certificateSm3 " + fingerprint + ": not that of the application's signingCertificate");
        }
        return new Sender(APPLICANT, new Sm2Verifier(certificate.publicKey()), certificate.validity());
    }

    /** Looked at again when the command gets its time, which is what a verifier goes by. */
    private static void requireValid(Validity certificate, long nowNs) throws Refused {
        if (!certificate.holdsAt(nowNs)) {
            throw new Refused(
                    RefusalCode.CERT_EXPIRED,
                    "submission.certificateSm3: valid from second " + certificate.notBefore() + " to "
                            + certificate.notAfter());
        }
    }

    private static Sm2Signature signature(Submission submission) throws Refused {
        try {
            return Sm2Signature.ofRaw(AvroBytes.copyOf(submission.getSignature()));
        } catch (CryptoException e) {
            throw new Refused(RefusalCode.BAD_SIGNATURE, "submission.signature: " + e.getMessage());
        }
    }
}
