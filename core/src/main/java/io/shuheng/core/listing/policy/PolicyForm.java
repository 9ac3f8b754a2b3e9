package io.shuheng.core.listing.policy;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The one form of a policy within the profile: each operand with its operators and values, each list in its order. */
final class PolicyForm {

    private static final Pattern PRODUCT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MAX_RULES = 64;
    private static final int MAX_CONSTRAINTS = 16;
    private static final int MAX_TEXTS = 256;
    private static final int MAX_TEXT_LENGTH = 128;

    private static final Set<PolicyOperator> OF_NUMBERS = EnumSet.of(
            PolicyOperator.EQ,
            PolicyOperator.NEQ,
            PolicyOperator.GT,
            PolicyOperator.GTEQ,
            PolicyOperator.LT,
            PolicyOperator.LTEQ);
    private static final Set<PolicyOperator> OF_ONE_TEXT =
            EnumSet.of(PolicyOperator.EQ, PolicyOperator.NEQ, PolicyOperator.IS_A, PolicyOperator.IS_PART_OF);
    private static final Set<PolicyOperator> OF_TEXTS = EnumSet.of(PolicyOperator.IS_ANY_OF, PolicyOperator.IS_NONE_OF);
    private static final Set<PolicyOperator> OF_SETS = EnumSet.of(
            PolicyOperator.IS_PART_OF, PolicyOperator.IS_ALL_OF, PolicyOperator.IS_ANY_OF, PolicyOperator.IS_NONE_OF);

    private PolicyForm() {}

    static void require(UsagePolicyTerms terms) {
        require(PRODUCT_ID.matcher(terms.getProductId()).matches(), "productId", terms.getProductId());
        require(
                !terms.getRules().isEmpty() && terms.getRules().size() <= MAX_RULES,
                "rules",
                terms.getRules().size());
        RuleKind previous = RuleKind.PERMIT;
        for (int i = 0; i < terms.getRules().size(); i++) {
            PolicyRule rule = terms.getRules().get(i);
            require(rule.getKind().compareTo(previous) >= 0, "rules[" + i + "].kind", rule.getKind());
            requireRule("rules[" + i + "]", rule);
            previous = rule.getKind();
        }
    }

    private static void requireRule(String at, PolicyRule rule) {
        requireRising(at + ".actions", rule.getActions());
        requireRising(at + ".duties", rule.getDuties());
        boolean acts = !rule.getActions().isEmpty();
        boolean obliges = !rule.getDuties().isEmpty();
        boolean fits = switch (rule.getKind()) {
            case PERMIT -> acts;
            case PROHIBIT -> acts && !obliges;
            case DUTY -> !acts && obliges;
        };
        require(fits, at + ".kind", rule.getKind());
        List<PolicyConstraint> constraints = rule.getConstraints();
        require(constraints.size() <= MAX_CONSTRAINTS, at + ".constraints", constraints.size());
        for (int i = 0; i < constraints.size(); i++) {
            requireConstraint(at + ".constraints[" + i + "]", constraints.get(i));
        }
    }

    private static void requireConstraint(String at, PolicyConstraint constraint) {
        LeftOperand operand = constraint.getLeftOperand();
        PolicyOperator operator = constraint.getOperator();
        int texts = constraint.getTexts().size();
        if (Constraint.isNumber(operand)) {
            require(OF_NUMBERS.contains(operator), at + ".operator", operator);
            require(constraint.getNumber() >= 0, at + ".number", constraint.getNumber());
            require(texts == 0, at + ".texts", texts);
            return;
        }
        require(constraint.getNumber() == 0, at + ".number", constraint.getNumber());
        if (operand == LeftOperand.COLUMNS) {
            require(OF_SETS.contains(operator), at + ".operator", operator);
        } else {
            require(OF_ONE_TEXT.contains(operator) || OF_TEXTS.contains(operator), at + ".operator", operator);
            require(texts == 1 || !OF_ONE_TEXT.contains(operator), at + ".texts", texts);
        }
        require(texts >= 1 && texts <= MAX_TEXTS, at + ".texts", texts);
        requireRising(at + ".texts", constraint.getTexts());
        constraint.getTexts().forEach(text -> requireText(at + ".texts", text));
    }

    private static void requireText(String at, String text) {
        boolean fits = !text.isEmpty()
                && text.length() <= MAX_TEXT_LENGTH
                && text.chars().noneMatch(Character::isISOControl)
                && text.equals(text.strip())
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        require(fits, at, text.length() + " characters");
    }

    private static <T extends Comparable<? super T>> void requireRising(String at, List<T> values) {
        for (int i = 1; i < values.size(); i++) {
            require(values.get(i - 1).compareTo(values.get(i)) < 0, at, values.get(i));
        }
    }

    private static void require(boolean holds, String at, Object value) {
        if (!holds) {
            throw new MalformedPolicyException(at + " " + value + ": not in the profile");
        }
    }
}
