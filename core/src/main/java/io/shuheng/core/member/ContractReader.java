package io.shuheng.core.member;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.view.InstrumentEntry;
import io.shuheng.core.view.TradeEntry;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Computes one matched contract (合同) from the records it is formed from, so that a member relies on what it has derived
 * and read itself; and holds against it what it was given: canonical bytes and texts, its own order, the trade. What is
 * to be signed after a negotiation is computed by {@link AgreementReader}.
 *
 * <p>It needs, in the ledger's order: genesis; the applications of both parties, and of agents that acted; the submission
 * of the listing version; the opening of the instrument; the sessions, standing offer, quote and orders that met; the trade; for
 * {@link #sealed} all that its whole batch needs, and the seal. Other records may be shown too. What it computes is as true as
 * these records: whoever got them from somebody it does not trust checks their places in the ledger as well.
 *
 * <p>For one thread at a time; blocks as the look-up of templates does.
 */
public final class ContractReader {

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final long number;
    private final ContractProjection projection;
    private @Nullable SealedBatch batch;

    /**
     * Before the first record.
     *
     * @param number number of the contract, which is that of its trade, from 1
     */
    public ContractReader(long number, ContractTemplates templates) {
        if (number < 1) {
            throw new IllegalArgumentException("contract " + number + ": numbers are from 1");
        }
        this.number = number;
        this.projection = new ContractProjection(templates, this::keep);
    }

    /**
     * Takes the next record, header first.
     *
     * @throws RecordFormatException where it is not what the format says
     * @throws ContractException REFERENCE_MISSING where it rests on a record that was left out
     */
    public void observe(byte[] bytes, int offset, int length) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null) {
            throw new RecordFormatException("record.type " + RecordHeader.type(bytes, offset) + ": unknown");
        }
        projection.observe(kind, bytes, offset, length);
    }

    /**
     * The contract that follows from the records: terms, canonical bytes, and both texts to be read.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where its trade was not shown; others where it cannot be derived
     */
    public Contract contract() {
        return batch == null ? projection.contract(number) : batch.batch().contract(number);
    }

    /**
     * The contract with its seal and path, once the record of the seal was shown; {@link SealedContract#verify} says whether
     * the operator has sealed what follows from the records.
     *
     * @throws ContractException where one of its batch cannot be derived
     */
    public Optional<SealedContract> sealed() {
        return Optional.ofNullable(batch).map(kept -> kept.sealed(number));
    }

    /**
     * Whether what was given to a party is the contract that follows from the records: each field of the terms, and both
     * texts.
     *
     * @param canonicalBytes the contract's canonical bytes as they were given, be they what they may
     * @throws ContractException as {@link #contract}
     */
    public Check check(byte[] canonicalBytes, String textZh, String textEn) {
        Contract derived = contract();
        Comparison comparison = new Comparison("contract");
        if (!Arrays.equals(derived.canonicalBytes(), canonicalBytes)) {
            given(comparison, derived, canonicalBytes);
        }
        return comparison
                .field("textZhSm3", sm3(derived.textZh()), sm3(textZh))
                .field("textEnSm3", sm3(derived.textEn()), sm3(textEn))
                .result();
    }

    /**
     * Whether the contract is within what a party itself has ordered, and for the terms that it signed with the order: its
     * own declaration, product version, template, use, price, quantity and amount.
     *
     * @param own the order
     * @param instrument of the order, from {@code ReadModel.market()}; its terms hash is what the order signs
     */
    public Check order(OwnOrder own, InstrumentEntry instrument) {
        return OrderedTerms.of(own, instrument).check(contract().terms());
    }

    /**
     * As {@link #order}, of a contract that came of a quote: its price, lots and use are those of quote and request.
     *
     * @param own the quote as a side of it knows it
     */
    public Check quote(OwnQuote own, InstrumentEntry instrument) {
        return OrderedTerms.of(own, instrument).check(contract().terms());
    }

    /**
     * Whether the contract is that of the trade as the view shows it to its parties.
     *
     * @throws IllegalArgumentException where the trade's sides are not shown
     */
    public Check trade(TradeEntry trade) {
        TradeEntry.Sides sides = trade.sides()
                .orElseThrow(() -> new IllegalArgumentException("trade.sides: not shown of trade " + trade.number()));
        ContractTerms terms = contract().terms();
        return new Comparison("contract")
                .field(
                        "formation.contract",
                        trade.number(),
                        terms.getFormation().getContract())
                .field(
                        "formation.meetingRecord",
                        trade.record(),
                        terms.getFormation().getMeetingRecord())
                .field("formation.metAtNs", trade.timeNs(), terms.getFormation().getMetAtNs())
                .field(
                        "consumer.participant",
                        sides.buyer(),
                        terms.getConsumer().getParticipant())
                .field(
                        "consumer.order.sequence",
                        sides.buyOrder(),
                        terms.getConsumer().getOrder().getSequence())
                .field(
                        "provider.participant",
                        sides.seller(),
                        terms.getProvider().getParticipant())
                .field(
                        "provider.order.sequence",
                        sides.sellOrder(),
                        terms.getProvider().getOrder().getSequence())
                .field(
                        "licence.instrument",
                        trade.instrument(),
                        terms.getLicence().getInstrument())
                .field("fee.priceMicros", trade.priceMicros(), terms.getFee().getPriceMicros())
                .field("fee.quantityLots", trade.quantityLots(), terms.getFee().getQuantityLots())
                .field("fee.amountFen", trade.amountFen(), terms.getFee().getAmountFen())
                .result();
    }

    private void keep(SealedBatch sealed) {
        if (sealed.batch().firstTrade() <= number && number <= sealed.batch().lastTrade()) {
            batch = sealed;
        }
    }

    /** Names each field that differs, where the bytes are those of some terms at all. */
    private static void given(Comparison comparison, Contract derived, byte[] canonicalBytes) {
        try {
            fields(comparison, "", derived.terms(), AvroBytes.decode(ContractTerms.class, canonicalBytes));
        } catch (RecordFormatException e) {
            comparison.field(
                    "canonicalBytesSm3",
                    Sm3Hash.of(Sm3.hash(derived.canonicalBytes())),
                    Sm3Hash.of(Sm3.hash(canonicalBytes)));
        }
    }

    private static void fields(Comparison comparison, String path, SpecificRecord expected, SpecificRecord found) {
        for (Schema.Field field : expected.getSchema().getFields()) {
            Object left = expected.get(field.pos());
            Object right = found.get(field.pos());
            if (left instanceof SpecificRecord inner && right instanceof SpecificRecord other) {
                fields(comparison, path + field.name() + ".", inner, other);
            } else {
                comparison.field(path + field.name(), shown(left), shown(right));
            }
        }
    }

    private static Object shown(Object value) {
        return value instanceof Hash32 hash ? Sm3Hash.of(hash.bytes()) : value;
    }

    private static Sm3Hash sm3(String text) {
        return Sm3Hash.of(Sm3.hash(text.getBytes(StandardCharsets.UTF_8)));
    }
}
