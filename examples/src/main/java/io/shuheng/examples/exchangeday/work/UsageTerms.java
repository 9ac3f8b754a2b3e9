package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.listing.policy.LeftOperand;
import io.shuheng.core.listing.policy.PolicyAction;
import io.shuheng.core.listing.policy.PolicyConstraint;
import io.shuheng.core.listing.policy.PolicyDuty;
import io.shuheng.core.listing.policy.PolicyOperator;
import io.shuheng.core.listing.policy.PolicyRule;
import io.shuheng.core.listing.policy.RuleKind;
import io.shuheng.core.listing.policy.UsagePolicy;
import io.shuheng.core.listing.policy.UsagePolicyTerms;
import io.shuheng.examples.exchangeday.catalogue.Product;
import java.util.List;

/** What a buyer may do with a data set: use it for the scenarios it is offered for, name its source, not hand it on. */
public final class UsageTerms {

    private UsageTerms() {}

    /** The policy of a product. */
    public static UsagePolicy of(Product product) {
        List<String> scenarios = product.scenarios().stream().sorted().toList();
        PolicyRule permission = PolicyRule.newBuilder()
                .setKind(RuleKind.PERMIT)
                .setActions(List.of(
                        PolicyAction.QUERY,
                        PolicyAction.READ,
                        PolicyAction.DOWNLOAD,
                        PolicyAction.AGGREGATE,
                        PolicyAction.DERIVE,
                        PolicyAction.DISPLAY))
                .setConstraints(
                        List.of(new PolicyConstraint(LeftOperand.SCENARIO, PolicyOperator.IS_ANY_OF, 0L, scenarios)))
                .setDuties(List.of())
                .build();
        PolicyRule prohibition = PolicyRule.newBuilder()
                .setKind(RuleKind.PROHIBIT)
                .setActions(List.of(PolicyAction.DISTRIBUTE, PolicyAction.SUBLICENSE))
                .setConstraints(List.of())
                .setDuties(List.of())
                .build();
        PolicyRule duty = PolicyRule.newBuilder()
                .setKind(RuleKind.DUTY)
                .setActions(List.of())
                .setConstraints(List.of())
                .setDuties(List.of(PolicyDuty.ATTRIBUTE, PolicyDuty.ALLOW_AUDIT))
                .build();
        return UsagePolicy.of(new UsagePolicyTerms(product.id(), List.of(permission, prohibition, duty)));
    }
}
