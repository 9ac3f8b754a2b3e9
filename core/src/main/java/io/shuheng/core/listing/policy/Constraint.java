package io.shuheng.core.listing.policy;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A constraint in order: what is compared, how, with what. Immutable.
 *
 * @param leftOperand what is looked at
 * @param operator how it compares
 * @param number for operands that are numbers
 * @param texts for operands that are texts or sets
 */
record Constraint(LeftOperand leftOperand, PolicyOperator operator, long number, List<String> texts) {

    static Constraint of(PolicyConstraint terms) {
        return new Constraint(
                terms.getLeftOperand(), terms.getOperator(), terms.getNumber(), List.copyOf(terms.getTexts()));
    }

    /** Whether an operand is a number. */
    static boolean isNumber(LeftOperand operand) {
        return switch (operand) {
            case DATE_TIME, ELAPSED_TIME, COUNT, COUNT_PER_DAY, VOLUME, PAY_AMOUNT, RETENTION -> true;
            case SCENARIO, SPATIAL, RECIPIENT, ENVIRONMENT, COLUMNS -> false;
        };
    }

    /** Whether it holds; {@code whereUnknown} where the request does not state what it looks at. */
    boolean holds(UseCounters counters, UseRequest request, boolean whereUnknown) {
        if (isNumber(leftOperand)) {
            return holdsForNumber(numberIn(counters, request));
        }
        if (leftOperand == LeftOperand.COLUMNS) {
            return request.columns().isEmpty() ? whereUnknown : holdsForSet(request.columns());
        }
        String text = textIn(request);
        return text.isEmpty() ? whereUnknown : holdsForText(text);
    }

    /** Counts include the use that is decided; a sum beyond all numbers stays at the largest. */
    private long numberIn(UseCounters counters, UseRequest request) {
        return switch (leftOperand) {
            case DATE_TIME -> request.timeNs();
            case ELAPSED_TIME -> counters.elapsedDays();
            case COUNT -> sum(counters.count(), 1);
            case COUNT_PER_DAY -> sum(counters.countToday(), 1);
            case VOLUME -> sum(counters.volumeBytes(), request.volumeBytes());
            case PAY_AMOUNT -> counters.paidFen();
            case RETENTION -> request.retentionDays();
            case SCENARIO, SPATIAL, RECIPIENT, ENVIRONMENT, COLUMNS ->
                throw new IllegalStateException(leftOperand + ": no number");
        };
    }

    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private String textIn(UseRequest request) {
        return switch (leftOperand) {
            case SCENARIO -> request.scenario();
            case SPATIAL -> request.spatial();
            case RECIPIENT -> request.recipient();
            case ENVIRONMENT -> request.environment();
            case DATE_TIME, ELAPSED_TIME, COUNT, COUNT_PER_DAY, VOLUME, PAY_AMOUNT, RETENTION, COLUMNS ->
                throw new IllegalStateException(leftOperand + ": no text");
        };
    }

    private boolean holdsForNumber(long value) {
        return switch (operator) {
            case EQ -> value == number;
            case NEQ -> value != number;
            case GT -> value > number;
            case GTEQ -> value >= number;
            case LT -> value < number;
            case LTEQ -> value <= number;
            case IS_A, IS_PART_OF, IS_ALL_OF, IS_ANY_OF, IS_NONE_OF -> throw new IllegalStateException(misfit());
        };
    }

    private boolean holdsForText(String value) {
        return switch (operator) {
            case EQ -> value.equals(texts.get(0));
            case NEQ -> !value.equals(texts.get(0));
            case IS_A, IS_PART_OF -> value.equals(texts.get(0)) || value.startsWith(texts.get(0) + "/");
            case IS_ANY_OF -> texts.contains(value);
            case IS_NONE_OF -> !texts.contains(value);
            case IS_ALL_OF, GT, GTEQ, LT, LTEQ -> throw new IllegalStateException(misfit());
        };
    }

    private boolean holdsForSet(Set<String> values) {
        return switch (operator) {
            case IS_PART_OF -> texts.containsAll(values);
            case IS_ALL_OF -> values.containsAll(texts);
            case IS_ANY_OF -> !Collections.disjoint(values, texts);
            case IS_NONE_OF -> Collections.disjoint(values, texts);
            case EQ, NEQ, IS_A, GT, GTEQ, LT, LTEQ -> throw new IllegalStateException(misfit());
        };
    }

    private String misfit() {
        return operator + " of " + leftOperand;
    }
}
