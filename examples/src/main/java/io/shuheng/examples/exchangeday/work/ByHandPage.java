package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.contract.ContractText;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.examples.exchangeday.print.Language;
import io.shuheng.examples.exchangeday.print.Page;
import io.shuheng.examples.exchangeday.stage.DayFolder;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes what somebody needs to check one contract by hand, with OpenSSL alone: the bytes that were signed, the
 * signatures in DER, the buyer's certificate, and a page with each line to type and what it must print. Blocks.
 */
public final class ByHandPage {

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final DayFolder folder;
    private final Floor floor;
    private final Certificate operator;

    /** Over an open exchange. */
    public ByHandPage(DayFolder folder, Floor floor, Certificate operator) {
        this.folder = folder;
        this.floor = floor;
        this.operator = operator;
    }

    /**
     * Writes the page of a contract, in both languages.
     *
     * @param buyer the signing certificate of the buyer, which has sent the order itself
     * @param batch the batch that has this one contract
     */
    public void write(Sale sale, Certificate buyer, SealedBatch batch) {
        if (batch.seal().size() != 1) {
            throw new StoryBrokenException("contract " + sale.contract() + ": not alone under its seal");
        }
        Contract contract = batch.batch().contract(sale.contract());
        Map<String, Object> values = new HashMap<>();
        values.put("contract", sale.contract());
        values.put("operatorSm3", operator.sm3());
        values.put("atSeconds", sale.order().timeNs() / NS_PER_SECOND);
        texts(contract, values);
        seal(sale, batch.seal(), values);
        order(sale, buyer, values);
        for (Language language : Language.values()) {
            String name = "check-by-hand." + language.code() + ".md";
            folder.write(
                    folder.contracts().resolve(name),
                    Page.in(language, "by-hand").fill(values));
        }
    }

    private static void texts(Contract contract, Map<String, Object> values) {
        ContractText text = contract.terms().getText();
        values.put("textZhSm3", hex(text.getTextZhSm3()));
        values.put("textEnSm3", hex(text.getTextEnSm3()));
    }

    private void seal(Sale sale, ContractSeal seal, Map<String, Object> values) {
        values.put("root", seal.root());
        folder.write(file("seal", sale, "bin"), seal.signedBytes());
        folder.write(
                file("seal", sale, "sig"), Sm2Signature.ofRaw(seal.signature()).der());
    }

    private void order(Sale sale, Certificate buyer, Map<String, Object> values) {
        Group order = sale.order();
        byte[] command = order.body().command();
        Sm3Hash ledgerId = floor.exchange().ledgerId();
        Sm3Hash termsHash =
                floor.exchange().instruments().termsHash(sale.listed().instrument());
        values.put("ledgerId", ledgerId);
        values.put("termsHash", termsHash);
        values.put("commandBytes", command.length);
        values.put("commandSm3", Sm3Hash.of(Sm3.hash(command)));
        byte[] signature = AvroBytes.copyOf(order.body().authentication().getSignature());
        folder.write(file("order", sale, "bin"), SigningBytes.of(ledgerId, order.kind(), termsHash, command));
        folder.write(file("order", sale, "sig"), Sm2Signature.ofRaw(signature).der());
        folder.write(file("order", sale, "pem"), buyer.pem());
    }

    private Path file(String what, Sale sale, String form) {
        return folder.contracts().resolve(what + "-" + sale.contract() + "." + form);
    }

    private static Sm3Hash hex(Hash32 hash) {
        return Sm3Hash.of(hash.bytes());
    }
}
