package io.shuheng.core.listing.policy;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A usage policy that is in order. Immutable, thread-safe.
 *
 * <p>A decision is a pure function of policy, counters and request, and follows ODRL 2.2: a prohibition overrides a
 * permission; what no permission covers is denied. A value that the request does not state never makes a permission
 * hold and never keeps a prohibition from holding.
 */
public final class UsagePolicy {

    /** Longest encoding that is read, bytes. */
    public static final int MAX_BYTES = 32_768;

    private final String productId;
    private final List<Rule> rules;
    private final byte[] bytes;
    private final Sm3Hash sm3;

    private UsagePolicy(UsagePolicyTerms terms) {
        this.productId = terms.getProductId();
        this.rules = terms.getRules().stream().map(Rule::of).toList();
        this.bytes = AvroBytes.encode(terms);
        this.sm3 = Sm3Hash.of(Sm3.hash(bytes));
    }

    /**
     * A rule, with its constraints understood.
     *
     * @param kind what it does
     * @param actions for which uses; none for a DUTY
     * @param constraints all of them together
     * @param duties to be fulfilled first, or imposed
     */
    record Rule(RuleKind kind, Set<PolicyAction> actions, List<Constraint> constraints, Set<PolicyDuty> duties) {

        static Rule of(PolicyRule rule) {
            Set<PolicyAction> actions = EnumSet.noneOf(PolicyAction.class);
            actions.addAll(rule.getActions());
            Set<PolicyDuty> duties = EnumSet.noneOf(PolicyDuty.class);
            duties.addAll(rule.getDuties());
            return new Rule(
                    rule.getKind(),
                    Collections.unmodifiableSet(actions),
                    rule.getConstraints().stream().map(Constraint::of).toList(),
                    Collections.unmodifiableSet(duties));
        }

        boolean covers(RuleKind wanted, PolicyAction action) {
            return kind == wanted && actions.contains(action);
        }

        /** The first constraint that does not hold. */
        Optional<Constraint> unmet(UseCounters counters, UseRequest request, boolean whereUnknown) {
            return constraints.stream()
                    .filter(constraint -> !constraint.holds(counters, request, whereUnknown))
                    .findFirst();
        }
    }

    /**
     * Of these terms.
     *
     * @throws MalformedPolicyException where they are outside the profile or not in their one form
     */
    public static UsagePolicy of(UsagePolicyTerms terms) {
        PolicyForm.require(terms);
        return new UsagePolicy(terms);
    }

    /**
     * Read from its canonical bytes.
     *
     * @throws MalformedPolicyException where these are longer than {@link #MAX_BYTES}, not canonical, or outside the
     *     profile
     */
    public static UsagePolicy read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedPolicyException("policy " + bytes.length + " bytes: at most " + MAX_BYTES);
        }
        try {
            return of(AvroBytes.decode(UsagePolicyTerms.class, bytes));
        } catch (RecordFormatException e) {
            throw new MalformedPolicyException("policy: " + e.getMessage(), e);
        }
    }

    /** Its canonical bytes, copied. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** SM3 of its canonical bytes, which listings and instruments name. */
    public Sm3Hash sm3() {
        return sm3;
    }

    /** The provider's product that it is for. */
    public String productId() {
        return productId;
    }

    List<Rule> rules() {
        return rules;
    }

    /** The policy as ODRL 2.2 JSON-LD, UTF-8, keys sorted: one text for each policy. */
    public String toOdrl() {
        return OdrlMapping.write(this);
    }

    /**
     * Whether a use is allowed now. Pure.
     *
     * @param counters what was used before
     * @param request the use that is asked for
     */
    public Decision decide(UseCounters counters, UseRequest request) {
        boolean prohibited = rules.stream()
                .filter(rule -> rule.covers(RuleKind.PROHIBIT, request.action()))
                .anyMatch(rule -> rule.unmet(counters, request, true).isEmpty());
        return prohibited ? new Decision.Deny(DenialCode.PROHIBITED) : permission(counters, request);
    }

    private Decision permission(UseCounters counters, UseRequest request) {
        DenialCode denial = DenialCode.NO_PERMISSION;
        Set<PolicyDuty> missing = null;
        for (Rule rule : rules) {
            if (!rule.covers(RuleKind.PERMIT, request.action())) {
                continue;
            }
            Optional<Constraint> unmet = rule.unmet(counters, request, false);
            if (unmet.isPresent()) {
                denial = denial == DenialCode.NO_PERMISSION
                        ? DenialCode.of(unmet.get().leftOperand())
                        : denial;
                continue;
            }
            Set<PolicyDuty> open = openDuties(rule, counters, request);
            if (missing == null || open.size() < missing.size()) {
                missing = open;
            }
        }
        if (missing == null) {
            return new Decision.Deny(denial);
        }
        return missing.isEmpty() ? new Decision.Permit() : new Decision.NeedsDuty(new ArrayList<>(missing));
    }

    /** What the permission asks for first and what the policy's own duties ask for now, less what is fulfilled. */
    private Set<PolicyDuty> openDuties(Rule permission, UseCounters counters, UseRequest request) {
        Set<PolicyDuty> open = EnumSet.noneOf(PolicyDuty.class);
        open.addAll(permission.duties());
        for (Rule rule : rules) {
            if (rule.kind() == RuleKind.DUTY
                    && rule.unmet(counters, request, true).isEmpty()) {
                open.addAll(rule.duties());
            }
        }
        open.removeAll(request.fulfilledDuties());
        return open;
    }
}
