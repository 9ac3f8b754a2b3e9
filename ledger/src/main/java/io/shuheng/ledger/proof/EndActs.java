package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.DemandDelivery;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.dispute.AcceptCompromise;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.dispute.ProposeCompromise;
import io.shuheng.core.dispute.RuleDispute;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** By which command a contract ends that somebody ends. Stateless, any thread. */
final class EndActs {

    private static final long NOBODY = 0;

    private EndActs() {}

    /** The command that alone can bring about such an end; empty where a timer or the affairs of others do. */
    static Optional<Class<? extends SpecificRecord>> of(ContractEnd end) {
        boolean somebodys = end.getBy() != NOBODY;
        return switch (end.getCause()) {
            case AGREEMENT -> Optional.of(AmendmentFinalized.class);
            case RESCINDED -> Optional.of(RescindContract.class);
            case REJECTED_DELIVERY -> somebodys ? Optional.of(AcceptRejection.class) : Optional.empty();
            case RULING -> Optional.of(somebodys ? RuleDispute.class : AcceptCompromise.class);
            case TERM_OVER, PAYER_DEFAULT, PASSED_ON, SUBJECT_GONE -> Optional.empty();
        };
    }

    /**
     * Whether a command itself names that contract. The operator writes what a record tells; what its sender signed is the
     * command: an act or a ground that is of another contract is none of this one.
     */
    static boolean names(SpecificRecord command, long contract) {
        if (command instanceof RescindContract rescission) {
            return rescission.getContract() == contract;
        }
        if (command instanceof AcceptRejection acceptance) {
            return acceptance.getContract() == contract;
        }
        if (command instanceof RejectDelivery rejection) {
            return rejection.getContract() == contract;
        }
        if (command instanceof DemandDelivery demand) {
            return demand.getContract() == contract;
        }
        return command instanceof OpenDispute opening && opening.getContract() == contract;
    }

    /** Whether a command itself decides a dispute, or proposes to, as the ruling says: all for the buyer, by that document. */
    static boolean decides(SpecificRecord command, DisputeRuling ruling) {
        if (command instanceof RuleDispute award) {
            return award.getDispute() == ruling.getDispute()
                    && award.getAward() == ruling.getAward()
                    && award.getSellerBp() == ruling.getSellerBp()
                    && award.getDocumentSm3().equals(ruling.getDocumentSm3());
        }
        if (command instanceof AcceptCompromise agreed) {
            return agreed.getDispute() == ruling.getDispute()
                    && agreed.getSellerBp() == ruling.getSellerBp()
                    && agreed.getDocumentSm3().equals(ruling.getDocumentSm3());
        }
        return command instanceof ProposeCompromise proposed
                && proposed.getDispute() == ruling.getDispute()
                && proposed.getSellerBp() == ruling.getSellerBp()
                && proposed.getDocumentSm3().equals(ruling.getDocumentSm3());
    }

    static boolean isAct(ContractEnd end, Class<?> command) {
        return of(end).filter(command::equals).isPresent();
    }
}
