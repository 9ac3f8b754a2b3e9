package io.shuheng.ledger.proof.page;

import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import java.util.List;

/**
 * What a contract file holds for the four conditions of article 13 on one signatory's signature. Immutable.
 *
 * @param signatory whose signature
 * @param conditions one finding for each condition, in the law's order
 */
public record SignatureFindings(Signatory signatory, List<ConditionFinding> conditions) {

    /** Takes a copy. */
    public SignatureFindings {
        conditions = List.copyOf(conditions);
    }

    /**
     * The findings on the three signatures of a contract: the provider's, the consumer's, the exchange's.
     *
     * @param proof the file
     * @param report its check
     * @throws IllegalArgumentException where the file holds no contract, is INVALID, or its records could not be read
     */
    public static List<SignatureFindings> of(ProofFile proof, ProofReport report) {
        return of(ContractEvidence.of(proof, report));
    }

    static List<SignatureFindings> of(ContractEvidence evidence) {
        PartyConditions parties = new PartyConditions(evidence);
        return List.of(
                parties.of(Signatory.PROVIDER, evidence.terms().getProvider()),
                parties.of(Signatory.CONSUMER, evidence.terms().getConsumer()),
                new ExchangeConditions(evidence).findings());
    }

    /** The finding on a condition. */
    public ConditionFinding on(SignatureCondition condition) {
        return conditions.stream()
                .filter(finding -> finding.condition() == condition)
                .findFirst()
                .orElseThrow();
    }
}
