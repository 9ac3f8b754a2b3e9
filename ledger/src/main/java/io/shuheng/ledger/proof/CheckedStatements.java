package io.shuheng.ledger.proof;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.verify.Report.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the statements of a proof file show. Immutable.
 *
 * @param verified by the sequence of the command that a statement covers; without those for which something is missing
 * @param grounds sequences of the openings and statements that these and the others rest on
 */
record CheckedStatements(Map<Long, OpenedStatement> verified, Set<Long> grounds) {

    CheckedStatements {
        verified = Map.copyOf(verified);
        grounds = Set.copyOf(grounds);
    }

    /** Says which of the opened commands a verified statement covers; those of sessions that none covers rest on others' word. */
    List<ProofReport.Opened> cover(List<ProofReport.Opened> opened, Set<Limit> limits) {
        List<ProofReport.Opened> covered = new ArrayList<>();
        for (ProofReport.Opened one : opened) {
            OpenedStatement statement = verified.get(one.sequence());
            covered.add(one.coveredBy(statement));
            AuthenticationKind kind = one.authentication().orElse(null);
            if (statement == null && kind == AuthenticationKind.ATTESTED) {
                limits.add(Limit.ATTESTED_COMMANDS);
            } else if (statement == null && kind == AuthenticationKind.ASSERTED) {
                limits.add(Limit.ASSERTED_COMMANDS);
            }
        }
        return covered;
    }

    /** Whether a verified statement covers the command with that sequence. */
    boolean covers(long command) {
        return verified.containsKey(command);
    }
}
