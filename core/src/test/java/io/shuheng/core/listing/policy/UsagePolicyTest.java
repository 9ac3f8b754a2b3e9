package io.shuheng.core.listing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.AvroBytes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UsagePolicyTest {

    private static final long TIME_NS = 1_767_574_800_000_000_000L;

    @Test
    void permitsWhatAPermissionCovers() {
        UsagePolicy policy = policy(permit(PolicyAction.READ));
        assertThat(policy.decide(UseCounters.NONE, request(PolicyAction.READ))).isEqualTo(new Decision.Permit());
    }

    @Test
    void deniesWhatNoPermissionCovers() {
        UsagePolicy policy = policy(permit(PolicyAction.READ));
        assertDenied(policy, request(PolicyAction.TRAIN), DenialCode.NO_PERMISSION);
    }

    @Test
    void letsAProhibitionOverrideAPermission() {
        UsagePolicy policy = policy(permit(PolicyAction.READ), prohibit(PolicyAction.READ));
        assertDenied(policy, request(PolicyAction.READ), DenialCode.PROHIBITED);
    }

    @Test
    void keepsAProhibitionWhereTheRequestDoesNotSayWhatItLooksAt() {
        UsagePolicy policy = policy(
                permit(PolicyAction.READ),
                prohibit(PolicyAction.READ, texts(LeftOperand.SPATIAL, PolicyOperator.IS_PART_OF, "US")));
        assertDenied(policy, request(PolicyAction.READ, "", ""), DenialCode.PROHIBITED);
        assertThat(policy.decide(UseCounters.NONE, request(PolicyAction.READ, "", "CN/11")))
                .isEqualTo(new Decision.Permit());
    }

    @Test
    void givesNoPermissionWhereTheRequestDoesNotSayWhatItLooksAt() {
        UsagePolicy policy =
                policy(permit(PolicyAction.READ, texts(LeftOperand.SCENARIO, PolicyOperator.EQ, "CREDIT_RISK")));
        assertDenied(policy, request(PolicyAction.READ, "", ""), DenialCode.SCENARIO_DENIED);
    }

    static Stream<Arguments> placeCases() {
        return Stream.of(
                Arguments.of(PolicyOperator.EQ, "CN/11", "CN/11", true),
                Arguments.of(PolicyOperator.EQ, "CN/11", "CN/12", false),
                Arguments.of(PolicyOperator.NEQ, "CN/11", "CN/12", true),
                Arguments.of(PolicyOperator.NEQ, "CN/11", "CN/11", false),
                Arguments.of(PolicyOperator.IS_PART_OF, "CN/11", "CN/11", true),
                Arguments.of(PolicyOperator.IS_PART_OF, "CN/11", "CN/11/0105", true),
                Arguments.of(PolicyOperator.IS_PART_OF, "CN/11", "CN/110", false),
                Arguments.of(PolicyOperator.IS_A, "CN", "CN/11", true),
                Arguments.of(PolicyOperator.IS_ANY_OF, "CN", "CN", true),
                Arguments.of(PolicyOperator.IS_ANY_OF, "CN", "HK", false),
                Arguments.of(PolicyOperator.IS_NONE_OF, "CN", "HK", true),
                Arguments.of(PolicyOperator.IS_NONE_OF, "CN", "CN", false));
    }

    @ParameterizedTest
    @MethodSource("placeCases")
    void comparesPlaces(PolicyOperator operator, String operand, String place, boolean permitted) {
        UsagePolicy policy = policy(permit(PolicyAction.READ, texts(LeftOperand.SPATIAL, operator, operand)));
        assertThat(policy.decide(UseCounters.NONE, request(PolicyAction.READ, "", place)) instanceof Decision.Permit)
                .isEqualTo(permitted);
    }

    static Stream<Arguments> columnCases() {
        return Stream.of(
                Arguments.of(PolicyOperator.IS_PART_OF, Set.of("a"), true),
                Arguments.of(PolicyOperator.IS_PART_OF, Set.of("a", "c"), false),
                Arguments.of(PolicyOperator.IS_ALL_OF, Set.of("a", "b", "c"), true),
                Arguments.of(PolicyOperator.IS_ALL_OF, Set.of("a"), false),
                Arguments.of(PolicyOperator.IS_ANY_OF, Set.of("a", "c"), true),
                Arguments.of(PolicyOperator.IS_ANY_OF, Set.of("c"), false),
                Arguments.of(PolicyOperator.IS_NONE_OF, Set.of("c"), true),
                Arguments.of(PolicyOperator.IS_NONE_OF, Set.of("b", "c"), false),
                Arguments.of(PolicyOperator.IS_PART_OF, Set.of(), false));
    }

    @ParameterizedTest
    @MethodSource("columnCases")
    void comparesColumnsAsASet(PolicyOperator operator, Set<String> requested, boolean permitted) {
        UsagePolicy policy = policy(permit(PolicyAction.QUERY, texts(LeftOperand.COLUMNS, operator, "a", "b")));
        UseRequest request = new UseRequest(PolicyAction.QUERY, TIME_NS, "", "", "", "", requested, 0, 0, Set.of());
        assertThat(policy.decide(UseCounters.NONE, request) instanceof Decision.Permit)
                .isEqualTo(permitted);
    }

    @Property
    void permitsExactlyAsManyUsesAsItSays(@ForAll @LongRange(min = 0, max = 50) long limit) {
        UsagePolicy policy = policy(permit(PolicyAction.READ, number(LeftOperand.COUNT, PolicyOperator.LTEQ, limit)));
        long uses = 0;
        while (policy.decide(new UseCounters(uses, 0, 0, 0, 0), request(PolicyAction.READ))
                instanceof Decision.Permit) {
            uses++;
        }
        assertThat(uses).isEqualTo(limit);
    }

    @Property
    void comparesNumbersAsTheirOperatorsSay(
            @ForAll @LongRange(min = 0) long limit, @ForAll @LongRange(min = 0) long days) {
        UseCounters counters = new UseCounters(0, 0, 0, 0, days);
        for (PolicyOperator operator : EnumSet.range(PolicyOperator.EQ, PolicyOperator.LTEQ)) {
            UsagePolicy policy = policy(permit(PolicyAction.READ, number(LeftOperand.ELAPSED_TIME, operator, limit)));
            boolean expected = switch (operator) {
                case EQ -> days == limit;
                case NEQ -> days != limit;
                case GT -> days > limit;
                case GTEQ -> days >= limit;
                case LT -> days < limit;
                default -> days <= limit;
            };
            assertThat(policy.decide(counters, request(PolicyAction.READ)) instanceof Decision.Permit)
                    .isEqualTo(expected);
        }
    }

    @Test
    void staysAtTheLargestVolumeInsteadOfWrapping() {
        UsagePolicy policy = policy(permit(PolicyAction.READ, number(LeftOperand.VOLUME, PolicyOperator.LTEQ, 1000)));
        UseRequest request = new UseRequest(PolicyAction.READ, TIME_NS, "", "", "", "", Set.of(), 10, 0, Set.of());
        assertThat(policy.decide(new UseCounters(0, 0, Long.MAX_VALUE, 0, 0), request))
                .isEqualTo(new Decision.Deny(DenialCode.VOLUME_DENIED));
    }

    @Test
    void asksForDutiesFirst() {
        PolicyRule rule = permit(PolicyAction.READ);
        UsagePolicy policy = policy(
                new PolicyRule(
                        rule.getKind(), rule.getActions(), rule.getConstraints(), List.of(PolicyDuty.OBTAIN_CONSENT)),
                new PolicyRule(RuleKind.DUTY, List.of(), List.of(), List.of(PolicyDuty.PAY)));
        assertThat(policy.decide(UseCounters.NONE, request(PolicyAction.READ)))
                .isEqualTo(new Decision.NeedsDuty(List.of(PolicyDuty.PAY, PolicyDuty.OBTAIN_CONSENT)));
        UseRequest fulfilled = new UseRequest(
                PolicyAction.READ,
                TIME_NS,
                "",
                "",
                "",
                "",
                Set.of(),
                0,
                0,
                Set.of(PolicyDuty.PAY, PolicyDuty.OBTAIN_CONSENT));
        assertThat(policy.decide(UseCounters.NONE, fulfilled)).isEqualTo(new Decision.Permit());
    }

    @Test
    void writesOneOdrlTextForEachPolicy() {
        UsagePolicy policy = policy(
                permit(
                        PolicyAction.READ,
                        texts(LeftOperand.SCENARIO, PolicyOperator.EQ, "信用\"风险"),
                        number(LeftOperand.PAY_AMOUNT, PolicyOperator.GTEQ, 12_305),
                        number(LeftOperand.DATE_TIME, PolicyOperator.LT, TIME_NS)),
                prohibit(PolicyAction.TRAIN),
                new PolicyRule(
                        RuleKind.DUTY,
                        List.of(),
                        List.of(number(LeftOperand.ELAPSED_TIME, PolicyOperator.GT, 30)),
                        List.of(PolicyDuty.DELETE_AFTER)));
        assertThat(policy.toOdrl())
                .isEqualTo("{\"@context\":[\"http://www.w3.org/ns/odrl.jsonld\",{\"shuheng\":\"urn:shuheng:usage:1:\","
                        + "\"xsd\":\"http://www.w3.org/2001/XMLSchema#\"}],\"@type\":\"Set\","
                        + "\"obligation\":[{\"action\":[\"shuheng:deleteAfter\"],\"constraint\":[{\"leftOperand\":"
                        + "\"elapsedTime\",\"operator\":\"gt\",\"rightOperand\":{\"@type\":\"xsd:duration\","
                        + "\"@value\":\"P30D\"}}]}],"
                        + "\"permission\":[{\"action\":[\"read\"],\"constraint\":["
                        + "{\"leftOperand\":\"shuheng:scenario\",\"operator\":\"eq\",\"rightOperand\":\"信用\\\"风险\"},"
                        + "{\"leftOperand\":\"payAmount\",\"operator\":\"gteq\",\"rightOperand\":{\"@type\":"
                        + "\"xsd:decimal\",\"@value\":\"123.05\"},\"unit\":\"urn:iso:std:iso:4217:CNY\"},"
                        + "{\"leftOperand\":\"dateTime\",\"operator\":\"lt\",\"rightOperand\":{\"@type\":"
                        + "\"xsd:dateTime\",\"@value\":\"2026-01-05T01:00:00Z\"}}]}],"
                        + "\"profile\":\"urn:shuheng:usage:1\",\"prohibition\":[{\"action\":[\"shuheng:train\"]}],"
                        + "\"target\":\"urn:shuheng:product:weather\",\"uid\":\"urn:shuheng:policy:"
                        + policy.sm3().hex() + "\"}");
    }

    static Stream<List<PolicyRule>> outsideTheProfile() {
        PolicyRule permit = permit(PolicyAction.READ);
        return Stream.of(
                List.of(),
                List.of(prohibit(PolicyAction.READ), permit),
                List.of(new PolicyRule(RuleKind.PERMIT, List.of(), List.of(), List.of())),
                List.of(permit(PolicyAction.READ, PolicyAction.READ)),
                List.of(permit(PolicyAction.READ, PolicyAction.QUERY)),
                List.of(new PolicyRule(
                        RuleKind.PROHIBIT, List.of(PolicyAction.READ), List.of(), List.of(PolicyDuty.PAY))),
                List.of(new PolicyRule(RuleKind.DUTY, List.of(), List.of(), List.of())),
                spoilt(number(LeftOperand.COUNT, PolicyOperator.IS_A, 1)),
                spoilt(number(LeftOperand.COUNT, PolicyOperator.EQ, -1)),
                spoilt(new PolicyConstraint(LeftOperand.COUNT, PolicyOperator.EQ, 1L, List.of("one"))),
                spoilt(texts(LeftOperand.SCENARIO, PolicyOperator.GT, "A")),
                spoilt(texts(LeftOperand.SCENARIO, PolicyOperator.IS_ALL_OF, "A")),
                spoilt(texts(LeftOperand.SCENARIO, PolicyOperator.EQ, "A", "B")),
                spoilt(texts(LeftOperand.SCENARIO, PolicyOperator.IS_ANY_OF)),
                spoilt(texts(LeftOperand.SCENARIO, PolicyOperator.IS_ANY_OF, "B", "A")),
                spoilt(texts(LeftOperand.SCENARIO, PolicyOperator.EQ, " A")),
                spoilt(texts(LeftOperand.SCENARIO, PolicyOperator.EQ, "\uD800")),
                spoilt(new PolicyConstraint(LeftOperand.SCENARIO, PolicyOperator.EQ, 1L, List.of("A"))),
                spoilt(texts(LeftOperand.COLUMNS, PolicyOperator.EQ, "a")));
    }

    @ParameterizedTest
    @MethodSource("outsideTheProfile")
    void refusesWhatIsOutsideTheProfile(List<PolicyRule> rules) {
        UsagePolicyTerms terms = new UsagePolicyTerms("weather", rules);
        assertThatThrownBy(() -> UsagePolicy.of(terms)).isInstanceOf(MalformedPolicyException.class);
    }

    @Test
    void refusesMoreBytesThanItReads() {
        assertThatThrownBy(() -> UsagePolicy.read(new byte[UsagePolicy.MAX_BYTES + 1]))
                .isInstanceOf(MalformedPolicyException.class);
    }

    @Property(tries = 300)
    void readsItsOwnBytesBackAndNoOthers(@ForAll("policies") UsagePolicyTerms terms) {
        UsagePolicy policy = UsagePolicy.of(terms);
        byte[] bytes = policy.toBytes();
        assertThat(bytes).isEqualTo(AvroBytes.encode(terms));
        assertThat(UsagePolicy.read(bytes).sm3()).isEqualTo(policy.sm3());
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> UsagePolicy.read(longer)).isInstanceOf(MalformedPolicyException.class);
    }

    @Property(tries = 300)
    void deniesWhatIsBarredOrNotCovered(@ForAll("policies") UsagePolicyTerms terms, @ForAll PolicyAction action) {
        Decision decision = UsagePolicy.of(terms).decide(UseCounters.NONE, request(action));
        boolean barred = terms.getRules().stream()
                .anyMatch(rule -> rule.getKind() == RuleKind.PROHIBIT
                        && rule.getActions().contains(action)
                        && rule.getConstraints().isEmpty());
        boolean covered = terms.getRules().stream()
                .anyMatch(rule ->
                        rule.getKind() == RuleKind.PERMIT && rule.getActions().contains(action));
        if (barred || !covered) {
            assertThat(decision).isInstanceOf(Decision.Deny.class);
        }
    }

    @Property(tries = 300)
    void givesDifferentPoliciesDifferentOdrl(
            @ForAll("policies") UsagePolicyTerms one, @ForAll("policies") UsagePolicyTerms other) {
        String left = withoutUid(UsagePolicy.of(one));
        String right = withoutUid(UsagePolicy.of(other));
        assertThat(left.equals(right)).isEqualTo(one.equals(other));
    }

    private static String withoutUid(UsagePolicy policy) {
        return policy.toOdrl().replace(policy.sm3().hex(), "");
    }

    @Provide
    Arbitrary<UsagePolicyTerms> policies() {
        Arbitrary<List<PolicyAction>> actions = Arbitraries.of(PolicyAction.class)
                .set()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(set -> List.copyOf(new TreeSet<>(set)));
        Arbitrary<PolicyConstraint> constraint = Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of(LeftOperand.COUNT, LeftOperand.VOLUME, LeftOperand.RETENTION),
                                Arbitraries.of(PolicyOperator.EQ, PolicyOperator.LT, PolicyOperator.GTEQ),
                                Arbitraries.longs().between(0, 5))
                        .as(UsagePolicyTest::number),
                Combinators.combine(
                                Arbitraries.of(LeftOperand.SCENARIO, LeftOperand.SPATIAL),
                                Arbitraries.of(PolicyOperator.EQ, PolicyOperator.IS_A),
                                Arbitraries.of("A", "B/C"))
                        .as((operand, operator, text) -> texts(operand, operator, text)));
        Arbitrary<PolicyRule> rule = Combinators.combine(
                        Arbitraries.of(RuleKind.PERMIT, RuleKind.PROHIBIT),
                        actions,
                        constraint.list().ofMaxSize(2))
                .as((kind, of, constraints) -> new PolicyRule(kind, of, constraints, List.of()));
        return rule.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(rules -> rules.stream()
                        .sorted((a, b) -> a.getKind().compareTo(b.getKind()))
                        .toList())
                .map(rules -> new UsagePolicyTerms("weather", rules));
    }

    private static void assertDenied(UsagePolicy policy, UseRequest request, DenialCode code) {
        assertThat(policy.decide(UseCounters.NONE, request)).isEqualTo(new Decision.Deny(code));
    }

    private static UsagePolicy policy(PolicyRule... rules) {
        return UsagePolicy.of(new UsagePolicyTerms("weather", List.of(rules)));
    }

    private static PolicyRule permit(PolicyAction action, PolicyConstraint... constraints) {
        return new PolicyRule(RuleKind.PERMIT, List.of(action), List.of(constraints), List.of());
    }

    private static PolicyRule permit(PolicyAction first, PolicyAction second) {
        return new PolicyRule(RuleKind.PERMIT, List.of(first, second), List.of(), List.of());
    }

    private static PolicyRule prohibit(PolicyAction action, PolicyConstraint... constraints) {
        return new PolicyRule(RuleKind.PROHIBIT, List.of(action), List.of(constraints), List.of());
    }

    private static List<PolicyRule> spoilt(PolicyConstraint constraint) {
        return List.of(permit(PolicyAction.READ, constraint));
    }

    private static PolicyConstraint number(LeftOperand operand, PolicyOperator operator, long number) {
        return new PolicyConstraint(operand, operator, number, List.of());
    }

    private static PolicyConstraint texts(LeftOperand operand, PolicyOperator operator, String... texts) {
        return new PolicyConstraint(operand, operator, 0L, List.of(texts));
    }

    private static UseRequest request(PolicyAction action) {
        return request(action, "CREDIT_RISK", "CN/31");
    }

    private static UseRequest request(PolicyAction action, String scenario, String spatial) {
        return new UseRequest(action, TIME_NS, scenario, spatial, "", "", Set.of(), 0, 0, Set.of());
    }
}
