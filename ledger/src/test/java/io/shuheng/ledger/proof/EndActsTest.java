package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.DemandDelivery;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.delivery.RejectionReason;
import io.shuheng.core.dispute.AcceptCompromise;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeGrounds;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.dispute.ProposeCompromise;
import io.shuheng.core.dispute.RuleDispute;
import io.shuheng.core.record.Hash32;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What a sender signed is of one contract and of one dispute, whatever the operator lets its record tell. */
class EndActsTest {

    private static final long DISPUTE = 3;
    private static final Hash32 DOCUMENT = document(1);
    private static final DisputeRuling RULING =
            new DisputeRuling(DISPUTE, 7L, 2L, 4L, DisputeAward.BUYER, 0, 9L, DOCUMENT, 100L, 0L);

    private static Hash32 document(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return new Hash32(bytes);
    }

    private static List<SpecificRecord> ofContract(long contract) {
        return List.of(
                new RescindContract(1L, 2L, contract),
                new AcceptRejection(1L, 2L, contract),
                new RejectDelivery(1L, 2L, 0L, contract, RejectionReason.NOT_AS_LISTED, DOCUMENT),
                new DemandDelivery(1L, 2L, contract),
                new OpenDispute(1L, 2L, contract, DisputeGrounds.NOT_DELIVERED, DOCUMENT));
    }

    @Test
    void actsNameTheContractThatTheyWereSignedFor() {
        for (SpecificRecord command : ofContract(7)) {
            assertThat(EndActs.names(command, 7)).as(command.toString()).isTrue();
            assertThat(EndActs.names(command, 5)).as(command.toString()).isFalse();
        }
        assertThat(EndActs.names(new RuleDispute(1L, 2L, 7L, DisputeAward.BUYER, 0, DOCUMENT), 7))
                .isFalse();
    }

    @Test
    void rulingsAndCompromisesDecideTheDisputeThatTheyWereSignedForAsTheySay() {
        assertThat(EndActs.decides(new RuleDispute(1L, 2L, DISPUTE, DisputeAward.BUYER, 0, DOCUMENT), RULING))
                .isTrue();
        assertThat(EndActs.decides(new AcceptCompromise(1L, 2L, DISPUTE, 0, DOCUMENT), RULING))
                .isTrue();
        assertThat(EndActs.decides(new ProposeCompromise(1L, 2L, DISPUTE, 0, DOCUMENT), RULING))
                .isTrue();
        List<SpecificRecord> others = List.of(
                new RuleDispute(1L, 2L, DISPUTE + 1, DisputeAward.BUYER, 0, DOCUMENT),
                new RuleDispute(1L, 2L, DISPUTE, DisputeAward.SELLER, 10_000, DOCUMENT),
                new RuleDispute(1L, 2L, DISPUTE, DisputeAward.BUYER, 0, document(2)),
                new AcceptCompromise(1L, 2L, DISPUTE + 1, 0, DOCUMENT),
                new AcceptCompromise(1L, 2L, DISPUTE, 1, DOCUMENT),
                new AcceptCompromise(1L, 2L, DISPUTE, 0, document(2)),
                new ProposeCompromise(1L, 2L, DISPUTE + 1, 0, DOCUMENT),
                new ProposeCompromise(1L, 2L, DISPUTE, 1, DOCUMENT),
                new ProposeCompromise(1L, 2L, DISPUTE, 0, document(2)),
                new RescindContract(1L, 2L, DISPUTE));
        for (SpecificRecord other : others) {
            assertThat(EndActs.decides(other, RULING)).as(other.toString()).isFalse();
        }
    }
}
