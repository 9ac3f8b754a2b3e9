package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/*
 * A contract waits here as references to what it is derived from, a few hundred bytes, until it is sealed; then its
 * batch is handed to the listener and let go. Terms, texts and canonical bytes are made each time they are asked for and
 * never kept. A sealed contract is had again by running a new projection over the ledger from its first record and
 * taking the batch from the listener: reading is all it costs, for only what is asked for is rendered.
 */
/**
 * Derives matched contracts from the ledger's records. The sealing service, a member that checks its contract and the
 * verifier all use this one path, so the same records give the same bytes to each.
 *
 * <p>Fed with every record from the first, in order. Not thread-safe. Does not block, but for the look-up of templates.
 */
public final class ContractProjection {

    private final ContractDerivation derivation;
    private final Consumer<SealedBatch> onSealed;
    private final BindingOrders orders = new BindingOrders();
    private final Map<Long, PartyIdentity> parties = new HashMap<>();
    private final Map<Sm3Hash, ListedProduct> products = new HashMap<>();
    private final Map<Long, TradedInstrument> instruments = new HashMap<>();
    private final TreeMap<Long, MatchedTrade> unsealed = new TreeMap<>();
    private @Nullable Genesis genesis;

    /**
     * Empty.
     *
     * @param onSealed called with each batch when the record of its seal is observed; the batch may be kept
     */
    public ContractProjection(ContractTemplates templates, Consumer<SealedBatch> onSealed) {
        this.derivation = new ContractDerivation(templates);
        this.onSealed = onSealed;
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
            if (!isRejected(body)) {
                observeCommand(kind, body, RecordHeader.sequence(bytes, offset));
            }
            // Also of a refused command: timers that it fired may have ended orders.
            body.events().forEach(orders::observe);
        } else if (kind.javaClass() == Trade.class) {
            Trade trade = AvroBytes.decode(Trade.class, bytes, offset + RecordHeader.LENGTH, offset + length);
            unsealed.put(trade.getTrade(), matched(trade, bytes, offset));
        }
        if (RecordHeader.isEndOfGroup(bytes, offset)) {
            orders.endOfGroup();
        }
    }

    /**
     * Takes one side of a contract as the contract itself states it, where not every record is at hand: a proof file
     * opens the records that name one party, and the other's order is a hash. Comes before the records; whatever is
     * observed later takes its place.
     */
    public void assume(ContractParty party) {
        parties.put(party.getParticipant(), PartyIdentity.of(party));
        orders.assume(party);
    }

    /** The ledger's id. */
    public Sm3Hash ledgerId() {
        return Sm3Hash.of(genesis().getLedgerId().bytes());
    }

    /**
     * A contract that is formed and not sealed yet.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where there is none with that number; others where it cannot be
     *     derived
     */
    public Contract contract(long number) {
        return derivation.derive(unsealed(number));
    }

    /**
     * Contracts that are formed and not sealed yet.
     *
     * @param firstTrade the first
     * @param lastTrade the last, not before the first
     * @throws ContractException CONTRACT_NOT_KEPT where one of them is not there
     */
    public ContractBatch batch(long firstTrade, long lastTrade) {
        List<MatchedTrade> trades = new ArrayList<>();
        for (long number = firstTrade; number <= lastTrade; number++) {
            trades.add(unsealed(number));
        }
        if (trades.isEmpty()) {
            throw new ContractException(
                    Code.CONTRACT_NOT_KEPT, "contracts " + firstTrade + ".." + lastTrade + ": an empty range");
        }
        return new ContractBatch(derivation, trades);
    }

    private void observeCommand(RecordKind kind, CommandBody body, long sequence) {
        SpecificRecord command = AvroBytes.decode(kind.javaClass(), body.command());
        if (command instanceof Genesis first) {
            genesis = first;
            keyRegistered(body, first.getOperatorCertificate());
        } else if (command instanceof AppointOfficer appointment) {
            keyRegistered(body, appointment.getCertificate());
        } else if (command instanceof ApplyForMembership application) {
            applied(application, body);
        } else if (command instanceof SubmitListing submission) {
            ListedProduct product = ListedProduct.of(submission.getDescriptor());
            products.put(product.versionSm3(), product);
        } else if (command instanceof OpenInstrument opening) {
            opened(opening, body);
        } else if (command instanceof OfferFixedPrice offer) {
            orders.offered(offer, sequence, body);
        } else if (command instanceof PlaceOrder order) {
            orders.placed(order, sequence, body);
        } else if (command instanceof ContractsSealed seal) {
            sealed(seal, sequence);
        }
    }

    private void applied(ApplyForMembership application, CommandBody body) {
        keyRegistered(body, application.getSigningCertificate());
        long number = event(body, EventKind.PARTICIPANT_APPLIED).getA();
        parties.put(
                number,
                new PartyIdentity(
                        number,
                        application.getIdKind(),
                        application.getId(),
                        application.getNameZh(),
                        application.getNameEn(),
                        new Hash32(sm3(application.getSigningCertificate()))));
    }

    private void keyRegistered(CommandBody body, ByteBuffer certificate) {
        orders.keyRegistered(event(body, EventKind.KEY_REGISTERED), sm3(certificate));
    }

    private void opened(OpenInstrument opening, CommandBody body) {
        long number = event(body, EventKind.INSTRUMENT_OPENED).getA();
        Sm3Hash version = Sm3Hash.of(opening.getListingVersionSm3().bytes());
        ListedProduct product = required(products.get(version), "listing version " + version);
        instruments.put(number, new TradedInstrument(number, Sm3Hash.of(Sm3.hash(body.command())), opening, product));
    }

    private void sealed(ContractsSealed command, long sequence) {
        ContractBatch batch = batch(command.getFirstTrade(), command.getLastTrade());
        unsealed.headMap(command.getLastTrade(), true).clear();
        onSealed.accept(new SealedBatch(batch, ContractSeal.of(ledgerId(), command), sequence));
    }

    private MatchedTrade matched(Trade trade, byte[] bytes, int offset) {
        return new MatchedTrade(
                genesis(),
                trade,
                RecordHeader.sequence(bytes, offset),
                RecordHeader.timeNs(bytes, offset),
                required(parties.get(trade.getSeller()), "participant " + trade.getSeller()),
                required(parties.get(trade.getBuyer()), "participant " + trade.getBuyer()),
                orders.order(trade.getSellOrder()),
                orders.order(trade.getBuyOrder()),
                required(instruments.get(trade.getInstrument()), "instrument " + trade.getInstrument()));
    }

    private MatchedTrade unsealed(long number) {
        MatchedTrade trade = unsealed.get(number);
        if (trade == null) {
            throw new ContractException(
                    Code.CONTRACT_NOT_KEPT, "contract " + number + ": not formed, or sealed and let go");
        }
        return trade;
    }

    private Genesis genesis() {
        return required(genesis, "genesis");
    }

    private static boolean isRejected(CommandBody body) {
        return body.events().stream().anyMatch(event -> event.getKind() == EventKind.REJECTED.number());
    }

    private static Event event(CommandBody body, EventKind kind) {
        for (Event event : body.events()) {
            if (event.getKind() == kind.number()) {
                return event;
            }
        }
        throw new ContractException(Code.REFERENCE_MISSING, "event " + kind + ": the command's record has none");
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new ContractException(Code.REFERENCE_MISSING, name + ": no record before has brought it");
        }
        return value;
    }

    private static byte[] sm3(ByteBuffer field) {
        return Sm3.hash(AvroBytes.copyOf(field));
    }
}
