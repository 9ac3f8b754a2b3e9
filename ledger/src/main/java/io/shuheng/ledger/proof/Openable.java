package io.shuheng.ledger.proof;

import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.Delist;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.listing.ResumeListing;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.listing.SuspendListing;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ChangeParticipantStatus;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.SchemaDefinition;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.voucher.Voucher;
import io.shuheng.ledger.proof.LedgerSurvey.KeyPlace;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records a participant may open to others: public ones, and those that name it as the one they are about. What is
 * not listed here is for auditors alone: a settlement tells each side's fees to the other, a TICK fires timers of others.
 * Stateless, any thread.
 */
final class Openable {

    /** What the market is told anyway. */
    private static final Set<Class<? extends SpecificRecord>> PUBLIC = Set.of(
            Genesis.class,
            SchemaDefinition.class,
            OpenBoard.class,
            SubmitListing.class,
            GiveOpinion.class,
            ReviewListing.class,
            ListProduct.class,
            SuspendListing.class,
            ResumeListing.class,
            Delist.class,
            OpenInstrument.class,
            ContractsSealed.class,
            RecordCertificateStatus.class,
            RotateOperatorKey.class);

    private Openable() {}

    /**
     * Whether the record may be opened for the audience.
     *
     * @param value the command or result
     * @param body of a command, null for a result
     * @param signer where the command's key was registered, empty where it has none
     */
    static boolean to(Audience audience, SpecificRecord value, @Nullable CommandBody body, Optional<KeyPlace> signer) {
        return audience.isAuditor()
                || PUBLIC.contains(value.getClass())
                || names(audience.participant(), value)
                || signer.filter(key -> key.purpose() == KeyPurpose.PARTICIPANT)
                        .filter(key -> key.owner() == audience.participant())
                        .isPresent()
                || (body != null && isToldOf(audience.participant(), body));
    }

    private static boolean names(long participant, SpecificRecord value) {
        if (value instanceof Trade trade) {
            return trade.getBuyer() == participant || trade.getSeller() == participant;
        }
        if (value instanceof ContractFinalized finalized) {
            ContractTerms contract = finalized.getContract();
            return contract.getProvider().getParticipant() == participant
                    || contract.getConsumer().getParticipant() == participant;
        }
        if (value instanceof AmendmentFinalized finalized) {
            return finalized.getAmendment().getProvider().getParticipant() == participant
                    || finalized.getAmendment().getConsumer().getParticipant() == participant;
        }
        if (value instanceof ContractEnd end) {
            return end.getProvider() == participant || end.getConsumer() == participant;
        }
        if (value instanceof Voucher voucher) {
            return voucher.getParty() == participant;
        }
        if (value instanceof DisputeRuling ruling) {
            return ruling.getBuyer() == participant || ruling.getSeller() == participant;
        }
        if (value instanceof Entitlement entitlement) {
            return entitlement.getHolder() == participant;
        }
        if (value instanceof NetObligation obligation) {
            return obligation.getParticipant() == participant;
        }
        if (value instanceof ReviewIdentity review) {
            return review.getParticipant() == participant;
        }
        if (value instanceof ActivateParticipant activation) {
            return activation.getParticipant() == participant;
        }
        return value instanceof ChangeParticipantStatus change && change.getParticipant() == participant;
    }

    /** An application, whose sender has no number yet, and a mandate, which its agent must be able to show. */
    private static boolean isToldOf(long participant, CommandBody body) {
        for (Event event : body.events()) {
            boolean applied = event.getKind() == EventKind.PARTICIPANT_APPLIED.number() && event.getA() == participant;
            boolean mandated = event.getKind() == EventKind.MANDATE_GRANTED.number() && event.getC() == participant;
            if (applied || mandated) {
                return true;
            }
        }
        return false;
    }
}
