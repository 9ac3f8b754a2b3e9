package io.shuheng.ledger.verify;

import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

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

    private AgreedLedger(Path parent, Consumer<ContractTerms> lie, Signer countersigner) throws IOException {
        ledger = parent.resolve("ledger");
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
            SmallMarket market = new SmallMarket(exchange);
            market.trade(3);
            SmallNegotiation negotiation = new SmallNegotiation(exchange);
            ContractTerms contract =
                    AvroBytes.decode(ContractTerms.class, negotiation.derived().canonicalBytes());
            lie.accept(contract);
            negotiation.sign(contract);
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
        return new AgreedLedger(parent, contract -> {}, TestKeys.OPERATOR);
    }

    /** Writes one in which all three sign a contract that the operator has altered. */
    public static AgreedLedger lying(Path parent, Consumer<ContractTerms> lie) throws IOException {
        return new AgreedLedger(parent, lie, TestKeys.OPERATOR);
    }

    /** Writes one that somebody else has countersigned. */
    public static AgreedLedger countersignedByAnother(Path parent) throws IOException {
        return new AgreedLedger(parent, contract -> {}, TestKeys.WITNESS);
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
