package io.shuheng.examples.exchangeday.print;

/**
 * A text in both languages.
 *
 * @param zh Chinese
 * @param en English
 */
public record Bilingual(String zh, String en) {}
