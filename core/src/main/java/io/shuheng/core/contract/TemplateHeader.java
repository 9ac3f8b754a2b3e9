package io.shuheng.core.contract;

/**
 * What a template decides, read from the lines before its texts. Each name stands once, in this order: contractType,
 * derivativesOwner, subProcessing, afterEnd, useIsNotAcceptance, objectionAnswerDays, confidentialityYears,
 * incidentNoticeHours, deletionDays, penaltyBpPerDay, liabilityCapPercent, cureDays, forceMajeureDays, forumKind, forumZh,
 * forumEn. Numbers are decimal without signs or leading zeros.
 *
 * @param contractType which of the four types it makes
 * @param clauses what it decides
 */
record TemplateHeader(ContractType contractType, ContractClauses clauses) {

    private static final String FIRST_LINE = "shuheng-contract-template 1";

    static TemplateHeader parse(String text) {
        Lines lines = new Lines(text);
        if (!lines.next().equals(FIRST_LINE)) {
            throw ContractTemplate.malformed("the first line is not \"" + FIRST_LINE + "\"");
        }
        ContractType type = lines.symbol("contractType", ContractType.class);
        ContractClauses clauses = ContractClauses.newBuilder()
                .setDerivativesOwner(lines.symbol("derivativesOwner", DerivativesOwner.class))
                .setSubProcessing(lines.symbol("subProcessing", SubProcessing.class))
                .setAfterEnd(lines.symbol("afterEnd", AfterEnd.class))
                .setUseIsNotAcceptance(lines.flag("useIsNotAcceptance"))
                .setObjectionAnswerDays(lines.number("objectionAnswerDays", 365))
                .setConfidentialityYears(lines.number("confidentialityYears", 100))
                .setIncidentNoticeHours(lines.number("incidentNoticeHours", 720))
                .setDeletionDays(lines.number("deletionDays", 365))
                .setPenaltyBpPerDay(lines.number("penaltyBpPerDay", 10_000))
                .setLiabilityCapPercent(lines.number("liabilityCapPercent", 10_000))
                .setCureDays(lines.number("cureDays", 365))
                .setForceMajeureDays(lines.number("forceMajeureDays", 3650))
                .setForumKind(lines.symbol("forumKind", ForumKind.class))
                .setForumZh(lines.value("forumZh"))
                .setForumEn(lines.value("forumEn"))
                .build();
        lines.requireEnd();
        return new TemplateHeader(type, clauses);
    }

    /** The header's lines, each taken once. */
    private static final class Lines {

        private static final int MAX_DIGITS = 6;

        private final String text;
        private int at;

        Lines(String text) {
            this.text = text;
        }

        String next() {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                throw ContractTemplate.malformed("the lines before the Chinese text end too early");
            }
            String line = text.substring(at, end);
            at = end + 1;
            return line;
        }

        String value(String name) {
            String line = next();
            String start = name + ": ";
            if (!line.startsWith(start) || line.length() == start.length()) {
                throw ContractTemplate.malformed("expected \"" + start + "...\", found \"" + line + "\"");
            }
            return line.substring(start.length());
        }

        int number(String name, int max) {
            String value = value(name);
            boolean digits = value.length() <= MAX_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || (value.charAt(0) == '0' && value.length() > 1) || Integer.parseInt(value) > max) {
                throw ContractTemplate.malformed(name + " " + value + ": not a number in 0.." + max);
            }
            return Integer.parseInt(value);
        }

        boolean flag(String name) {
            String value = value(name);
            return switch (value) {
                case "true" -> true;
                case "false" -> false;
                default -> throw ContractTemplate.malformed(name + " " + value + ": neither true nor false");
            };
        }

        <E extends Enum<E>> E symbol(String name, Class<E> type) {
            String value = value(name);
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(value)) {
                    return constant;
                }
            }
            throw ContractTemplate.malformed(name + " " + value + ": not a " + type.getSimpleName());
        }

        void requireEnd() {
            if (at != text.length()) {
                throw ContractTemplate.malformed("a line too many before the Chinese text");
            }
        }
    }
}
