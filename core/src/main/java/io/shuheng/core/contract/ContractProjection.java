package io.shuheng.core.contract;

import io.shuheng.core.contract.negotiation.AcceptTerms;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/*
 * A contract waits here as references to what it is derived from, a few hundred bytes, until it is sealed; then its
 * batch is handed to the listener and let go. Terms, texts and canonical bytes are made each time they are asked for and
 * never kept. A sealed contract is had again by running a new projection over the ledger from its first record and
 * taking the batch from the listener: reading is all it costs, for only what is asked for is rendered.
 */
/**
 * Derives contracts from the ledger's records. The services that seal and countersign, a member that checks its contract
 * or is about to sign one, and the verifier all use this one path, so the same records give the same bytes to each.
 *
 * <p>Fed with records from the first, in order; those that no contract asked for rests on may be left out. Not
 * thread-safe. Does not block, but for the look-up of templates.
 */
public final class ContractProjection {

    private final ContractDerivation derivation;
    private final Consumer<SealedBatch> onSealed;
    private final Consumer<CountersignedContract> onCountersigned;
    private final BindingOrders orders = new BindingOrders();
    private final Declarations declarations = new Declarations(orders);
    private final NegotiatedContracts negotiations = new NegotiatedContracts(orders);
    private final ContractReferences references = new ContractReferences();
    private final FormedContracts formed = new FormedContracts(references, declarations);
    private final AmendmentProjection amendments;

    /**
     * Empty.
     *
     * @param onSealed called with each batch when the record of its seal is observed; the batch may be kept
     */
    public ContractProjection(ContractTemplates templates, Consumer<SealedBatch> onSealed) {
        this(templates, onSealed, contract -> {});
    }

    /**
     * Empty.
     *
     * @param onSealed called with each batch when the record of its seal is observed; the batch may be kept
     * @param onCountersigned called with each negotiated contract when the record of its countersignature is observed
     */
    public ContractProjection(
            ContractTemplates templates,
            Consumer<SealedBatch> onSealed,
            Consumer<CountersignedContract> onCountersigned) {
        this(templates, onSealed, onCountersigned, amendment -> {});
    }

    /**
     * Empty.
     *
     * @param onSealed called with each batch when the record of its seal is observed; the batch may be kept
     * @param onCountersigned called with each negotiated contract when the record of its countersignature is observed
     * @param onAmended called with each amendment when the record of its countersignature is observed
     */
    public ContractProjection(
            ContractTemplates templates,
            Consumer<SealedBatch> onSealed,
            Consumer<CountersignedContract> onCountersigned,
            Consumer<CountersignedAmendment> onAmended) {
        this.amendments = new AmendmentProjection(references, onAmended);
        this.derivation = new ContractDerivation(templates);
        this.onSealed = onSealed;
        this.onCountersigned = onCountersigned;
    }

    /**
     * Takes the next record of the ledger.
     *
     * @param kind the record's kind
     * @param bytes holds the record, header first
     * @throws RecordFormatException where the record is not what the format says
     * @throws ContractException REFERENCE_MISSING where it names what no record before it has brought
     */
    public void observe(RecordKind kind, byte[] bytes, int offset, int length) {
        if (kind.isCommand()) {
            CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            body.events().forEach(negotiations::observe);
            body.events().forEach(amendments::observe);
            if (!isRejected(body)) {
                observeCommand(kind, body, RecordHeader.sequence(bytes, offset), RecordHeader.timeNs(bytes, offset));
            }
            // Also of a refused command: timers that it fired may have ended orders.
            body.events().forEach(orders::observe);
            body.events().forEach(amendments::observeEnd);
        } else if (kind.javaClass() == Trade.class) {
            formed.traded(
                    AvroBytes.decode(Trade.class, bytes, offset + RecordHeader.LENGTH, offset + length), bytes, offset);
        }
        if (RecordHeader.isEndOfGroup(bytes, offset)) {
            declarations.endOfGroup();
        }
    }

    /**
     * Takes one side of a contract as the contract itself states it, where not every record is at hand: a proof file
     * opens the records that name one party, and the other's order is a hash. Comes before the records; whatever is
     * observed later takes its place.
     */
    public void assume(ContractParty party) {
        references.assume(party);
        orders.assume(party);
    }

    /**
     * Takes the acceptance of a negotiated contract as the contract itself states it, where its record is a hash. Comes
     * after the records.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where the negotiation was not begun in them, or has ended
     */
    public void assumeAccepted(ContractTerms contract) {
        negotiations.assumeAccepted(
                contract.getFormation().getContract(),
                contract.getConsumer().getOrder(),
                contract.getFormation().getMetAtNs());
    }

    /** The amendments that are proposed, and what the next ones rest on. */
    public AmendmentProjection amendments() {
        return amendments;
    }

    /** Number of contracts and orders that are kept: what grows here without a bound, where nothing is sealed or nothing ends. */
    int kept() {
        return formed.size() + orders.size();
    }

    /** The ledger's id. */
    public Sm3Hash ledgerId() {
        return Sm3Hash.of(references.genesis().getLedgerId().bytes());
    }

    /**
     * A contract that is formed and not sealed yet.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where there is none with that number; others where it cannot be
     *     derived
     */
    public Contract contract(long number) {
        return derivation.derive(number, formed.require(number));
    }

    /**
     * The contract that both sides of a negotiation are to sign, once its terms are accepted.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where there is no such negotiation, or it has ended or was
     *     countersigned; REFERENCE_MISSING where its terms are not accepted; others where it cannot be derived
     */
    public Contract agreement(long negotiation) {
        return derivation.derive(negotiation, formed.agreed(negotiation, negotiations.require(negotiation)));
    }

    /**
     * What was signed last in a negotiation; empty where nobody has signed.
     *
     * @throws ContractException CONTRACT_NOT_KEPT
     */
    public Optional<SignedHashes> signed(long negotiation) {
        return Optional.ofNullable(negotiations.require(negotiation).signed());
    }

    /**
     * Contracts that are formed and not sealed yet.
     *
     * @param firstTrade the first
     * @param lastTrade the last, not before the first
     * @throws ContractException CONTRACT_NOT_KEPT where one of them is not there
     */
    public ContractBatch batch(long firstTrade, long lastTrade) {
        return new ContractBatch(derivation, firstTrade, formed.range(firstTrade, lastTrade));
    }

    private void observeCommand(RecordKind kind, CommandBody body, long sequence, long timeNs) {
        SpecificRecord command = AvroBytes.decode(kind.javaClass(), body.command());
        if (command instanceof Genesis first) {
            references.began(first);
            keyRegistered(body, first.getOperatorCertificate());
        } else if (command instanceof AppointOfficer appointment) {
            keyRegistered(body, appointment.getCertificate());
        } else if (command instanceof ApplyForMembership application) {
            references.applied(application, body);
            keyRegistered(body, application.getSigningCertificate());
        } else if (command instanceof ApplyForReplacement replacement) {
            keyRegistered(body, replacement.getSigningCertificate());
        } else if (command instanceof RenewCertificate renewal && renewal.getRole() == CertificateRole.SIGNING) {
            keyRegistered(body, renewal.getCertificate());
        } else if (command instanceof RotateOperatorKey rotation) {
            keyRegistered(body, rotation.getCertificate());
        } else if (command instanceof SubmitListing submission) {
            references.listed(submission);
        } else if (command instanceof OpenInstrument opening) {
            references.opened(opening, body);
        } else if (command instanceof ContractsSealed seal) {
            sealed(seal, sequence);
        } else if (command instanceof ContractFinalized finalized) {
            long trade = ContractReferences.event(body, EventKind.CONTRACT_COUNTERSIGNED)
                    .getB();
            countersigned(finalized, trade, sequence);
        } else if (!declarations.observe(command, body, sequence)) {
            observeNegotiation(command, body, sequence, timeNs);
        }
    }

    private void observeNegotiation(SpecificRecord command, CommandBody body, long sequence, long timeNs) {
        if (command instanceof RequestTerms request) {
            negotiations.requested(request, ContractReferences.event(body, EventKind.TERMS_REQUESTED));
        } else if (command instanceof OfferTerms offer) {
            negotiations.offered(offer, ContractReferences.event(body, EventKind.TERMS_OFFERED), sequence, body);
        } else if (command instanceof AcceptTerms acceptance) {
            negotiations.accepted(acceptance, sequence, timeNs, body);
        } else if (command instanceof SignAgreement signature) {
            negotiations.signed(signature);
        } else {
            amendments.observe(command, body, sequence, timeNs);
        }
    }

    private void keyRegistered(CommandBody body, ByteBuffer certificate) {
        orders.keyRegistered(ContractReferences.event(body, EventKind.KEY_REGISTERED), sm3(certificate));
    }

    private void sealed(ContractsSealed command, long sequence) {
        ContractBatch batch = batch(command.getFirstTrade(), command.getLastTrade());
        ContractSeal seal = ContractSeal.of(ledgerId(), command);
        formed.sealedUpTo(command.getLastTrade());
        amendments.sealed(seal);
        onSealed.accept(new SealedBatch(batch, seal, sequence));
    }

    private void countersigned(ContractFinalized command, long trade, long sequence) {
        ContractBasis basis = formed.agreed(command.getNegotiation(), negotiations.finish(command.getNegotiation()));
        formed.countersigned(trade, basis);
        onCountersigned.accept(new CountersignedContract(ledgerId(), command, trade, sequence, derivation, basis));
    }

    private static boolean isRejected(CommandBody body) {
        return body.events().stream().anyMatch(event -> event.getKind() == EventKind.REJECTED.number());
    }

    private static byte[] sm3(ByteBuffer field) {
        return Sm3.hash(AvroBytes.copyOf(field));
    }
}
