package io.shuheng.examples.exchangeday.print;

import java.util.Locale;

/** In which language the story is told. */
public enum Language {
    /** Chinese, simplified characters. */
    ZH,
    /** English. */
    EN;

    /** Chinese where this machine speaks it, English elsewhere. */
    public static Language ofThisMachine() {
        return Locale.getDefault().getLanguage().equals("zh") ? ZH : EN;
    }

    /** Two lower-case letters, ISO 639-1. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code. */
    @Override
    public String toString() {
        return code();
    }
}
