package io.shuheng.core.participant;

/**
 * An organisation's number in a register. Immutable.
 *
 * @param kind which register
 * @param value the number, as the register writes it
 */
public record Identifier(IdKind kind, String value) {}
