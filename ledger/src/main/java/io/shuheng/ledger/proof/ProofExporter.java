package io.shuheng.ledger.proof;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractOrder;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractTemplate;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.LedgerSurvey.Place;
import io.shuheng.ledger.proof.ProofException.Code;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/*
 * Nothing is verified here: whoever gets the file checks it himself, and prove does so before it writes one. A ledger that
 * lies gives a file that is refused.
 */
/**
 * Makes proof files (存证文件) from a ledger's folder: two readings, the first to find what a proof rests on, the last to
 * cut out records and paths, and between them one for the statement over a command of a session; in memory that grows with
 * members and instruments and not with records. May run beside the ledger's writer. Thread-safe; blocks on the disk.
 */
public final class ProofExporter {

    private static final long NO_SESSION = 0;

    private final Path ledger;
    private final List<Path> archives;
    private final LedgerProofs proofs;
    private final Function<Sm3Hash, Optional<byte[]>> evidence;

    /**
     * For the ledger in that folder.
     *
     * @param evidence documents by their SM3, for contract templates that do not come with the library; empty where
     *     there is none
     */
    public ProofExporter(Path ledger, Function<Sm3Hash, Optional<byte[]>> evidence) {
        this(ledger, List.of(), evidence);
    }

    /**
     * For a pruned ledger and the archives of what was taken out.
     *
     * @param evidence as there
     */
    public ProofExporter(Path ledger, List<Path> archives, Function<Sm3Hash, Optional<byte[]>> evidence) {
        this.ledger = ledger;
        this.archives = List.copyOf(archives);
        this.proofs = new LedgerProofs(ledger, archives);
        this.evidence = evidence;
    }

    /**
     * Proves one record: itself, whose key signed it, or the statement that signs for it, and the terms it names.
     *
     * @param sequence of the record
     * @throws ProofException RECORD_UNKNOWN, NOT_A_PARTY, NO_CHECKPOINT, RULES_UNKNOWN or TOO_LARGE
     * @throws LedgerException where the ledger cannot be read, or is not what it should be
     */
    public ProofFile record(long sequence, Audience audience) {
        WantedRecord wanted = new WantedRecord(sequence);
        LedgerSurvey survey = LedgerSurvey.of(ledger, archives, wanted);
        StatementSearch statements = search(survey, wanted);
        wanted.requireFor(audience, survey, statements.opener(sequence));
        Opening opening = new Opening(survey, audience);
        opening.open(new Place(sequence, wanted.key()));
        statements.found(sequence).ifPresent(opening::openStatement);
        wanted.instrument(statements.found(sequence).isPresent())
                .flatMap(survey::instrument)
                .ifPresent(opening::open);
        return opening.file(proofs, new ProofSubject(ProofSubject.Kind.RECORD, sequence), Optional.empty());
    }

    /**
     * Makes an inclusion receipt: the record and that it is in the ledger, without what its signature is checked with.
     *
     * @param sequence of the record
     * @throws ProofException RECORD_UNKNOWN, NOT_A_PARTY, NO_CHECKPOINT or RULES_UNKNOWN
     * @throws LedgerException where the ledger cannot be read, or is not what it should be
     */
    public ProofFile receipt(long sequence, Audience audience) {
        WantedRecord wanted = new WantedRecord(sequence);
        LedgerSurvey survey = LedgerSurvey.of(ledger, archives, wanted);
        wanted.requireFor(audience, survey, search(survey, wanted).opener(sequence));
        Opening opening = new Opening(survey, audience);
        opening.openResult(sequence);
        return opening.file(proofs, new ProofSubject(ProofSubject.Kind.RECEIPT, sequence), Optional.empty());
    }

    /**
     * Makes the contract file of a contract, matched or negotiated. For a participant it opens that party's own order, and
     * names the other side's by its leaf hash; for auditors it opens both. Of a negotiation both parties show what was
     * sent to both: the first request, the offer, both signatures, the countersignature; and likewise of each amendment, and what ended the contract.
     *
     * @param number of the contract, which is that of its trade
     * @throws ProofException CONTRACT_UNKNOWN, NOT_A_PARTY, TEMPLATE_UNKNOWN, CONTRACT_UNDERIVED, PRUNED, NO_CHECKPOINT,
     *     RULES_UNKNOWN or TOO_LARGE
     * @throws LedgerException where the ledger cannot be read, or is not what it should be; PRUNED where a record that would be
     *     opened was taken out
     */
    public ProofFile contract(long number, Audience audience) {
        SoughtContract sought = new SoughtContract(number, new ContractTemplates(evidence));
        LedgerSurvey survey = LedgerSurvey.of(ledger, archives, sought);
        try {
            sought.requireDerived(survey.isPruned());
            Contract contract = sought.contract();
            ContractTerms terms = contract.terms();
            requireParty(terms, audience);
            Opening opening = new Opening(survey, audience);
            boolean negotiated = sought.isNegotiated();
            side(opening, survey, terms.getProvider(), audience, negotiated);
            side(opening, survey, terms.getConsumer(), audience, false);
            survey.version(terms).ifPresent(opening::open);
            survey.instrument(terms.getLicence().getInstrument()).ifPresent(opening::open);
            if (negotiated) {
                messages(opening, survey, sought.messages(), audience);
            } else {
                search(survey, terms, audience).all().forEach(opening::openStatement);
                opening.openResult(terms.getFormation().getMeetingRecord());
                sought.sealPlace().ifPresent(opening::open);
            }
            sought.amendments().forEach(opening::open);
            sought.end().open(opening, survey, audience, terms.getConsumer().getParticipant());
            ProofSubject.Kind kind =
                    negotiated ? ProofSubject.Kind.NEGOTIATED_CONTRACT : ProofSubject.Kind.MATCHED_CONTRACT;
            ContractPart part = part(contract, negotiated ? List.of() : sought.path());
            return opening.file(proofs, new ProofSubject(kind, number), Optional.of(part));
        } catch (ContractException e) {
            if (survey.isPruned() && SoughtContract.isOfMissing(e)) {
                throw new ProofException(
                        Code.PRUNED,
                        "contract " + number + ": not given by the records that are here (" + e.getMessage()
                                + "); others were taken out of the ledger, read it with their archives");
            }
            throw new ProofException(code(e), "contract " + number + ": " + e.getMessage());
        }
    }

    /**
     * The same file with the proof that its checkpoint continues one that was had before.
     *
     * @throws ProofException EARLIER_CHECKPOINT
     * @throws LedgerException as {@link #record}
     */
    public ProofFile continuing(Checkpoint earlier, ProofFile file) {
        Checkpoint later = file.checkpoint();
        if (!earlier.ledgerId().equals(later.ledgerId()) || earlier.size() > later.size()) {
            throw new ProofException(
                    Code.EARLIER_CHECKPOINT,
                    "of ledger " + earlier.ledgerId() + " with " + earlier.size() + " records; the proof rests on "
                            + later.ledgerId() + " with " + later.size());
        }
        ConsistencyProof proof = proofs.consistency(earlier.size(), later.size());
        if (!proof.verify(earlier.root(), later.root())) {
            throw new ProofException(
                    Code.EARLIER_CHECKPOINT,
                    "at " + earlier.size() + " records it has root " + earlier.root() + ", the ledger has another");
        }
        String operator = later.signatures().get(0).name();
        try {
            EarlierCheckpoint before = new EarlierCheckpoint(earlier.signedOnlyBy(operator), proof.path());
            return new ProofFile(
                    file.subject(),
                    later,
                    Optional.of(before),
                    file.opened(),
                    file.closed(),
                    file.certificates(),
                    file.contract(),
                    file.statements(),
                    file.rotations());
        } catch (RecordFormatException e) {
            throw new ProofException(Code.EARLIER_CHECKPOINT, "no signature of operator " + operator + " on it");
        }
    }

    /** What signs for a command of a session: one more reading. */
    private StatementSearch search(LedgerSurvey survey, WantedRecord wanted) {
        StatementSearch search = new StatementSearch(survey.covered());
        if (wanted.session() != NO_SESSION) {
            search.add(wanted.sequence(), wanted.session());
        }
        return searched(search);
    }

    /** The same of the orders that are opened. */
    private StatementSearch search(LedgerSurvey survey, ContractTerms terms, Audience audience) {
        StatementSearch search = new StatementSearch(survey.covered());
        for (ContractParty party : List.of(terms.getProvider(), terms.getConsumer())) {
            ContractOrder order = party.getOrder();
            if (order.getSession() != NO_SESSION && audience.mayOpenFor(party.getParticipant())) {
                search.add(order.getSequence(), order.getSession());
            }
        }
        return searched(search);
    }

    private StatementSearch searched(StatementSearch search) {
        if (!search.isEmpty()) {
            LedgerSurvey.of(ledger, archives, search);
        }
        return search;
    }

    private static void requireParty(ContractTerms terms, Audience audience) {
        if (!audience.mayOpenFor(terms.getProvider().getParticipant())
                && !audience.mayOpenFor(terms.getConsumer().getParticipant())) {
            throw new ProofException(
                    Code.NOT_A_PARTY,
                    "participant " + audience.participant() + ": contract "
                            + terms.getFormation().getContract() + " is between "
                            + terms.getProvider().getParticipant() + " and "
                            + terms.getConsumer().getParticipant());
        }
    }

    /** One side; what it declared is opened to the other where it was sent to the other. */
    private static void side(
            Opening opening, LedgerSurvey survey, ContractParty party, Audience audience, boolean sentToTheOther) {
        ContractOrder order = party.getOrder();
        boolean own = audience.mayOpenFor(party.getParticipant());
        if (own || sentToTheOther) {
            opening.open(new Place(order.getSequence(), order.getKey()));
        } else {
            opening.close(order.getSequence());
        }
        if (own) {
            survey.application(party.getParticipant()).ifPresent(opening::open);
            survey.mandate(order.getMandate()).ifPresent(opening::open);
        }
    }

    private static void messages(
            Opening opening, LedgerSurvey survey, List<NegotiationPlaces.Message> messages, Audience audience) {
        for (NegotiationPlaces.Message message : messages) {
            opening.open(message.place());
            if (audience.mayOpenFor(message.side())) {
                survey.mandate(message.mandate()).ifPresent(opening::open);
            }
        }
    }

    private ContractPart part(Contract contract, List<Sm3Hash> path) {
        return new ContractPart(
                contract.canonicalBytes(),
                path,
                template(contract.terms()),
                contract.textZh().getBytes(StandardCharsets.UTF_8),
                contract.textEn().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] template(ContractTerms terms) {
        Sm3Hash sm3 = Sm3Hash.of(terms.getText().getTemplateSm3().bytes());
        byte[] bundled = ContractTemplate.bundledDataProvision();
        return Sm3Hash.ofContent(bundled).equals(sm3)
                ? bundled
                : evidence.apply(sm3).orElseThrow(() -> new ProofException(Code.TEMPLATE_UNKNOWN, "template " + sm3));
    }

    private static Code code(ContractException e) {
        return switch (e.code()) {
            case CONTRACT_NOT_KEPT -> Code.CONTRACT_UNKNOWN;
            case TEMPLATE_UNKNOWN, RENDERER_UNKNOWN -> Code.TEMPLATE_UNKNOWN;
            default -> Code.CONTRACT_UNDERIVED;
        };
    }
}
