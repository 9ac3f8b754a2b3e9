package io.shuheng.core.member;

import io.shuheng.core.delivery.SignReceipt;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.view.DeliveryEntry;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.envelope.Envelope;
import io.shuheng.crypto.envelope.OpenedEnvelope;
import io.shuheng.crypto.envelope.SealedEnvelope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The envelope of one contract (交付密封), on both sides: the provider seals the file to the buyer and says what it has
 * delivered, the buyer opens it, compares it, and signs for it, the provider checks the receipt. An envelope opens for
 * this contract of this ledger only. Immutable, thread-safe; blocks as its streams and keys do.
 */
public final class ContractEnvelope {

    private final Sm3Hash ledgerId;
    private final long contract;

    /**
     * For a contract.
     *
     * @param ledgerId identity of the ledger, from its genesis
     * @param contract number of the contract, from 1
     * @throws IllegalArgumentException where that is no number of a contract
     */
    public ContractEnvelope(Sm3Hash ledgerId, long contract) {
        if (contract < 1) {
            throw new IllegalArgumentException("contract " + contract + ": numbers are from 1");
        }
        this.ledgerId = ledgerId;
        this.contract = contract;
    }

    /** What names the contract in the envelope: {@code shuheng contract N of ledger HEX}, UTF-8. */
    public byte[] context() {
        return ("shuheng contract " + contract + " of ledger " + ledgerId).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The provider seals the content.
     *
     * @param recipient the buyer's encryption key, from {@code ParticipantView.certificate}
     * @throws IOException where a stream fails
     * @throws io.shuheng.crypto.CryptoException as {@link Envelope#seal}
     */
    public SealedEnvelope seal(
            InputStream content, long contentBytes, OutputStream out, Sm2PublicKey recipient, CryptoProvider crypto)
            throws IOException {
        return Envelope.seal(content, contentBytes, out, recipient, context(), crypto);
    }

    /**
     * The command with which the provider says what it has put there for the buyer to fetch, but for its identification.
     *
     * @param recipient the buyer's certificate to whose key the envelope was sealed
     */
    public StartDelivery.Builder delivery(SealedEnvelope sealed, Certificate recipient) {
        return StartDelivery.newBuilder()
                .setContract(contract)
                .setEnvelopeSm3(hash(sealed.cipherSm3()))
                .setEnvelopeBytes(sealed.cipherBytes())
                .setWrappedKeySm3(new Hash32(Sm3.hash(sealed.wrappedKey())))
                .setRecipientCertificateSm3(hash(recipient.sm3()))
                .setContentSm3(hash(sealed.plainSm3()))
                .setContentRoot(hash(sealed.plainRoot()))
                .setContentBytes(sealed.plainBytes());
    }

    /**
     * The buyer opens the envelope. What was written is worth something only where this returns, and {@link #check}
     * agrees.
     *
     * @throws IOException where a stream fails
     * @throws io.shuheng.crypto.CryptoException as {@link Envelope#open}; WRONG_CONTEXT where it is another contract's
     */
    public OpenedEnvelope open(InputStream envelope, OutputStream out, Decryptor decryptor, byte[] wrappedKey)
            throws IOException {
        return Envelope.open(envelope, out, decryptor, wrappedKey, context());
    }

    /**
     * Whether what was opened is what the provider has said it delivers, and what is listed.
     *
     * @param said the delivery as the ledger has it
     * @param listedSm3 SM3 of the file, from the version of the listing that the contract is bound to
     * @param listedBytes its length, from there
     */
    public Check check(
            OpenedEnvelope opened, byte[] wrappedKey, DeliveryEntry.Content said, Sm3Hash listedSm3, long listedBytes) {
        return new Comparison("delivery")
                .field("envelopeSm3", said.envelopeSm3(), opened.cipherSm3())
                .field("envelopeBytes", said.envelopeBytes(), opened.cipherBytes())
                .field("wrappedKeySm3", said.wrappedKeySm3(), Sm3Hash.of(Sm3.hash(wrappedKey)))
                .field("contentSm3", said.contentSm3(), opened.plainSm3())
                .field("contentRoot", said.contentRoot(), opened.plainRoot())
                .field("contentBytes", said.contentBytes(), opened.plainBytes())
                .field("listedSm3", listedSm3, opened.plainSm3())
                .field("listedBytes", listedBytes, opened.plainBytes())
                .result();
    }

    /** The delivery receipt (签收) with which the buyer signs for what it opened, but for its identification. */
    public SignReceipt.Builder receipt(OpenedEnvelope opened) {
        return SignReceipt.newBuilder()
                .setContract(contract)
                .setContentSm3(hash(opened.plainSm3()))
                .setContentBytes(opened.plainBytes());
    }

    /** Whether a delivery receipt is for this contract and for what was delivered: the provider's check. */
    public Check receipt(SignReceipt receipt, DeliveryEntry.Content delivered) {
        return new Comparison("receipt")
                .field("contract", contract, receipt.getContract())
                .field(
                        "contentSm3",
                        delivered.contentSm3(),
                        Sm3Hash.of(receipt.getContentSm3().bytes()))
                .field("contentBytes", delivered.contentBytes(), receipt.getContentBytes())
                .result();
    }

    private static Hash32 hash(Sm3Hash sm3) {
        return new Hash32(sm3.bytes());
    }
}
