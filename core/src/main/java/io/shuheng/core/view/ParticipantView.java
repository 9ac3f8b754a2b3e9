package io.shuheng.core.view;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.Identifier;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part (交易主体), and who may act for whom. Members and former members are public by number, name and roles;
 * an applicant is seen by itself and by whoever sees its affairs. Thread-safe; answers wait only while a group of records
 * is being applied.
 */
public final class ParticipantView {

    /** A participant as it now is. */
    private static final class Participant {

        private final ParticipantEntry entry;
        private final MemberCertificates certificates;
        private ParticipantStatus status;
        private long reviewValidUntilNs;
        private boolean wasMember;

        Participant(ParticipantEntry entry, MemberCertificates certificates) {
            this.entry = entry;
            this.certificates = certificates;
            this.status = entry.status();
            this.wasMember = status.isParty();
        }

        ParticipantEntry toEntry(boolean inFull) {
            return new ParticipantEntry(
                    entry.number(),
                    entry.identifier(),
                    entry.nameZh(),
                    entry.nameEn(),
                    entry.roles(),
                    status,
                    reviewValidUntilNs,
                    entry.signingCertificateSm3(),
                    certificates.encryptionSm3(),
                    inFull ? entry.details() : Optional.empty());
        }
    }

    private final Stand stand;
    private final List<Participant> participants = new ArrayList<>();
    private final Map<Integer, Long> ownerByKey = new HashMap<>();
    private final Map<Sm3Hash, Long> ownerByCertificate = new HashMap<>();
    private final Map<Integer, byte[]> replacementRecipients = new HashMap<>();
    private final List<MandateEntry> mandates = new ArrayList<>();
    private final Places mandatesByParty = new Places();

    ParticipantView(Stand stand) {
        this.stand = stand;
    }

    /** The participant with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<ParticipantEntry>> participant(Visibility visibility, long number) {
        return stand.ask(() -> find(number).flatMap(found -> Optional.ofNullable(seen(visibility, found))));
    }

    /**
     * Number of the participant that has brought a certificate for a signing key: so an applicant learns its own number,
     * before others see it. Whoever has the certificate may ask. 0 where no record has brought it.
     *
     * @param signingCertificateSm3 SM3 of the certificate's DER
     */
    public AsOf<Long> numberOf(Sm3Hash signingCertificateSm3) {
        return stand.ask(() -> ownerByCertificate.getOrDefault(signingCertificateSm3, 0L));
    }

    /** All participants that the caller sees, by number. */
    public Page<ParticipantEntry> participants(Visibility visibility, PageRequest request) {
        return stand.page(request, participants::size, place -> seen(visibility, participants.get((int) place)));
    }

    /**
     * The newest certificate that a participant has for a purpose: whoever delivers encrypts to the one for ENCRYPTION,
     * whoever checks a signature needs the one for SIGNING; a renewed key in force goes before one that is not. Empty where
     * the caller does not see the participant, and where it has none that can be read, as the operator has none to encrypt
     * to. That it comes from an authority the reader trusts is for the reader to check.
     */
    public AsOf<Optional<CertificateEntry>> certificate(
            Visibility visibility, long number, CertificatePurpose purpose) {
        return stand.ask(() -> find(number)
                .filter(found -> seen(visibility, found) != null)
                .flatMap(found -> found.certificates.entry(purpose, found.status)));
    }

    /** The certificates for a purpose of all participants that the caller sees, by the participants' numbers. */
    public Page<CertificateEntry> certificates(Visibility visibility, CertificatePurpose purpose, PageRequest request) {
        return stand.page(request, participants::size, place -> {
            Participant found = participants.get((int) place);
            return seen(visibility, found) == null
                    ? null
                    : found.certificates.entry(purpose, found.status).orElse(null);
        });
    }

    /** Mandates that a participant has given or got, as far as the caller sees the affairs of principal or agent. */
    public Page<MandateEntry> mandatesOf(Visibility visibility, long participant, PageRequest request) {
        return stand.page(request, () -> mandatesByParty.count(participant), index -> {
            MandateEntry mandate = mandates.get(mandatesByParty.place(participant, index));
            boolean sees = visibility.seesAffairsOf(mandate.principal()) || visibility.seesAffairsOf(mandate.agent());
            return sees ? mandate : null;
        });
    }

    void observe(ViewGroup group) {
        group.command(Genesis.class).ifPresent(this::founded);
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case PARTICIPANT_APPLIED -> applied(event.a(), group.commandOf(ApplyForMembership.class));
                case PARTICIPANT_STATUS -> moved(event.a(), event.c());
                case IDENTITY_REVIEWED -> required(event.a()).reviewValidUntilNs = event.c();
                case KEY_REGISTERED -> keyRegistered(event, group);
                case KEY_IN_FORCE ->
                    certificatesOfKey(event).ifPresent(found -> found.inForce((int) event.a(), event.b() == 1));
                case KEY_REVOKED ->
                    certificatesOfKey(event).ifPresent(found -> found.revoked((int) event.a(), event.b()));
                case REPLACEMENT_REQUESTED ->
                    replacementRecipients.put(
                            (int) event.a(),
                            AvroBytes.copyOf(
                                    group.commandOf(ApplyForReplacement.class).getEncryptionCertificate()));
                case RECIPIENT_CERTIFICATE_CHANGED ->
                    required(event.a())
                            .certificates
                            .encryptTo(
                                    event.c() == 0
                                            ? AvroBytes.copyOf(group.commandOf(RenewCertificate.class)
                                                    .getCertificate())
                                            : replacementRecipients.remove((int) event.c()));
                case RECIPIENT_CERTIFICATE_REVOKED -> {
                    if (event.c() == 1) {
                        required(event.a()).certificates.encryptionRevoked(event.b());
                    }
                }
                case MANDATE_GRANTED -> granted(event, group.commandOf(GrantMandate.class));
                case MANDATE_REVOKED -> revoked((int) event.a() - 1);
                default -> {}
            }
        }
    }

    /** Number of the participant that a key speaks for; 0 where it is an officer's, or unknown. */
    long ownerOfKey(int key) {
        return ownerByKey.getOrDefault(key, 0L);
    }

    /** Number of the participant in whose name an agent acts under a mandate; 0 where the mandate is not its own. */
    long principalOf(long mandate, long agent) {
        if (mandate < 1 || mandate > mandates.size()) {
            return 0;
        }
        MandateEntry granted = mandates.get((int) mandate - 1);
        return granted.agent() == agent ? granted.principal() : 0;
    }

    /** Under which identifier a participant is registered; null where there is none. */
    @Nullable
    Identifier identifierOf(long number) {
        return find(number).map(found -> found.entry.identifier()).orElse(null);
    }

    private static @Nullable ParticipantEntry seen(Visibility visibility, Participant participant) {
        boolean inFull = visibility.seesAffairsOf(participant.entry.number());
        return inFull || participant.wasMember ? participant.toEntry(inFull) : null;
    }

    private void founded(Genesis genesis) {
        ParticipantEntry operator = new ParticipantEntry(
                Participants.OPERATOR,
                new Identifier(IdKind.USCC, genesis.getOperatorUscc()),
                genesis.getOperatorNameZh(),
                genesis.getOperatorNameEn(),
                List.of(),
                ParticipantStatus.ACTIVE,
                0,
                sm3(AvroBytes.copyOf(genesis.getOperatorCertificate())),
                Sm3Hash.ZERO,
                Optional.of(new ParticipantEntry.Details("", List.of(), "")));
        participants.add(new Participant(operator, new MemberCertificates(Participants.OPERATOR, new byte[0])));
    }

    private void applied(long number, ApplyForMembership application) {
        byte[] signing = AvroBytes.copyOf(application.getSigningCertificate());
        byte[] encryption = AvroBytes.copyOf(application.getEncryptionCertificate());
        ParticipantEntry applicant = new ParticipantEntry(
                number,
                new Identifier(application.getIdKind(), application.getId()),
                application.getNameZh(),
                application.getNameEn(),
                application.getRoles(),
                ParticipantStatus.APPLIED,
                0,
                sm3(signing),
                sm3(encryption),
                Optional.of(new ParticipantEntry.Details(
                        application.getBeneficialOwnerGroup(),
                        application.getAffiliates().stream()
                                .map(ParticipantView::identifier)
                                .toList(),
                        application.getCustodianAccount())));
        participants.add(new Participant(applicant, new MemberCertificates(number, encryption)));
    }

    private void moved(long number, long status) {
        Participant participant = required(number);
        participant.status = Numbered.of(ParticipantStatus.class, ParticipantStatus::number, status);
        participant.wasMember |= participant.status.isParty();
    }

    private void keyRegistered(ViewEvent event, ViewGroup group) {
        if (event.b() != KeyPurpose.OFFICER.number()) {
            ownerByCertificate.put(sm3(signingCertificate(group)), event.c());
            ownerByKey.put((int) event.a(), event.c());
            // A member's key waits for its activation; the operator's speaks from the start.
            required(event.c())
                    .certificates
                    .registered((int) event.a(), signingCertificate(group), event.b() == KeyPurpose.OPERATOR.number());
        }
    }

    /** The certificate of the key that a command has brought. */
    private static byte[] signingCertificate(ViewGroup group) {
        ByteBuffer certificate = group.command(Genesis.class)
                .map(Genesis::getOperatorCertificate)
                .or(() -> group.command(ApplyForMembership.class).map(ApplyForMembership::getSigningCertificate))
                .or(() -> group.command(RenewCertificate.class).map(RenewCertificate::getCertificate))
                .or(() -> group.command(ApplyForReplacement.class).map(ApplyForReplacement::getSigningCertificate))
                .or(() -> group.command(RotateOperatorKey.class).map(RotateOperatorKey::getCertificate))
                .orElseThrow(() -> new IllegalStateException("a key without a certificate"));
        return AvroBytes.copyOf(certificate);
    }

    private Optional<MemberCertificates> certificatesOfKey(ViewEvent event) {
        return find(ownerOfKey((int) event.a())).map(found -> found.certificates);
    }

    private void granted(ViewEvent event, GrantMandate terms) {
        int place = mandates.size();
        mandates.add(new MandateEntry(
                event.a(),
                event.b(),
                event.c(),
                terms.getPowers(),
                terms.getProducts(),
                terms.getMoneyLimitFen(),
                terms.getValidFromNs(),
                terms.getValidToNs(),
                false));
        mandatesByParty.add(event.b(), place);
        mandatesByParty.add(event.c(), place);
    }

    private void revoked(int place) {
        MandateEntry mandate = mandates.get(place);
        mandates.set(
                place,
                new MandateEntry(
                        mandate.number(),
                        mandate.principal(),
                        mandate.agent(),
                        mandate.powers(),
                        mandate.products(),
                        mandate.moneyLimitFen(),
                        mandate.validFromNs(),
                        mandate.validToNs(),
                        true));
    }

    private Optional<Participant> find(long number) {
        return number < 1 || number > participants.size()
                ? Optional.empty()
                : Optional.of(participants.get((int) number - 1));
    }

    private Participant required(long number) {
        return find(number)
                .orElseThrow(() -> new IllegalStateException("participant " + number + ": no record has brought it"));
    }

    private static Identifier identifier(OrganisationId organisation) {
        return new Identifier(organisation.getIdKind(), organisation.getId());
    }

    private static Sm3Hash sm3(byte[] bytes) {
        return Sm3Hash.of(Sm3.hash(bytes));
    }
}
