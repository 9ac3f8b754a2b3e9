package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
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
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.OfferInAuction;
import io.shuheng.core.trading.auction.OpenSealedAuction;
import io.shuheng.core.trading.auction.RevealBid;
import io.shuheng.core.trading.auction.RevealOffer;
import io.shuheng.core.trading.auction.ScheduleDutchAuction;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;
import io.shuheng.core.trading.auction.ScheduleSealedReverse;
import io.shuheng.core.trading.auction.TakeFromClock;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.TakeQuote;
import io.shuheng.core.trading.resale.OfferResale;
import io.shuheng.core.trading.resale.TakeResale;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /** What a resale passes on: the contract by which it was bought, and when its term ends. */
    private record Resold(long contract, long termEndsNs) {}

    private final ContractDerivation derivation;
    private final Consumer<SealedBatch> onSealed;
    private final Consumer<CountersignedContract> onCountersigned;
    private final BindingOrders orders = new BindingOrders();
    private final NegotiatedContracts negotiations = new NegotiatedContracts(orders);
    private final ContractReferences references = new ContractReferences();
    private final AmendmentProjection amendments;
    private final TreeMap<Long, ContractBasis> unsealed = new TreeMap<>();
    private final Map<Long, Resold> resales = new HashMap<>();

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
            Trade trade = AvroBytes.decode(Trade.class, bytes, offset + RecordHeader.LENGTH, offset + length);
            if (!isNegotiated(trade)) {
                unsealed.put(trade.getTrade(), matched(trade, bytes, offset));
            }
        }
        if (RecordHeader.isEndOfGroup(bytes, offset)) {
            orders.endOfGroup(resales::remove);
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
        return unsealed.size() + orders.size();
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
        return derivation.derive(number, unsealed(number));
    }

    /**
     * The contract that both sides of a negotiation are to sign, once its terms are accepted.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where there is no such negotiation, or it has ended or was
     *     countersigned; REFERENCE_MISSING where its terms are not accepted; others where it cannot be derived
     */
    public Contract agreement(long negotiation) {
        return derivation.derive(negotiation, negotiated(negotiation, negotiations.require(negotiation)));
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
        List<ContractBasis> contracts = new ArrayList<>();
        for (long number = firstTrade; number <= lastTrade; number++) {
            contracts.add(unsealed(number));
        }
        if (contracts.isEmpty()) {
            throw new ContractException(
                    Code.CONTRACT_NOT_KEPT, "contracts " + firstTrade + ".." + lastTrade + ": an empty range");
        }
        return new ContractBatch(derivation, firstTrade, contracts);
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
        } else if (command instanceof OpenSession opening) {
            orders.sessionOpened(opening, sequence, body);
        } else if (command instanceof OfferFixedPrice offer) {
            orders.offered(offer, sequence, body);
        } else if (command instanceof PlaceOrder order) {
            orders.placed(order, sequence, body);
        } else if (command instanceof ContractsSealed seal) {
            sealed(seal, sequence);
        } else if (command instanceof ContractFinalized finalized) {
            long trade = ContractReferences.event(body, EventKind.CONTRACT_COUNTERSIGNED)
                    .getB();
            countersigned(finalized, trade, sequence);
        } else {
            observeMessage(command, body, sequence, timeNs);
        }
    }

    private void observeMessage(SpecificRecord command, CommandBody body, long sequence, long timeNs) {
        if (command instanceof ScheduleEnglishAuction sale) {
            orders.declaredIn(announced(body), sequence, sale.getMandate(), body);
        } else if (command instanceof ScheduleReverseAuction tender) {
            orders.declaredIn(announced(body), sequence, tender.getMandate(), body);
        } else if (command instanceof OfferInAuction offer) {
            orders.declaredIn(offer.getAuction(), sequence, offer.getMandate(), body);
        } else if (command instanceof ScheduleSealedReverse tender) {
            orders.declaredIn(announced(body), sequence, tender.getMandate(), body);
        } else if (command instanceof RevealOffer reveal) {
            orders.declaredIn(reveal.getAuction(), sequence, reveal.getMandate(), body);
        } else if (command instanceof ScheduleDutchAuction sale) {
            orders.declaredIn(announced(body), sequence, sale.getMandate(), body);
        } else if (command instanceof BidInAuction bid) {
            orders.declaredIn(bid.getAuction(), sequence, bid.getMandate(), body);
        } else if (command instanceof TakeFromClock taking) {
            orders.declaresAtOnce(sequence, taking.getMandate(), body);
        } else if (command instanceof OfferResale offer) {
            orders.declares(sequence, offer.getMandate(), body);
            resales.put(sequence, new Resold(offer.getContract(), offer.getTermEndsNs()));
        } else if (command instanceof TakeResale taking) {
            orders.declaresAtOnce(sequence, taking.getMandate(), body);
            resales.put(sequence, new Resold(taking.getContract(), taking.getTermEndsNs()));
        } else if (command instanceof GiveQuote quote) {
            orders.declares(sequence, quote.getMandate(), body);
        } else if (command instanceof TakeQuote acceptance) {
            orders.declaresAtOnce(sequence, acceptance.getMandate(), body);
        } else if (command instanceof RequestTerms request) {
            negotiations.requested(request, ContractReferences.event(body, EventKind.TERMS_REQUESTED));
        } else if (command instanceof OfferTerms offer) {
            negotiations.offered(offer, ContractReferences.event(body, EventKind.TERMS_OFFERED), sequence, body);
        } else if (command instanceof AcceptTerms acceptance) {
            negotiations.accepted(acceptance, sequence, timeNs, body);
        } else if (command instanceof SignAgreement signature) {
            negotiations.signed(signature);
        } else if (command instanceof OpenSealedAuction opening) {
            orders.declaredIn(announced(body), sequence, opening.getMandate(), body);
        } else if (command instanceof RevealBid reveal) {
            orders.declaredIn(reveal.getAuction(), sequence, reveal.getMandate(), body);
        } else {
            amendments.observe(command, body, sequence, timeNs);
        }
    }

    /** The auction that a command announced: before it, in the same record, timers may have announced others. */
    private static long announced(CommandBody body) {
        return ContractReferences.lastEvent(body, EventKind.AUCTION_SCHEDULED).getA();
    }

    private void keyRegistered(CommandBody body, ByteBuffer certificate) {
        orders.keyRegistered(ContractReferences.event(body, EventKind.KEY_REGISTERED), sm3(certificate));
    }

    private void sealed(ContractsSealed command, long sequence) {
        ContractBatch batch = batch(command.getFirstTrade(), command.getLastTrade());
        ContractSeal seal = ContractSeal.of(ledgerId(), command);
        unsealed.headMap(command.getLastTrade(), true).clear();
        amendments.sealed(seal);
        onSealed.accept(new SealedBatch(batch, seal, sequence));
    }

    private void countersigned(ContractFinalized command, long trade, long sequence) {
        ContractBasis basis = negotiated(command.getNegotiation(), negotiations.finish(command.getNegotiation()));
        unsealed.put(trade, basis);
        onCountersigned.accept(new CountersignedContract(ledgerId(), command, trade, sequence, derivation, basis));
    }

    private ContractBasis negotiated(long number, NegotiatedContracts.Open negotiation) {
        TradedInstrument instrument = references.instrument(negotiation.offer().getInstrument());
        return new ContractBasis(
                references.genesis(),
                FormationKind.NEGOTIATED,
                number,
                negotiation.accepted().getSequence(),
                negotiation.acceptedAtNs(),
                references.party(negotiation.provider()),
                references.party(negotiation.consumer()),
                negotiation.offered(),
                negotiation.accepted(),
                instrument,
                Deal.of(negotiation.offer().getTerms(), instrument.command()));
    }

    /** The command before it in its group has brought the contract. */
    private boolean isNegotiated(Trade trade) {
        ContractBasis known = unsealed.get(trade.getTrade());
        return known != null && known.kind() == FormationKind.NEGOTIATED;
    }

    private ContractBasis matched(Trade trade, byte[] bytes, int offset) {
        TradedInstrument instrument = references.instrument(trade.getInstrument());
        return new ContractBasis(
                references.genesis(),
                FormationKind.MATCHED,
                trade.getTrade(),
                RecordHeader.sequence(bytes, offset),
                RecordHeader.timeNs(bytes, offset),
                references.party(trade.getSeller()),
                references.party(trade.getBuyer()),
                orders.order(trade.getSellOrder()),
                orders.order(trade.getBuyOrder()),
                instrument,
                deal(trade, instrument.command()));
    }

    /** Both declarations of a resale name what is passed on; of a proof file one of them may be a hash. */
    private Deal deal(Trade trade, OpenInstrument instrument) {
        Resold resold = resales.getOrDefault(trade.getBuyOrder(), resales.get(trade.getSellOrder()));
        return resold == null
                ? Deal.of(trade, instrument)
                : Deal.ofResale(
                        trade,
                        instrument,
                        ResaleWording.clause(
                                resold.contract,
                                resold.termEndsNs,
                                references.genesis().getTimeOffsetMinutes()));
    }

    private ContractBasis unsealed(long number) {
        ContractBasis trade = unsealed.get(number);
        if (trade == null) {
            throw new ContractException(
                    Code.CONTRACT_NOT_KEPT, "contract " + number + ": not formed, or sealed and let go");
        }
        return trade;
    }

    private static boolean isRejected(CommandBody body) {
        return body.events().stream().anyMatch(event -> event.getKind() == EventKind.REJECTED.number());
    }

    private static byte[] sm3(ByteBuffer field) {
        return Sm3.hash(AvroBytes.copyOf(field));
    }
}
