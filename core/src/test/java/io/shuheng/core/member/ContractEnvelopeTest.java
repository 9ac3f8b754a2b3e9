package io.shuheng.core.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.delivery.SignReceipt;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.view.DeliveryEntry;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.envelope.OpenedEnvelope;
import io.shuheng.crypto.envelope.SealedEnvelope;
import io.shuheng.crypto.merkle.ContentPiece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContractEnvelopeTest {

    private static final Sm3Hash LEDGER = Sm3Hash.ofContent(new byte[] {1});
    private static final byte[] CONTENT = "station,mm\n58362,12".getBytes(StandardCharsets.UTF_8);
    private static final Sm3Hash LISTED = Sm3Hash.ofContent(CONTENT);

    private final CryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair buyerKey = crypto.generateKeyPair();
    private final Decryptor buyer = crypto.decryptor(buyerKey);
    private final Certificate buyerCertificate = CertificateAuthority.createRoot(
                    crypto,
                    crypto.signer(buyerKey),
                    DistinguishedName.ofCountry("CN").organization("Buyer").build(),
                    Validity.ofDays(1_767_574_800L, 1))
            .certificate();
    private final ContractEnvelope contract = new ContractEnvelope(LEDGER, 7);
    private final ByteArrayOutputStream cipher = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

    private SealedEnvelope sealed(byte[] content) throws IOException {
        return contract.seal(new ByteArrayInputStream(content), content.length, cipher, buyer.publicKey(), crypto);
    }

    private OpenedEnvelope opened(ContractEnvelope by, SealedEnvelope sealed) throws IOException {
        return by.open(new ByteArrayInputStream(cipher.toByteArray()), plain, buyer, sealed.wrappedKey());
    }

    private StartDelivery delivery(ContractEnvelope contract, SealedEnvelope sealed) {
        return contract.delivery(sealed, buyerCertificate)
                .setClientId(1)
                .setNotAfterNs(1)
                .build();
    }

    private static DeliveryEntry.Content said(StartDelivery delivery) {
        return new DeliveryEntry.Content(
                Sm3Hash.of(delivery.getEnvelopeSm3().bytes()),
                delivery.getEnvelopeBytes(),
                Sm3Hash.of(delivery.getWrappedKeySm3().bytes()),
                Sm3Hash.of(delivery.getContentSm3().bytes()),
                delivery.getContentBytes(),
                Sm3Hash.of(delivery.getContentRoot().bytes()),
                1);
    }

    @Test
    void opensWhatWasSealedAndFindsItAsSaidAndAsListed() throws IOException {
        SealedEnvelope sealed = sealed(CONTENT);
        OpenedEnvelope opened = opened(contract, sealed);
        assertThat(plain.toByteArray()).isEqualTo(CONTENT);
        assertThat(contract.check(
                        opened, sealed.wrappedKey(), said(delivery(contract, sealed)), LISTED, CONTENT.length))
                .isEqualTo(new Check.Agrees());
    }

    @Test
    void saysThatAnotherFileThanTheListedOneWasDelivered() throws IOException {
        byte[] other = "station,mm\n".getBytes(StandardCharsets.UTF_8);
        SealedEnvelope sealed = sealed(other);
        Check check = contract.check(
                opened(contract, sealed),
                sealed.wrappedKey(),
                said(delivery(contract, sealed)),
                LISTED,
                CONTENT.length);
        assertThat(((Check.Differs) check).differences())
                .containsExactly(
                        new Check.Difference(
                                "delivery.listedSm3",
                                LISTED.toString(),
                                Sm3Hash.ofContent(other).toString()),
                        new Check.Difference("delivery.listedBytes", "19", "11"));
    }

    @Test
    void saysThatTheEnvelopeIsNotTheOneTheLedgerNames() throws IOException {
        DeliveryEntry.Content saidBefore = said(delivery(contract, sealed(CONTENT)));
        cipher.reset();
        SealedEnvelope again = sealed(CONTENT);
        Check check = contract.check(opened(contract, again), again.wrappedKey(), saidBefore, LISTED, CONTENT.length);
        assertThat(((Check.Differs) check).differences())
                .extracting(Check.Difference::field)
                .containsExactly("delivery.envelopeSm3", "delivery.wrappedKeySm3");
    }

    @Test
    void showsAPieceOfWhatTheProviderHasDeliveredWithoutTheRest() throws IOException {
        DeliveryEntry.Content said = said(delivery(contract, sealed(CONTENT)));
        ContentPiece piece = ContentPiece.read(new ByteArrayInputStream(CONTENT), CONTENT.length, 0);

        assertThat(ContentPiece.ofBytes(piece.bytes()).isOf(said.contentRoot(), said.contentBytes()))
                .isTrue();
    }

    @Test
    void saysThatTheProviderStatedAnotherContentRoot() throws IOException {
        SealedEnvelope sealed = sealed(CONTENT);
        StartDelivery lie = contract.delivery(sealed, buyerCertificate)
                .setClientId(1)
                .setNotAfterNs(1)
                .setContentRoot(new Hash32(LISTED.bytes()))
                .build();
        Check check = contract.check(opened(contract, sealed), sealed.wrappedKey(), said(lie), LISTED, CONTENT.length);
        assertThat(((Check.Differs) check).differences())
                .extracting(Check.Difference::field)
                .containsExactly("delivery.contentRoot");
    }

    @Test
    void opensForNoOtherContractAndNoOtherLedger() throws IOException {
        SealedEnvelope sealed = sealed(CONTENT);
        for (ContractEnvelope other : new ContractEnvelope[] {
            new ContractEnvelope(LEDGER, 8), new ContractEnvelope(Sm3Hash.ofContent(new byte[] {2}), 7)
        }) {
            assertThatThrownBy(() -> opened(other, sealed))
                    .isInstanceOf(CryptoException.class)
                    .extracting(e -> ((CryptoException) e).code())
                    .isEqualTo(CryptoException.Code.WRONG_CONTEXT);
        }
        assertThatThrownBy(() -> new ContractEnvelope(LEDGER, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contract 0");
    }

    @Test
    void tellsTheProviderWhetherAReceiptIsForWhatItDelivered() throws IOException {
        SealedEnvelope sealed = sealed(CONTENT);
        DeliveryEntry.Content delivered = said(delivery(contract, sealed));
        SignReceipt.Builder receipt =
                contract.receipt(opened(contract, sealed)).setClientId(1).setNotAfterNs(1);
        assertThat(contract.receipt(receipt.build(), delivered)).isEqualTo(new Check.Agrees());
        Check check = contract.receipt(receipt.setContract(8).setContentBytes(1).build(), delivered);
        assertThat(((Check.Differs) check).differences())
                .containsExactly(
                        new Check.Difference("receipt.contract", "7", "8"),
                        new Check.Difference("receipt.contentBytes", "19", "1"));
    }
}
