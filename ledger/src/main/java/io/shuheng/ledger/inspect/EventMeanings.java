package io.shuheng.ledger.inspect;

import io.shuheng.core.clearing.AccountKind;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.amendment.AmendmentEnd;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.ReviewDecision;
import io.shuheng.core.session.SessionEnd;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.auction.OfferEnd;
import io.shuheng.core.trading.book.CancelReason;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.avro.Schema;

/** What numbers in events stand for, where it is a word: a state, a reason, a code. Stateless, any thread. */
final class EventMeanings {

    private EventMeanings() {}

    /** The event of a command of that kind, with its numbers' meanings; a number without meaning is left a number. */
    static ReadEvent of(RecordKind command, Event event) {
        EventKind kind = EventKind.of(event.getKind());
        long a = event.getA();
        long b = event.getB();
        long c = event.getC();
        return new ReadEvent(kind, a, b, c, ofA(kind, a), ofB(command, kind, b), ofC(kind, c));
    }

    private static String ofA(EventKind kind, long a) {
        return kind == EventKind.REJECTED ? refusal(a) : "";
    }

    private static String ofB(RecordKind command, EventKind kind, long b) {
        return switch (kind) {
            case REJECTED -> field(command.schema(), b);
            case KEY_REGISTERED -> named(KeyPurpose.values(), KeyPurpose::number, b);
            case PARTICIPANT_STATUS -> named(ParticipantStatus.values(), ParticipantStatus::number, b);
            case SESSION_ENDED -> placed(SessionEnd.values(), b);
            case FREEZE_ORDERED, FREEZE_LIFTED -> placed(FreezeTarget.values(), b);
            case LISTING_STATE -> named(ListingState.values(), ListingState::number, b);
            case BOARD_OPENED -> placed(SettlementModel.values(), b);
            case BOARD_CONTROLS_SET -> placed(SelfTradePrevention.values(), b);
            case CONTRACT_FORMED, CONTRACT_ENDED -> named(ContractState.values(), ContractState::number, b);
            case AMENDMENT_ENDED -> named(AmendmentEnd.values(), AmendmentEnd::number, b);
            case NEGOTIATION_TERMINATED -> placed(TerminationReason.values(), b);
            case SETTLEMENT_REFUSED -> refusal(b);
            case BASIS_WITHDRAWN -> placed(BasisKind.values(), b);
            case DISPUTE_STATE -> named(DisputeState.values(), DisputeState::number, b);
            case ACCOUNT_OPENED -> named(AccountKind.values(), AccountKind::number, b);
            default -> "";
        };
    }

    private static String ofC(EventKind kind, long c) {
        return switch (kind) {
            case PARTICIPANT_STATUS -> named(ParticipantStatus.values(), ParticipantStatus::number, c);
            case LISTING_STATE -> named(ListingState.values(), ListingState::number, c);
            case LISTING_REVIEWED -> placed(ReviewDecision.values(), c);
            case REGISTRATION_ENTERED -> placed(RegistrationType.values(), c);
            case AGREEMENT_SIGNED -> named(NegotiationState.values(), NegotiationState::number, c);
            case ORDER_CANCELLED -> named(CancelReason.values(), CancelReason::number, c);
            case TRADING_PHASE_SET -> placed(TradingPhase.values(), c);
            case OFFER_ENDED -> named(OfferEnd.values(), OfferEnd::number, c);
            case DISPUTE_STATE -> named(DisputeState.values(), DisputeState::number, c);
            default -> "";
        };
    }

    private static String refusal(long number) {
        for (RefusalCode code : RefusalCode.values()) {
            if (code.number() == number) {
                return code.name();
            }
        }
        return "";
    }

    private static String field(Schema schema, long index) {
        List<Schema.Field> fields = schema.getFields();
        return index >= 0 && index < fields.size() ? fields.get((int) index).name() : "";
    }

    private static <E extends Enum<E>> String named(E[] values, ToIntFunction<E> number, long sought) {
        for (E value : values) {
            if (number.applyAsInt(value) == sought) {
                return value.name();
            }
        }
        return "";
    }

    private static <E extends Enum<E>> String placed(E[] values, long place) {
        return place >= 0 && place < values.length ? values[(int) place].name() : "";
    }
}
