package io.shuheng.core.view;

import io.shuheng.core.record.EventKind;

/**
 * An event with its kind looked up. Immutable.
 *
 * @param kind what happened
 * @param a as the table of kinds says of this one, like b and c
 * @param b second value
 * @param c third value
 */
public record ViewEvent(EventKind kind, long a, long b, long c) {}
