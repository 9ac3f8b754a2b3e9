package io.shuheng.core.view;

/**
 * A text in Chinese and in English; one of them may be empty. Immutable.
 *
 * @param zh in Chinese
 * @param en in English
 */
public record Bilingual(String zh, String en) {}
