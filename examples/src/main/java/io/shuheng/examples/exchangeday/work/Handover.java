package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.delivery.AcceptDelivery;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.member.ContractEnvelope;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.envelope.OpenedEnvelope;
import io.shuheng.crypto.envelope.SealedEnvelope;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
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
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Delivers what was bought (交付), step by step: the provider encrypts the file to the buyer, the exchange holds ciphertext
 * only; the buyer opens it, compares it, signs for it, accepts it. For one thread; each step blocks.
 */
public final class Handover {

    private final Setting setting;
    private final Floor floor;
    private final Members members;

    /** Between these members. */
    public Handover(Setting setting, Floor floor, Members members) {
        this.setting = setting;
        this.floor = floor;
        this.members = members;
    }

    /** All steps, one after the other; gives the acceptance with all that it brought about. */
    public Group complete(Sale sale) {
        start(sale, encrypt(sale));
        receive(sale, open(sale));
        return accept(sale);
    }

    /** The newest certificate to encrypt to that the buyer has brought, as the ledger has it. */
    private Certificate recipient(Sale sale) {
        return floor.register().encryptionCertificate(sale.trade().getBuyer());
    }

    /** The provider encrypts the file to the buyer's key. */
    public SealedEnvelope encrypt(Sale sale) {
        Certificate buyer = recipient(sale);
        byte[] content = setting.catalogue().content(sale.listed().product());
        ByteArrayOutputStream cipher = new ByteArrayOutputStream();
        try {
            SealedEnvelope sealed = contractEnvelope(sale)
                    .seal(
                            new ByteArrayInputStream(content),
                            content.length,
                            cipher,
                            buyer.publicKey(),
                            seller(sale).party().keys().crypto());
            setting.folder().write(envelope(sale), cipher.toByteArray());
            setting.folder().write(wrappedKey(sale), sealed.wrappedKey());
            return sealed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The provider says what it has put there for the buyer to fetch. */
    public Group start(Sale sale, SealedEnvelope sealed) {
        return seller(sale).send(ids -> delivery(ids, sale, sealed).build());
    }

    /** The command with which the provider says so. */
    public StartDelivery.Builder delivery(Ids ids, Sale sale, SealedEnvelope sealed) {
        return contractEnvelope(sale)
                .delivery(sealed, recipient(sale))
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs());
    }

    /**
     * The buyer opens it and compares it with what was listed.
     *
     * @throws StoryBrokenException where it is something else
     */
    public OpenedEnvelope open(Sale sale) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream cipher = Files.newInputStream(envelope(sale))) {
            OpenedEnvelope opened = contractEnvelope(sale)
                    .open(
                            cipher,
                            plain,
                            buyer(sale).party().keys().encryption().decryptor(),
                            Files.readAllBytes(wrappedKey(sale)));
            requireAsListed(sale, opened.plainSm3());
            buyer(sale).party().keys().receive(sale.listed().product().file(), plain.toByteArray());
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireAsListed(Sale sale, Sm3Hash delivered) {
        if (!delivered.equals(sale.listed().registered().facts().contentSm3())) {
            throw new StoryBrokenException(
                    "contract " + sale.contract() + ": what was delivered is not what was listed");
        }
    }

    /** The buyer signs for it (签收). */
    public Group receive(Sale sale, OpenedEnvelope opened) {
        return buyer(sale)
                .send(ids -> contractEnvelope(sale)
                        .receipt(opened)
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .build());
    }

    /** The buyer accepts it (验收), which settles it. */
    public Group accept(Sale sale) {
        return buyer(sale).send(ids -> new AcceptDelivery(ids.clientId(), ids.notAfterNs(), sale.contract()));
    }

    /** Who delivers. */
    public Member seller(Sale sale) {
        return members.numbered(sale.trade().getSeller());
    }

    /** Who receives, whoever has ordered for it. */
    public Member buyer(Sale sale) {
        return members.numbered(sale.trade().getBuyer());
    }

    private ContractEnvelope contractEnvelope(Sale sale) {
        return new ContractEnvelope(floor.exchange().ledgerId(), sale.contract());
    }

    private Path envelope(Sale sale) {
        return setting.folder().deliveries().resolve("contract-" + sale.contract() + ".envelope");
    }

    private Path wrappedKey(Sale sale) {
        return setting.folder().deliveries().resolve("contract-" + sale.contract() + ".key");
    }
}
