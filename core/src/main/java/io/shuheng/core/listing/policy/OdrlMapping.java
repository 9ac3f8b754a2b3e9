package io.shuheng.core.listing.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The policy as ODRL 2.2 (W3C Recommendation, 15 February 2018): a Set with permissions, prohibitions and obligations.
 * Terms that ODRL's common vocabulary has are its own; the others are in a profile of ours, under a URN.
 */
final class OdrlMapping {

    private static final String PROFILE = "urn:shuheng:usage:1";
    private static final String PREFIX = "shuheng:";
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int FEN_PER_YUAN = 100;

    private OdrlMapping() {}

    static String write(UsagePolicy policy) {
        Map<String, Object> odrl = new TreeMap<>();
        odrl.put(
                "@context",
                List.of(
                        "http://www.w3.org/ns/odrl.jsonld",
                        Map.of("shuheng", PROFILE + ":", "xsd", "http://www.w3.org/2001/XMLSchema#")));
        odrl.put("@type", "Set");
        odrl.put("profile", PROFILE);
        odrl.put("target", "urn:shuheng:product:" + policy.productId());
        odrl.put("uid", "urn:shuheng:policy:" + policy.sm3().hex());
        putRules(odrl, "permission", policy, RuleKind.PERMIT);
        putRules(odrl, "prohibition", policy, RuleKind.PROHIBIT);
        putRules(odrl, "obligation", policy, RuleKind.DUTY);
        return JsonText.of(odrl);
    }

    private static void putRules(Map<String, Object> odrl, String name, UsagePolicy policy, RuleKind kind) {
        List<Object> rules = new ArrayList<>();
        for (UsagePolicy.Rule rule : policy.rules()) {
            if (rule.kind() == kind) {
                rules.add(rule(rule));
            }
        }
        if (!rules.isEmpty()) {
            odrl.put(name, rules);
        }
    }

    private static Map<String, Object> rule(UsagePolicy.Rule rule) {
        Map<String, Object> odrl = new TreeMap<>();
        if (rule.kind() == RuleKind.DUTY) {
            odrl.put("action", rule.duties().stream().map(OdrlMapping::term).toList());
        } else {
            odrl.put("action", rule.actions().stream().map(OdrlMapping::term).toList());
            putUnlessEmpty(
                    odrl,
                    "duty",
                    rule.duties().stream()
                            .map(duty -> Map.of("action", term(duty)))
                            .toList());
        }
        putUnlessEmpty(
                odrl,
                "constraint",
                rule.constraints().stream().map(OdrlMapping::constraint).toList());
        return odrl;
    }

    private static void putUnlessEmpty(Map<String, Object> odrl, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            odrl.put(name, values);
        }
    }

    private static Map<String, Object> constraint(Constraint constraint) {
        Map<String, Object> odrl = new TreeMap<>();
        odrl.put("leftOperand", term(constraint.leftOperand()));
        odrl.put("operator", term(constraint.operator()));
        odrl.put("rightOperand", rightOperand(constraint));
        if (constraint.leftOperand() == LeftOperand.PAY_AMOUNT) {
            odrl.put("unit", "urn:iso:std:iso:4217:CNY");
        } else if (constraint.leftOperand() == LeftOperand.VOLUME) {
            odrl.put("unit", PREFIX + "byte");
        }
        return odrl;
    }

    private static Object rightOperand(Constraint constraint) {
        long number = constraint.number();
        return switch (constraint.leftOperand()) {
            case DATE_TIME -> typed(instant(number), "xsd:dateTime");
            case ELAPSED_TIME, RETENTION -> typed("P" + number + "D", "xsd:duration");
            case COUNT, COUNT_PER_DAY, VOLUME -> typed(Long.toString(number), "xsd:integer");
            case PAY_AMOUNT -> typed(yuan(number), "xsd:decimal");
            case SCENARIO, SPATIAL, RECIPIENT, ENVIRONMENT, COLUMNS ->
                constraint.texts().size() == 1 ? constraint.texts().get(0) : constraint.texts();
        };
    }

    private static Map<String, String> typed(String value, String type) {
        return Map.of("@type", type, "@value", value);
    }

    private static String instant(long timeNs) {
        return Instant.ofEpochSecond(timeNs / NANOS_PER_SECOND, timeNs % NANOS_PER_SECOND)
                .toString();
    }

    private static String yuan(long fen) {
        long rest = fen % FEN_PER_YUAN;
        return fen / FEN_PER_YUAN + (rest < 10 ? ".0" : ".") + rest;
    }

    private static String term(PolicyAction action) {
        return switch (action) {
            case READ -> "read";
            case AGGREGATE -> "aggregate";
            case TRANSFORM -> "transform";
            case ANONYMIZE -> "anonymize";
            case DERIVE -> "derive";
            case DISTRIBUTE -> "distribute";
            case DISPLAY -> "display";
            case DELETE -> "delete";
            case QUERY -> PREFIX + "query";
            case DOWNLOAD -> PREFIX + "download";
            case TRAIN -> PREFIX + "train";
            case INFER -> PREFIX + "infer";
            case EVALUATE -> PREFIX + "evaluate";
            case SUBLICENSE -> PREFIX + "sublicense";
        };
    }

    private static String term(PolicyDuty duty) {
        return switch (duty) {
            case PAY -> "compensate";
            case ATTRIBUTE -> "attribute";
            case OBTAIN_CONSENT -> "obtainConsent";
            case REPORT_USAGE -> PREFIX + "reportUsage";
            case DELETE_AFTER -> PREFIX + "deleteAfter";
            case NOTIFY_BREACH -> PREFIX + "notifyBreach";
            case ALLOW_AUDIT -> PREFIX + "allowAudit";
        };
    }

    private static String term(LeftOperand operand) {
        return switch (operand) {
            case DATE_TIME -> "dateTime";
            case ELAPSED_TIME -> "elapsedTime";
            case COUNT -> "count";
            case PAY_AMOUNT -> "payAmount";
            case SPATIAL -> "spatial";
            case RECIPIENT -> "recipient";
            case SCENARIO -> PREFIX + "scenario";
            case COUNT_PER_DAY -> PREFIX + "countPerDay";
            case VOLUME -> PREFIX + "volume";
            case ENVIRONMENT -> PREFIX + "environment";
            case COLUMNS -> PREFIX + "columns";
            case RETENTION -> PREFIX + "retention";
        };
    }

    private static String term(PolicyOperator operator) {
        return switch (operator) {
            case EQ -> "eq";
            case NEQ -> "neq";
            case GT -> "gt";
            case GTEQ -> "gteq";
            case LT -> "lt";
            case LTEQ -> "lteq";
            case IS_A -> "isA";
            case IS_PART_OF -> "isPartOf";
            case IS_ALL_OF -> "isAllOf";
            case IS_ANY_OF -> "isAnyOf";
            case IS_NONE_OF -> "isNoneOf";
        };
    }
}
