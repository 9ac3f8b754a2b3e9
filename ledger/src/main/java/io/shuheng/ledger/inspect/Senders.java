package io.shuheng.ledger.inspect;

import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which key and which session, as the records tell one after the other. Certificates are read when somebody is
 * first shown by them and not before. Grows with members, officers and sessions. For one thread.
 */
final class Senders {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A key's certificate as its record brought it. */
    private record Brought(
            KeyPurpose purpose, long owner, ByteBuffer certificate, List<ByteBuffer> intermediates, long timeNs) {}

    /** What a participant or an officer is called. */
    private record Name(String zh, String en, String staffNumber) {

        static final Name NONE = new Name("", "", "");
    }

    private final Map<Integer, Brought> keys = new HashMap<>();
    private final Map<Integer, Signer> signers = new HashMap<>();
    private final Map<Long, Integer> sessions = new HashMap<>();
    private final Map<Long, Name> participants = new HashMap<>();
    private final Map<Long, Name> officers = new HashMap<>();
    private final Map<Sm3Hash, AuthorityClass> classes = new HashMap<>();
    private final List<Certificate> authorities = new ArrayList<>();
    private Name operator = Name.NONE;

    /** Learns from a command what it registers; commands must come in order. */
    void observe(SpecificRecord command, List<Event> events, long timeNs) {
        if (command instanceof Genesis genesis) {
            learn(genesis);
        }
        for (Event event : events) {
            if (event.getKind() == EventKind.KEY_REGISTERED.number()) {
                ByteBuffer certificate = certificateIn(command);
                if (certificate != null) {
                    keys.put(
                            (int) event.getA(),
                            new Brought(
                                    purpose(event.getB()),
                                    event.getC(),
                                    certificate,
                                    intermediatesIn(command),
                                    timeNs));
                }
            } else if (event.getKind() == EventKind.SESSION_OPENED.number()) {
                sessions.put(event.getA(), (int) event.getC());
            } else if (event.getKind() == EventKind.PARTICIPANT_APPLIED.number()
                    && command instanceof ApplyForMembership application) {
                participants.put(event.getA(), new Name(application.getNameZh(), application.getNameEn(), ""));
            } else if (event.getKind() == EventKind.OFFICER_APPOINTED.number()
                    && command instanceof AppointOfficer appointment) {
                officers.put(
                        event.getA(),
                        new Name(appointment.getOffice(), appointment.getOffice(), appointment.getStaffNumber()));
            }
        }
    }

    /** Who sent a command, once {@link #observe} has seen it. */
    Sender of(SpecificRecord command, List<Event> events, Authentication authentication, long timeNs) {
        AuthenticationKind kind = AuthenticationKind.of(authentication.getKind());
        int key = authentication.getKey();
        long session = authentication.getSession();
        Integer holder = session != 0 ? sessions.get(session) : Integer.valueOf(key);
        Optional<Signer> signer = holder == null || holder == 0
                ? applicant(command, events, timeNs)
                : Optional.ofNullable(signer(holder));
        return new Sender(kind, key, session, signer);
    }

    private void learn(Genesis genesis) {
        operator = new Name(genesis.getOperatorNameZh(), genesis.getOperatorNameEn(), "");
        for (MemberAuthority authority : genesis.getMemberAuthorities()) {
            Certificate certificate = readable(authority.getCertificate());
            if (certificate != null) {
                authorities.add(certificate);
                classes.put(certificate.sm3(), authority.getAuthorityClass());
            }
        }
    }

    private @Nullable Signer signer(int key) {
        Signer known = signers.get(key);
        Brought brought = keys.get(key);
        if (known != null || brought == null) {
            return known;
        }
        Signer signer = signer(brought, name(brought.purpose, brought.owner));
        signers.put(key, signer);
        return signer;
    }

    private Name name(KeyPurpose purpose, long owner) {
        return switch (purpose) {
            case OPERATOR -> operator;
            case OFFICER -> officers.getOrDefault(owner, Name.NONE);
            case PARTICIPANT -> participants.getOrDefault(owner, Name.NONE);
        };
    }

    private Signer signer(Brought brought, Name name) {
        Certificate certificate = readable(brought.certificate);
        return new Signer(
                brought.purpose,
                brought.owner,
                name.zh,
                name.en,
                name.staffNumber,
                certificate == null ? Sm3Hash.ZERO : certificate.sm3(),
                certificate == null ? Optional.empty() : authorityClass(certificate, brought));
    }

    private Optional<AuthorityClass> authorityClass(Certificate certificate, Brought brought) {
        List<Certificate> intermediates = new ArrayList<>();
        for (ByteBuffer der : brought.intermediates) {
            Certificate one = readable(der);
            if (one != null) {
                intermediates.add(one);
            }
        }
        return CertificateChain.validate(
                                certificate,
                                intermediates,
                                authorities,
                                List.of(),
                                Math.floorDiv(brought.timeNs, NANOS_PER_SECOND),
                                CertificateUsage.SIGN)
                        instanceof CertificateChain.Valid valid
                ? Optional.ofNullable(classes.get(valid.anchor().sm3()))
                : Optional.empty();
    }

    /** An applicant has no key here yet: it brings its certificate in what it signs. */
    private Optional<Signer> applicant(SpecificRecord command, List<Event> events, long timeNs) {
        long number;
        Name name;
        if (command instanceof ApplyForMembership application) {
            number = applied(events);
            name = new Name(application.getNameZh(), application.getNameEn(), "");
        } else if (command instanceof ApplyForReplacement replacement) {
            number = replacement.getParticipant();
            name = name(KeyPurpose.PARTICIPANT, number);
        } else {
            return Optional.empty();
        }
        ByteBuffer certificate = Objects.requireNonNull(certificateIn(command));
        return Optional.of(signer(
                new Brought(KeyPurpose.PARTICIPANT, number, certificate, intermediatesIn(command), timeNs), name));
    }

    private static long applied(List<Event> events) {
        for (Event event : events) {
            if (event.getKind() == EventKind.PARTICIPANT_APPLIED.number()) {
                return event.getA();
            }
        }
        return 0;
    }

    private static @Nullable ByteBuffer certificateIn(SpecificRecord command) {
        if (command instanceof Genesis genesis) {
            return genesis.getOperatorCertificate();
        }
        if (command instanceof ApplyForMembership application) {
            return application.getSigningCertificate();
        }
        if (command instanceof ApplyForReplacement replacement) {
            return replacement.getSigningCertificate();
        }
        if (command instanceof RenewCertificate renewal) {
            return renewal.getCertificate();
        }
        if (command instanceof RotateOperatorKey rotation) {
            return rotation.getCertificate();
        }
        return command instanceof AppointOfficer appointment ? appointment.getCertificate() : null;
    }

    private static List<ByteBuffer> intermediatesIn(SpecificRecord command) {
        if (command instanceof ApplyForMembership application) {
            return application.getIntermediates();
        }
        if (command instanceof ApplyForReplacement replacement) {
            return replacement.getIntermediates();
        }
        if (command instanceof RotateOperatorKey rotation) {
            return rotation.getIntermediates();
        }
        return command instanceof RenewCertificate renewal ? renewal.getIntermediates() : List.of();
    }

    private static KeyPurpose purpose(long number) {
        return KeyPurpose.of(number == (int) number ? (int) number : -1);
    }

    /** One that nobody can read says nothing about anybody; whether it may be there is for the verifier to say. */
    private static @Nullable Certificate readable(ByteBuffer der) {
        try {
            return Certificate.ofDer(AvroBytes.copyOf(der));
        } catch (CryptoException e) {
            return null;
        }
    }
}
