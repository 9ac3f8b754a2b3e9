package io.shuheng.ledger.verify;

import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A ledger with a matched contract, number 1, and one that was negotiated, number 2, whose negotiation is number 1; with
 * what a holder of a proof trusts.
 */
public final class AgreedLedger {

    /** Numbers of the two parties of both contracts, and of one who is none. */
    public static final long PROVIDER = SoldLedger.PROVIDER;

    public static final long CONSUMER = SoldLedger.BUYER;
    public static final long STRANGER = SoldLedger.STRANGER;

    /** Number of the negotiated contract, which is that of its trade. */
    public static final long CONTRACT = 2;

    private final Path ledger;
    private final TrustAnchor operator;
    private final TrustAnchor membersAuthority;
    private final Path operatorFile;
    private final List<byte[]> records;

    private AgreedLedger(
            Path parent, Consumer<ContractTerms> lie, UnaryOperator<byte[]> alteration, Signer countersigner)
            throws IOException {
        ledger = parent.resolve("ledger");
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
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
        operatorFile = Files.writeString(parent.resolve("operator.pem"), TestKeys.OPERATOR_CERTIFICATE.pem());
        operator = TrustAnchor.ofPem(operatorFile);
        membersAuthority = TrustAnchor.ofPem(Files.writeString(
                parent.resolve("members-ca.pem"),
                TestKeys.MEMBERS_AUTHORITY.certificate().pem()));
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

    /** The folder. */
    public Path ledger() {
        return ledger;
    }

    /** The operator's certificate. */
    public TrustAnchor operator() {
        return operator;
    }

    /** The operator's certificate, PEM. */
    public Path operatorFile() {
        return operatorFile;
    }

    /** The members' authority. */
    public TrustAnchor membersAuthority() {
        return membersAuthority;
    }

    /** Every record. */
    public List<byte[]> records() {
        return records;
    }
}
