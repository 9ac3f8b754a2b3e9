package io.shuheng.core.contract;

/** The languages of a contract's text. The Chinese text prevails (以中文文本为准). */
public enum ContractLanguage {
    /** Chinese in simplified characters. */
    ZH,
    /** English. */
    EN;

    String pick(String zh, String en) {
        return this == ZH ? zh : en;
    }

    /** The text of this language, or the other one where it is empty. */
    String pickPresent(String zh, String en) {
        String wanted = pick(zh, en);
        return wanted.isEmpty() ? pick(en, zh) : wanted;
    }
}
