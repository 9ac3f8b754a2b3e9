package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.CallOffAuction;
import io.shuheng.core.trading.auction.RevealReserve;

/** What officers do to auctions of any mode. */
final class AuctionDesk {

    private final ExchangeState state;
    private final CallAuctionDesk calls;
    private final SealedAuctionDesk sealed;
    private final OutcryDesk outcry;
    private final DutchAuctionDesk dutch;

    AuctionDesk(
            ExchangeState state,
            CallAuctionDesk calls,
            SealedAuctionDesk sealed,
            OutcryDesk outcry,
            DutchAuctionDesk dutch) {
        this.state = state;
        this.calls = calls;
        this.sealed = sealed;
        this.outcry = outcry;
        this.dutch = dutch;
    }

    void open(Dispatch dispatch) {
        dispatch.onTwoOfficers(CallOffAuction.class, Duty.MARKET, this::callOff);
        dispatch.on(RevealReserve.class, this::revealReserve);
    }

    private void revealReserve(Turn turn, RevealReserve command) {
        Auction auction = state.auctions.require(command.getAuction());
        switch (auction.mode()) {
            case SEALED_AUCTION -> sealed.revealReserve(turn, command);
            case ENGLISH_AUCTION, REVERSE_AUCTION -> outcry.reveal(turn, auction, command);
            default -> throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "auction", auction.number());
        }
    }

    private void callOff(Turn turn, CallOffAuction command) {
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        callOff(turn, state.auctions.require(command.getAuction()));
    }

    /**
     * Calls an auction off.
     *
     * @throws CommandRejected AUCTION_STATE where it is decided, NOT_PERMITTED
     */
    void callOff(Turn turn, Auction auction) {
        switch (auction.mode()) {
            case CALL_AUCTION -> calls.callOff(turn, auction);
            case SEALED_AUCTION -> sealed.callOff(turn, auction);
            case ENGLISH_AUCTION, REVERSE_AUCTION -> outcry.callOff(turn, auction);
            case DUTCH_AUCTION -> dutch.callOff(turn, auction);
            default -> throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "auction", auction.number());
        }
    }

    /** The time of the next step of an English, reverse or Dutch auction has come. */
    void fire(Turn turn, Timers.Timer timer) {
        Auction auction = state.auctions.get(timer.subject());
        if (auction.mode() == TradingMode.DUTCH_AUCTION) {
            dutch.fire(turn, auction);
        } else {
            outcry.fire(turn, auction);
        }
    }
}
