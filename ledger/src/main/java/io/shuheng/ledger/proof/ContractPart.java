package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractTemplate;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * What makes a proof file a contract file (合同文件). Immutable; arrays are copied.
 *
 * @param canonicalBytes the contract's canonical bytes, as they are sealed or countersigned
 * @param path from the contract to the root of its seal; empty where it is not sealed, alone under its seal, or negotiated
 * @param template bytes of the contract template, empty where it is not in the file
 * @param textZh the Chinese text, UTF-8
 * @param textEn the English text, UTF-8
 */
public record ContractPart(byte[] canonicalBytes, List<Sm3Hash> path, byte[] template, byte[] textZh, byte[] textEn) {

    /** Longest canonical bytes. */
    public static final int MAX_CANONICAL_LENGTH = 1 << 20;

    /** Longest text in one language, bytes. */
    public static final int MAX_TEXT_LENGTH = 1 << 20;

    /**
     * Takes copies and checks the lengths.
     *
     * @throws RecordFormatException where they are wrong
     */
    public ContractPart {
        require("contract", canonicalBytes, 1, MAX_CANONICAL_LENGTH);
        require("template", template, 0, ContractTemplate.MAX_LENGTH);
        require("textZh", textZh, 1, MAX_TEXT_LENGTH);
        require("textEn", textEn, 1, MAX_TEXT_LENGTH);
        canonicalBytes = canonicalBytes.clone();
        path = List.copyOf(path);
        template = template.clone();
        textZh = textZh.clone();
        textEn = textEn.clone();
    }

    private static void require(String field, byte[] bytes, int least, int most) {
        if (bytes.length < least || bytes.length > most) {
            throw new RecordFormatException(field + " of " + bytes.length + " bytes: " + least + ".." + most);
        }
    }

    @Override
    public byte[] canonicalBytes() {
        return canonicalBytes.clone();
    }

    @Override
    public byte[] template() {
        return template.clone();
    }

    @Override
    public byte[] textZh() {
        return textZh.clone();
    }

    @Override
    public byte[] textEn() {
        return textEn.clone();
    }
}
