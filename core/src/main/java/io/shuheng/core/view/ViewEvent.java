package io.shuheng.core.view;

import io.shuheng.core.record.EventKind;

/** An event with its kind looked up; what a, b and c say is in the table of kinds. */
record ViewEvent(EventKind kind, long a, long b, long c) {}
