package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.dispute.AcceptCompromise;
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

    static boolean isAct(ContractEnd end, Class<?> command) {
        return of(end).filter(command::equals).isPresent();
    }
}
