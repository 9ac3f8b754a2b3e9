package io.shuheng.core.contract;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;

/**
 * A negotiated contract as the ledger holds it, whole, with the exchange's countersignature (副署), and what it is derived
 * from. For one thread at a time.
 */
public final class CountersignedContract {

    private final Sm3Hash ledgerId;
    private final ContractFinalized command;
    private final long trade;
    private final long record;
    private final ContractDerivation derivation;
    private final ContractBasis basis;

    CountersignedContract(
            Sm3Hash ledgerId,
            ContractFinalized command,
            long trade,
            long record,
            ContractDerivation derivation,
            ContractBasis basis) {
        this.ledgerId = ledgerId;
        this.command = command;
        this.trade = trade;
        this.record = record;
        this.derivation = derivation;
        this.basis = basis;
    }

    /** Number of the negotiation. */
    public long negotiation() {
        return command.getNegotiation();
    }

    /** Number of the trade that it has become, by which delivery and settlement know it. */
    public long trade() {
        return trade;
    }

    /** Sequence of the record that holds it. */
    public long record() {
        return record;
    }

    /** Number of the key that is said to have countersigned. */
    public int key() {
        return command.getKey();
    }

    /** The contract's canonical bytes, as stored. */
    public byte[] canonicalBytes() {
        return AvroBytes.encode(command.getContract());
    }

    /** What was countersigned. */
    public byte[] signedBytes() {
        return CountersignatureBytes.of(ledgerId, negotiation(), Sm3Hash.of(Sm3.hash(canonicalBytes())));
    }

    /** Whether the countersignature is one of this key over this contract. */
    public boolean verify(Sm2PublicKey operatorPublicKey) {
        return new Sm2Verifier(operatorPublicKey).verifyRaw(signedBytes(), AvroBytes.copyOf(command.getSignature()));
    }

    /**
     * Whether the stored contract, its text included, is the one that anyone derives.
     *
     * @throws ContractException where it cannot be derived
     */
    public boolean isRight() {
        return Arrays.equals(canonicalBytes(), derived().canonicalBytes());
    }

    /**
     * The contract that follows from the records, with its texts.
     *
     * @throws ContractException where it cannot be derived
     */
    public Contract derived() {
        return derivation.derive(trade, basis);
    }
}
