package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractOrder;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.OpenedLeaf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/*
 * A file that may hold what nothing in it rests on has bytes that may be others: the number in its head could name any
 * record it opens, the number of a key any key. So what is too much is refused, and only what is too little is incomplete.
 */
/**
 * What the subject of a proof file rests on, among the opened records and the keys whose certificates are in the file. For
 * one thread.
 */
final class SubjectGrounds {

    private static final int NO_KEY = 0;

    private final Map<Long, OpenedRecord> records = new HashMap<>();
    private final Set<Long> grounds = new HashSet<>(Set.of(0L));
    private final Set<Integer> keys = new HashSet<>();

    /**
     * Among these.
     *
     * @param rotations on which every file rests, with the genesis: they say who signed its checkpoint
     */
    SubjectGrounds(List<OpenedRecord> records, List<OpenedLeaf> rotations) {
        records.forEach(record -> this.records.put(record.sequence(), record));
        rotations.forEach(rotation -> grounds.add(rotation.sequence()));
    }

    /** A record, whose key signed it, and the terms it names. */
    void addRecord(long sequence) {
        OpenedRecord record = records.get(sequence);
        if (!grounds.add(sequence) || record == null) {
            return;
        }
        CommandBody body = record.body();
        if (body != null) {
            addKey(body.authentication().getKey());
        }
        int instrument = record.kind().fieldIndex("instrument");
        if (instrument >= 0) {
            addEvent(EventKind.INSTRUMENT_OPENED, (Long) record.value().get(instrument));
        }
    }

    /** A contract: both parties, their orders and mandates, the listing version, the terms, the meeting. */
    void addContract(ContractTerms terms) {
        for (ContractParty party : List.of(terms.getProvider(), terms.getConsumer())) {
            ContractOrder order = party.getOrder();
            addEvent(EventKind.PARTICIPANT_APPLIED, party.getParticipant());
            addRecord(order.getSequence());
            addKey(order.getKey());
            addEvent(EventKind.MANDATE_GRANTED, order.getMandate());
        }
        addEvent(EventKind.INSTRUMENT_OPENED, terms.getLicence().getInstrument());
        addRecord(terms.getFormation().getMeetingRecord());
        Sm3Hash version = Sm3Hash.of(terms.getSubject().getListingVersionSm3().bytes());
        for (OpenedRecord record : records.values()) {
            if (record.value() instanceof SubmitListing submission
                    && ListingVersion.sm3(submission.getDescriptor()).equals(version)) {
                addRecord(record.sequence());
            }
        }
    }

    /** Statements, and the openings of the sessions that they are of. */
    void addStatements(CheckedStatements statements) {
        statements.grounds().forEach(this::addRecord);
    }

    /** The seal over a matched contract. */
    void addSeal() {
        for (OpenedRecord record : records.values()) {
            if (record.value() instanceof ContractsSealed && !record.isRejected()) {
                addRecord(record.sequence());
            }
        }
    }

    /** What made a negotiated contract: the first request, both signatures with their mandates, the countersignature. */
    void addAgreement(long negotiation) {
        for (OpenedRecord record : records.values()) {
            SpecificRecord message = record.value();
            boolean began = message instanceof RequestTerms request && request.getNegotiation() == 0;
            if ((began && record.tells(EventKind.TERMS_REQUESTED, negotiation))
                    || record.tells(EventKind.CONTRACT_COUNTERSIGNED, negotiation)) {
                addRecord(record.sequence());
            } else if (message instanceof SignAgreement signature
                    && record.tells(EventKind.AGREEMENT_SIGNED, negotiation)) {
                addRecord(record.sequence());
                addEvent(EventKind.MANDATE_GRANTED, signature.getMandate());
            }
        }
    }

    /** What amended a contract: proposals, acceptances, countersignatures. */
    void addAmendments(long contract) {
        for (OpenedRecord record : records.values()) {
            if (record.tells(EventKind.AMENDMENT_PROPOSED, contract)
                    || record.tells(EventKind.AMENDMENT_ACCEPTED, contract)
                    || record.tells(EventKind.CONTRACT_AMENDED, contract)) {
                addRecord(record.sequence());
            }
        }
    }

    /** What ended a contract. */
    void addEnd(ProofReport.EndShown end) {
        addRecord(end.record());
        end.act().ifPresent(this::addRecord);
        end.grounds().forEach(this::addRecord);
        for (long ground : end.grounds()) {
            if (Objects.requireNonNull(records.get(ground)).value() instanceof RejectDelivery rejection) {
                addEvent(EventKind.MANDATE_GRANTED, rejection.getMandate());
            }
        }
    }

    private void addKey(int number) {
        if (number != NO_KEY && keys.add(number)) {
            addEvent(EventKind.KEY_REGISTERED, number);
            addEvent(EventKind.CERTIFICATE_STATUS_RECORDED, number);
        }
    }

    /** The records whose commands gave that number. */
    private void addEvent(EventKind kind, long number) {
        for (OpenedRecord record : records.values()) {
            if (record.tells(kind, number)) {
                addRecord(record.sequence());
            }
        }
    }

    /** Refuses a file that opens more, or brings certificates of other keys. */
    void requireNothingElse(List<KeyCertificates> brought) throws InvalidProof {
        for (long sequence : records.keySet().stream().sorted().toList()) {
            if (!grounds.contains(sequence)) {
                throw new InvalidProof(
                        ProofRule.SUBJECT, sequence, "opened, and what the file is about does not rest on it");
            }
        }
        for (KeyCertificates key : brought) {
            if (!keys.contains(key.key())) {
                throw new InvalidProof(
                        ProofRule.CERTIFICATE, "key " + key.key() + ": nothing in the file is signed with it");
            }
        }
    }
}
