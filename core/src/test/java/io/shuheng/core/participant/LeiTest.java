package io.shuheng.core.participant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeiTest {

    /** Identifiers as the global index publishes them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"506700GE1G29325QX363", "HWUPKR0MPOU8FGXBT394", "5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO55"})
    void acceptsPublishedIdentifiers(String lei) {
        assertThat(Lei.isValid(lei)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"506700GE1G29325QX364", "506700EG1G29325QX363", "506700GE1G29325QX360"})
    void refusesWrongCheckDigits(String lei) {
        assertThat(Lei.isWellFormed(lei)).isTrue();
        assertThat(Lei.isValid(lei)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "506700GE1G29325QX36",
                "506700GE1G29325QX3633",
                "506700ge1g29325qx363",
                "506700GE1G29325QX3A3",
                "506700GE1G29325Q-363"
            })
    void refusesWrongLengthsAndCharacters(String lei) {
        assertThat(Lei.isValid(lei)).isFalse();
    }
}
