package io.shuheng.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.voucher.Voucher;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

final class RetentionClassTest {

    private static RetentionClass of(Class<? extends SpecificRecord> type) {
        return RulesVersions.current().kindOf(type).retention();
    }

    @Test
    void keepsBooksAndContractsForThirtyYears() {
        assertThat(List.of(of(ConfirmDeposit.class), of(ContractsSealed.class), of(Trade.class), of(Voucher.class)))
                .containsOnly(RetentionClass.BOOKS);
        assertThat(RetentionClass.BOOKS.years()).isEqualTo(30);
    }

    @Test
    void keepsEverythingElseForTen() {
        assertThat(of(Tick.class)).isEqualTo(RetentionClass.OTHER);
        assertThat(RetentionClass.OTHER.years()).isEqualTo(10);
    }

    @Test
    void everyKindOfRecordNamesAClassThatThereIs() {
        assertThat(RulesVersions.current().kinds())
                .allSatisfy(kind -> assertThat(kind.retention()).isNotNull());
    }
}
