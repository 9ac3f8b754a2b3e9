package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;

/**
 * The text of a contract with places for its fields, in Chinese and in English, and what it decides itself as machine
 * fields (合同模板). Data, not code: known by the SM3 of its bytes, which instruments, orders and contracts name.
 * Immutable, thread-safe.
 *
 * <p>The bytes are UTF-8 with LF: a first line {@code shuheng-contract-template 1}, one {@code name: value} line for
 * each clause in a fixed order (see {@link TemplateHeader}), {@code === zh} with the Chinese text, {@code === en} with
 * the English one. A place for a field is its name in braces (see {@link ContractFields}); braces mean nothing else.
 */
public final class ContractTemplate {

    /** Largest template, bytes. */
    public static final int MAX_LENGTH = 256 * 1024;

    private static final String BUNDLED_DATA_PROVISION = "data-provision-1.txt";
    private static final String START_ZH = "=== zh\n";
    private static final String START_EN = "\n=== en\n";

    private final Sm3Hash sm3;
    private final TemplateHeader header;
    private final TemplateBody<ContractTerms> zh;
    private final TemplateBody<ContractTerms> en;

    private ContractTemplate(
            Sm3Hash sm3, TemplateHeader header, TemplateBody<ContractTerms> zh, TemplateBody<ContractTerms> en) {
        this.sm3 = sm3;
        this.header = header;
        this.zh = zh;
        this.en = en;
    }

    /**
     * Reads a template.
     *
     * @throws ContractException TEMPLATE_MALFORMED or UNKNOWN_PLACEHOLDER
     */
    public static ContractTemplate parse(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw malformed(bytes.length + " bytes, at most " + MAX_LENGTH);
        }
        String text = TemplateText.decode(bytes);
        int startZh = text.indexOf(START_ZH);
        int startEn = text.indexOf(START_EN);
        if (startZh < 0 || startEn < startZh + START_ZH.length()) {
            throw malformed("no Chinese text, or no English text behind it");
        }
        String chinese = text.substring(startZh + START_ZH.length(), startEn + 1);
        String english = text.substring(startEn + START_EN.length());
        if (english.isEmpty()) {
            throw malformed("the English text is empty");
        }
        return new ContractTemplate(
                Sm3Hash.of(Sm3.hash(bytes)),
                TemplateHeader.parse(text.substring(0, startZh)),
                TemplateBody.parse(chinese, ContractFields::field),
                TemplateBody.parse(english, ContractFields::field));
    }

    /** The bytes of the data provision contract (数据提供合同) that comes with the library; a copy. */
    public static byte[] bundledDataProvision() {
        return TemplateText.bundled(BUNDLED_DATA_PROVISION);
    }

    /** SM3 of the template's bytes. */
    public Sm3Hash sm3() {
        return sm3;
    }

    /** Which of the four types of contract it makes. */
    public ContractType contractType() {
        return header.contractType();
    }

    /** What the template decides, as fields. */
    public ContractClauses clauses() {
        return header.clauses();
    }

    TemplateBody<ContractTerms> body(ContractLanguage language) {
        return language == ContractLanguage.ZH ? zh : en;
    }

    static ContractException malformed(String message) {
        return new ContractException(Code.TEMPLATE_MALFORMED, "template: " + message);
    }
}
