package io.shuheng.core.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package say about refusals. */
final class Refusals {

    private Refusals() {}

    static void assertRefused(RefusalCode code, ThrowingCallable step) {
        CommandRejected rejected = catchThrowableOfType(CommandRejected.class, step);
        assertThat(rejected).as("refused with %s", code).isNotNull();
        assertThat(rejected.code()).isEqualTo(code);
    }
}
