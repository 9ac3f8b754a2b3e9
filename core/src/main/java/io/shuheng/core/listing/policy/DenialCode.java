package io.shuheng.core.listing.policy;

/** Why a usage policy denies a use. Where several permissions fail, the first one's reason is given. */
public enum DenialCode {
    /** A prohibition holds. */
    PROHIBITED,
    /** No permission covers this action. */
    NO_PERMISSION,
    /** Not for this scenario. */
    SCENARIO_DENIED,
    /** Not at this time. */
    DATE_TIME_DENIED,
    /** Not so long after the first use. */
    ELAPSED_TIME_DENIED,
    /** Not so many times. */
    COUNT_DENIED,
    /** Not so many times a day. */
    COUNT_PER_DAY_DENIED,
    /** Not so much. */
    VOLUME_DENIED,
    /** Not for what was paid. */
    PAY_AMOUNT_DENIED,
    /** Not in this place. */
    SPATIAL_DENIED,
    /** Not by this recipient. */
    RECIPIENT_DENIED,
    /** Not in this environment. */
    ENVIRONMENT_DENIED,
    /** Not these columns. */
    COLUMNS_DENIED,
    /** Not kept so long. */
    RETENTION_DENIED;

    static DenialCode of(LeftOperand operand) {
        return switch (operand) {
            case SCENARIO -> SCENARIO_DENIED;
            case DATE_TIME -> DATE_TIME_DENIED;
            case ELAPSED_TIME -> ELAPSED_TIME_DENIED;
            case COUNT -> COUNT_DENIED;
            case COUNT_PER_DAY -> COUNT_PER_DAY_DENIED;
            case VOLUME -> VOLUME_DENIED;
            case PAY_AMOUNT -> PAY_AMOUNT_DENIED;
            case SPATIAL -> SPATIAL_DENIED;
            case RECIPIENT -> RECIPIENT_DENIED;
            case ENVIRONMENT -> ENVIRONMENT_DENIED;
            case COLUMNS -> COLUMNS_DENIED;
            case RETENTION -> RETENTION_DENIED;
        };
    }
}
