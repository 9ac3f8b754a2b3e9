package io.shuheng.core.listing.policy;

import java.util.Set;

/**
 * One use that is asked for. Immutable. A text that is empty and a set that is empty are not stated.
 *
 * @param action what is to be done
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param scenario declared scenario of use
 * @param spatial where it is used
 * @param recipient who uses it
 * @param environment in what kind of environment
 * @param columns which columns
 * @param volumeBytes how much this use takes, from 0
 * @param retentionDays how long the result is kept, days, from 0
 * @param fulfilledDuties duties that are fulfilled
 */
public record UseRequest(
        PolicyAction action,
        long timeNs,
        String scenario,
        String spatial,
        String recipient,
        String environment,
        Set<String> columns,
        long volumeBytes,
        long retentionDays,
        Set<PolicyDuty> fulfilledDuties) {

    /** Copies the sets, refuses negative figures. */
    public UseRequest {
        columns = Set.copyOf(columns);
        fulfilledDuties = Set.copyOf(fulfilledDuties);
        if (volumeBytes < 0 || retentionDays < 0) {
            throw new IllegalArgumentException("volumeBytes, retentionDays: from 0");
        }
    }
}
