package io.shuheng.ledger.verify;

import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A ledger with a matched contract, number 1, and one that was negotiated, number 2, whose negotiation is number 1; with
 * what a holder of a proof trusts.
 */
public final class AgreedLedger extends TrustedLedger {

    /** Number of the negotiated contract, which is that of its trade. */
    public static final long CONTRACT = 2;

    private final List<byte[]> records;

    private AgreedLedger(
            Path parent, Consumer<ContractTerms> lie, UnaryOperator<byte[]> alteration, Signer countersigner)
            throws IOException {
        super(parent);
        try (SmallExchange exchange = SmallExchange.found(ledger(), TestKeys.MEMBERS_AUTHORITY.certificate())) {
            SmallMarket market = new SmallMarket(exchange);
            market.trade(3);
            SmallNegotiation negotiation = new SmallNegotiation(exchange);
            ContractTerms contract =
                    AvroBytes.decode(ContractTerms.class, negotiation.derived().canonicalBytes());
            lie.accept(contract);
            exchange.alter(alteration);
            negotiation.sign(contract);
            exchange.alter(UnaryOperator.identity());
            negotiation.countersign(contract, countersigner);
            market.askForSeal();
            records = List.copyOf(exchange.records());
        }
    }

    /** Writes it. */
    public static AgreedLedger under(Path parent) throws IOException {
        return new AgreedLedger(parent, contract -> {}, UnaryOperator.identity(), TestKeys.OPERATOR);
    }

    /** Writes one in which all three sign a contract that the operator has altered. */
    public static AgreedLedger lying(Path parent, Consumer<ContractTerms> lie) throws IOException {
        return new AgreedLedger(parent, lie, UnaryOperator.identity(), TestKeys.OPERATOR);
    }

    /** Writes one that somebody else has countersigned. */
    public static AgreedLedger countersignedByAnother(Path parent) throws IOException {
        return new AgreedLedger(parent, contract -> {}, UnaryOperator.identity(), TestKeys.WITNESS);
    }

    /** Writes one whose records say of each side's signature that it is the other's. */
    public static AgreedLedger withSidesSwapped(Path parent) throws IOException {
        return new AgreedLedger(parent, contract -> {}, AgreedLedger::ofTheOtherSide, TestKeys.OPERATOR);
    }

    /** The event AGREEMENT_SIGNED of negotiation 1 has the side in its second number; numbers are zigzag varints. */
    private static byte[] ofTheOtherSide(byte[] record) {
        byte[] altered = record.clone();
        int kind = 2 * EventKind.AGREEMENT_SIGNED.number();
        for (int at = RecordHeader.LENGTH; at + 4 <= record.length; at++) {
            boolean found =
                    record[at] == (byte) ((kind & 0x7f) | 0x80) && record[at + 1] == kind >> 7 && record[at + 2] == 2;
            if (found && (record[at + 3] == 2 * PROVIDER || record[at + 3] == 2 * CONSUMER)) {
                altered[at + 3] = (byte) (2 * (PROVIDER + CONSUMER) - record[at + 3]);
            }
        }
        return altered;
    }

    /** Every record. */
    public List<byte[]> records() {
        return records;
    }
}
