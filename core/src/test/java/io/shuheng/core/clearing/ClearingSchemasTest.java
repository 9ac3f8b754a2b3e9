package io.shuheng.core.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.CanonicalAvro;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ClearingSchemasTest {

    private static final Map<Integer, Schema> COMMANDS = Map.of(
            70, RequestDeposit.getClassSchema(),
            71, ConfirmDeposit.getClassSchema(),
            72, FailDeposit.getClassSchema(),
            73, RequestWithdrawal.getClassSchema(),
            74, ConfirmWithdrawal.getClassSchema(),
            75, FailWithdrawal.getClassSchema(),
            76, CloseCycle.getClassSchema());

    @Test
    void everyCommandHasItsTypeAndStartsWithClientIdAndNotAfter() {
        COMMANDS.forEach((type, schema) -> {
            assertThat(schema.getObjectProp("recordType")).isEqualTo(type);
            assertThat(schema.getFields().get(0).name()).isEqualTo("clientId");
            assertThat(schema.getFields().get(1).name()).isEqualTo("notAfterNs");
        });
    }

    @Test
    void resultsHaveTheirTypes() {
        assertThat(Settlement.getClassSchema().getObjectProp("recordType")).isEqualTo(130);
        assertThat(NetObligation.getClassSchema().getObjectProp("recordType")).isEqualTo(131);
        assertThat(CycleSettled.getClassSchema().getObjectProp("recordType")).isEqualTo(135);
    }

    @Test
    void onlyTheLedgersSubsetOfAvroIsUsed() {
        COMMANDS.values().forEach(CanonicalAvro::of);
        List.of(Settlement.getClassSchema(), NetObligation.getClassSchema(), FeeScheduleTerms.getClassSchema())
                .forEach(CanonicalAvro::of);
    }

    @Test
    void noTwoReasonsKindsOrStatesShareANumber() {
        Set<Integer> reasons = new HashSet<>();
        for (EntryReason reason : EntryReason.values()) {
            assertThat(reasons.add(reason.number())).as("%s", reason).isTrue();
        }
        Set<Integer> kinds = new HashSet<>();
        for (AccountKind kind : AccountKind.values()) {
            assertThat(kinds.add(kind.number())).as("%s", kind).isTrue();
        }
        for (SettlementState state : SettlementState.values()) {
            assertThat(SettlementState.of(state.number())).isEqualTo(state);
        }
    }
}
