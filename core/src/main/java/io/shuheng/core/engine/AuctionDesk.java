package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.CallOffAuction;

/** What officers do to auctions of any mode. */
final class AuctionDesk {

    private final ExchangeState state;
    private final CallAuctionDesk calls;
    private final SealedAuctionDesk sealed;

    AuctionDesk(ExchangeState state, CallAuctionDesk calls, SealedAuctionDesk sealed) {
        this.state = state;
        this.calls = calls;
        this.sealed = sealed;
    }

    void open(Dispatch dispatch) {
        dispatch.onTwoOfficers(CallOffAuction.class, Duty.MARKET, this::callOff);
    }

    private void callOff(Turn turn, CallOffAuction command) {
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        Auction auction = state.auctions.require(command.getAuction());
        switch (auction.mode()) {
            case CALL_AUCTION -> calls.callOff(turn, auction);
            case SEALED_AUCTION -> sealed.callOff(turn, auction);
            default -> throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "auction", auction.number());
        }
    }
}
