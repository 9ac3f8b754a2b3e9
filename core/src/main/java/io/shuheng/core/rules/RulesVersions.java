package io.shuheng.core.rules;

import io.shuheng.core.clearing.CloseCycle;
import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.ConfirmWithdrawal;
import io.shuheng.core.clearing.CycleSettled;
import io.shuheng.core.clearing.FailDeposit;
import io.shuheng.core.clearing.FailWithdrawal;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.clearing.RequestWithdrawal;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.DemandDelivery;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.DeclineAmendment;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.contract.negotiation.AcceptTerms;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.TerminateNegotiation;
import io.shuheng.core.delivery.AcceptDelivery;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.NameDeliveryBasis;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.delivery.SignDeletion;
import io.shuheng.core.delivery.SignReceipt;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.delivery.WithdrawBasis;
import io.shuheng.core.dispute.AcceptCompromise;
import io.shuheng.core.dispute.AppointArbitrator;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.dispute.ProposeCompromise;
import io.shuheng.core.dispute.RuleDispute;
import io.shuheng.core.dispute.SubmitDisputeEvidence;
import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.engine.AuthorizePruning;
import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.engine.Step;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.Delist;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.listing.ResumeListing;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.listing.SuspendListing;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.ApproveReplacement;
import io.shuheng.core.participant.ChangeParticipantStatus;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.LiftFreeze;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.RevokeMandate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.SchemaDefinition;
import io.shuheng.core.registration.RecordObjection;
import io.shuheng.core.registration.ResolveObjection;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.core.session.CloseSession;
import io.shuheng.core.session.EndSessions;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.trading.CancelBook;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.CancelOrders;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.ReduceOrder;
import io.shuheng.core.trading.SetBoardControls;
import io.shuheng.core.trading.SetMemberLimits;
import io.shuheng.core.trading.SetReferencePrice;
import io.shuheng.core.trading.SetTradingCalendar;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.StopMember;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AuctionAward;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.CallOffAuction;
import io.shuheng.core.trading.auction.CommitBid;
import io.shuheng.core.trading.auction.CommitOffer;
import io.shuheng.core.trading.auction.CommitSeed;
import io.shuheng.core.trading.auction.MoveCallAuction;
import io.shuheng.core.trading.auction.OfferInAuction;
import io.shuheng.core.trading.auction.OpenSealedAuction;
import io.shuheng.core.trading.auction.RevealBid;
import io.shuheng.core.trading.auction.RevealOffer;
import io.shuheng.core.trading.auction.RevealReserve;
import io.shuheng.core.trading.auction.RevealSeed;
import io.shuheng.core.trading.auction.ScheduleCallAuction;
import io.shuheng.core.trading.auction.ScheduleDutchAuction;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;
import io.shuheng.core.trading.auction.ScheduleSealedReverse;
import io.shuheng.core.trading.auction.TakeFromClock;
import io.shuheng.core.trading.quote.EndQuoteRequest;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.RequestQuotes;
import io.shuheng.core.trading.quote.TakeQuote;
import io.shuheng.core.trading.resale.OfferResale;
import io.shuheng.core.trading.resale.TakeResale;
import io.shuheng.core.trading.resale.WithdrawResale;
import io.shuheng.core.voucher.Voucher;
import java.util.List;
import java.util.Optional;

/** The rules versions that this library knows. Thread-safe. */
public final class RulesVersions {

    /** The version a new ledger starts with. */
    public static final int CURRENT = 1;

    private static final RecordCatalogue VERSION_1 = new RecordCatalogue(
            1,
            List.of(
                    Genesis.class,
                    SchemaDefinition.class,
                    Tick.class,
                    AppointOfficer.class,
                    EndorseAct.class,
                    ContractsSealed.class,
                    ApplyForMembership.class,
                    ReviewIdentity.class,
                    ActivateParticipant.class,
                    ChangeParticipantStatus.class,
                    RevokeKey.class,
                    GrantMandate.class,
                    RevokeMandate.class,
                    SubmitListing.class,
                    GiveOpinion.class,
                    ReviewListing.class,
                    ListProduct.class,
                    SuspendListing.class,
                    ResumeListing.class,
                    Delist.class,
                    RecordObjection.class,
                    ResolveObjection.class,
                    OpenBoard.class,
                    OpenInstrument.class,
                    OfferFixedPrice.class,
                    PlaceOrder.class,
                    Trade.class,
                    NameDeliveryBasis.class,
                    StartDelivery.class,
                    SignReceipt.class,
                    AcceptDelivery.class,
                    Entitlement.class,
                    Voucher.class,
                    RequestDeposit.class,
                    ConfirmDeposit.class,
                    FailDeposit.class,
                    RequestWithdrawal.class,
                    ConfirmWithdrawal.class,
                    FailWithdrawal.class,
                    Settlement.class,
                    RejectDelivery.class,
                    AcceptRejection.class,
                    SignDeletion.class,
                    WithdrawBasis.class,
                    OpenDispute.class,
                    SubmitDisputeEvidence.class,
                    AppointArbitrator.class,
                    RuleDispute.class,
                    ProposeCompromise.class,
                    AcceptCompromise.class,
                    DisputeRuling.class,
                    CancelOrder.class,
                    Step.class,
                    CloseCycle.class,
                    NetObligation.class,
                    CycleSettled.class,
                    RequestTerms.class,
                    OfferTerms.class,
                    AcceptTerms.class,
                    SignAgreement.class,
                    TerminateNegotiation.class,
                    ContractFinalized.class,
                    OpenSession.class,
                    SignStatement.class,
                    CloseSession.class,
                    EndSessions.class,
                    AcceptDataLoss.class,
                    RenewCertificate.class,
                    ApplyForReplacement.class,
                    ApproveReplacement.class,
                    RecordRevocations.class,
                    RecordCertificateStatus.class,
                    FreezeByOrder.class,
                    LiftFreeze.class,
                    DemandDelivery.class,
                    RescindContract.class,
                    ReduceOrder.class,
                    CancelOrders.class,
                    CancelBook.class,
                    SetTradingPhase.class,
                    SetBoardControls.class,
                    SetReferencePrice.class,
                    SetMemberLimits.class,
                    StopOwnTrading.class,
                    StopMember.class,
                    RecordStateDigest.class,
                    ScheduleCallAuction.class,
                    MoveCallAuction.class,
                    CallOffAuction.class,
                    RequestQuotes.class,
                    GiveQuote.class,
                    TakeQuote.class,
                    EndQuoteRequest.class,
                    OpenSealedAuction.class,
                    CommitBid.class,
                    RevealBid.class,
                    RevealReserve.class,
                    CommitSeed.class,
                    RevealSeed.class,
                    AuctionAward.class,
                    ScheduleEnglishAuction.class,
                    BidInAuction.class,
                    ScheduleDutchAuction.class,
                    TakeFromClock.class,
                    BeginEpoch.class,
                    RotateOperatorKey.class,
                    ScheduleReverseAuction.class,
                    OfferInAuction.class,
                    ScheduleSealedReverse.class,
                    CommitOffer.class,
                    RevealOffer.class,
                    SetTradingCalendar.class,
                    OfferResale.class,
                    TakeResale.class,
                    WithdrawResale.class,
                    ProposeAmendment.class,
                    AcceptAmendment.class,
                    DeclineAmendment.class,
                    AmendmentFinalized.class,
                    ContractEnd.class,
                    AuthorizePruning.class));

    private RulesVersions() {}

    /** The record kinds of a version, empty where this library lacks it. */
    public static Optional<RecordCatalogue> catalogue(int rulesVersion) {
        return rulesVersion == 1 ? Optional.of(VERSION_1) : Optional.empty();
    }

    /** The record kinds of the version a new ledger starts with. */
    public static RecordCatalogue current() {
        return VERSION_1;
    }
}
