package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.delivery.AcceptDelivery;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.SignReceipt;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.envelope.Envelope;
import io.shuheng.crypto.envelope.OpenedEnvelope;
import io.shuheng.crypto.envelope.SealedEnvelope;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecord;

/**
 * The provider delivers (交付): it encrypts the file to the buyer, and the exchange holds ciphertext only. The buyer opens
 * it under the right to inspect, compares it with what was listed, signs for it and accepts it.
 */
public final class DeliveryChapter {

    private final Setting setting;
    private final Floor floor;
    private final Members members;

    /** After the contract is in force. */
    public DeliveryChapter(Setting setting, Floor floor, Members members) {
        this.setting = setting;
        this.floor = floor;
        this.members = members;
    }

    /** Tells it. Blocks. */
    public Group tell(Sale sale) {
        setting.narrator().chapter("delivery.title");
        SealedEnvelope sealed = encrypt(sale);
        Group started = members.provider().send(ids -> start(ids, sale, sealed));
        setting.narrator().note("delivery.sealed", sealed.cipherBytes(), sealed.cipherSm3());
        setting.narrator()
                .note("delivery.inspection", started.result(Entitlement.class).getState());

        OpenedEnvelope opened = open(sale);
        Sm3Hash listed = sale.listed().facts().contentSm3();
        if (!opened.plainSm3().equals(listed)) {
            throw new StoryBrokenException(
                    "contract " + sale.contract() + ": what was delivered is not what was listed");
        }
        setting.narrator().note("delivery.compared", listed);
        members.consumer().send(ids -> receipt(ids, sale, opened));
        setting.narrator().note("delivery.receipt");
        Group accepted =
                members.consumer().send(ids -> new AcceptDelivery(ids.clientId(), ids.notAfterNs(), sale.contract()));
        setting.narrator().note("delivery.accepted", accepted.sequence());
        return accepted;
    }

    /** To the key that the buyer brought when it applied, as the ledger has it. */
    private SealedEnvelope encrypt(Sale sale) {
        Certificate buyer = floor.register().encryptionCertificate(sale.trade().getBuyer());
        byte[] content = setting.catalogue().content(sale.listed().product());
        ByteArrayOutputStream cipher = new ByteArrayOutputStream();
        try {
            SealedEnvelope sealed = Envelope.seal(
                    new ByteArrayInputStream(content),
                    content.length,
                    cipher,
                    buyer.publicKey(),
                    context(sale),
                    members.provider().party().keys().crypto());
            setting.folder().write(envelope(sale), cipher.toByteArray());
            setting.folder().write(wrappedKey(sale), sealed.wrappedKey());
            return sealed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OpenedEnvelope open(Sale sale) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream cipher = Files.newInputStream(envelope(sale))) {
            OpenedEnvelope opened = Envelope.open(
                    cipher,
                    plain,
                    members.consumer().party().keys().encryption().decryptor(),
                    Files.readAllBytes(wrappedKey(sale)),
                    context(sale));
            members.consumer().party().keys().receive(sale.listed().product().file(), plain.toByteArray());
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An envelope opens for this contract of this ledger only. */
    private byte[] context(Sale sale) {
        return ("shuheng contract " + sale.contract() + " of ledger "
                        + floor.exchange().ledgerId())
                .getBytes(StandardCharsets.UTF_8);
    }

    private Path envelope(Sale sale) {
        return setting.folder().deliveries().resolve("contract-" + sale.contract() + ".envelope");
    }

    private Path wrappedKey(Sale sale) {
        return setting.folder().deliveries().resolve("contract-" + sale.contract() + ".key");
    }

    private static SpecificRecord start(Ids ids, Sale sale, SealedEnvelope sealed) {
        return StartDelivery.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setContract(sale.contract())
                .setEnvelopeSm3(new Hash32(sealed.cipherSm3().bytes()))
                .setEnvelopeBytes(sealed.cipherBytes())
                .setWrappedKeySm3(new Hash32(Sm3.hash(sealed.wrappedKey())))
                .setContentSm3(new Hash32(sealed.plainSm3().bytes()))
                .setContentBytes(sealed.plainBytes())
                .build();
    }

    private static SpecificRecord receipt(Ids ids, Sale sale, OpenedEnvelope opened) {
        return SignReceipt.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setContract(sale.contract())
                .setContentSm3(new Hash32(opened.plainSm3().bytes()))
                .setContentBytes(opened.plainBytes())
                .build();
    }
}
