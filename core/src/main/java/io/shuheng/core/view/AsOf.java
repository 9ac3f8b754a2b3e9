package io.shuheng.core.view;

/**
 * An answer with the moment it is true of. Immutable where its value is, as those of this package are.
 *
 * @param <T> what was asked for
 * @param sequence sequence of the last record that the answer takes into account; -1 before the first
 * @param value the answer
 */
public record AsOf<T>(long sequence, T value) {}
