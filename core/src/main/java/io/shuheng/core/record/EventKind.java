package io.shuheng.core.record;

import java.util.HashMap;
import java.util.Map;

/**
 * Every kind of event, in one table: its number and what a, b and c say. Numbers are never used again. A kind whose
 * name starts with REQUEST asks a service outside the engine to do a piece of work and to submit its result as a
 * command.
 */
public enum EventKind {
    /** The command was refused: code, index of the field in the command's schema (-1 none), the field's value. */
    REJECTED(1, "code", "field", "value"),
    /** A timer fired: its id, the object it was set for, the time it was due. */
    TIMER_FIRED(2, "timer", "subject", "dueNs"),
    /** An officer's act waits for a second officer: its sequence, the first officer. */
    ACT_PROPOSED(3, "act", "officer", ""),
    /** A second officer endorsed an act, which took effect: its sequence, the second officer. */
    ACT_ENDORSED(4, "act", "officer", ""),

    /** A signing key got its number: number, purpose (0 operator, 1 officer, 2 participant), number of its owner. */
    KEY_REGISTERED(100, "key", "purpose", "owner"),
    /** The operator appointed an officer: number. */
    OFFICER_APPOINTED(101, "officer", "", ""),
    /** An organisation applied for membership: its number as a participant. */
    PARTICIPANT_APPLIED(102, "participant", "", ""),
    /** A registrar reviewed an identity: participant, 1 passed or 0 not, first instant at which it no longer holds. */
    IDENTITY_REVIEWED(103, "participant", "passed", "validUntilNs"),
    /** A membership moved: participant, status before, status now (0 applied, 1 verified, 2 active, 3 suspended, 4 ended). */
    PARTICIPANT_STATUS(104, "participant", "from", "to"),
    /** A key came in or out of force, a participant's being out of force when it is registered: number, 1 in or 0 out. */
    KEY_IN_FORCE(105, "key", "inForce", ""),
    /** A key was revoked for good: number, from when it must be doubted, nanoseconds since 1970. */
    KEY_REVOKED(106, "key", "invalidityNs", ""),
    /** A principal gave a mandate: its number, principal, agent. */
    MANDATE_GRANTED(107, "mandate", "principal", "agent"),
    /** A mandate ended before its time: its number, the participant that ended it. */
    MANDATE_REVOKED(108, "mandate", "by", ""),

    /** A session was opened: its number, the participant it binds, the key that opened it. */
    SESSION_OPENED(110, "session", "participant", "key"),
    /** A member signed for commands of a session: its number, the first and the last counter that are covered now. */
    STATEMENT_SIGNED(111, "session", "firstCounter", "lastCounter"),
    /** A session ended: its number, the reason's place in SessionEnd, the counter of its last command. */
    SESSION_ENDED(112, "session", "reason", "lastCounter"),
    /** A contract that waited for a signed statement has what it waited for: its number. */
    CONTRACT_IN_FORCE(113, "contract", "", ""),

    /**
     * A member renewed its signing key, or the operator rotated its own: the old one, the new one, first instant at which the
     * old one no longer serves (an operator's: this command's time, and it serves no more from the next command on).
     */
    KEY_RENEWED(114, "oldKey", "newKey", "oldUntilNs"),
    /**
     * A member has another certificate to encrypt to: its number, first instant at which the one before no longer serves
     * (this command's time: it ended), the key whose replacement brought it, 0 where it was a renewal.
     */
    RECIPIENT_CERTIFICATE_CHANGED(115, "participant", "oldUntilNs", "key"),
    /** A certificate to encrypt to was revoked: its holder, from when its key must be doubted, 1 where it was the newest. */
    RECIPIENT_CERTIFICATE_REVOKED(116, "participant", "invalidityNs", "newest"),
    /** A member that lost its key brought another, out of force until registrars approve: the new key, the member. */
    REPLACEMENT_REQUESTED(117, "key", "participant", ""),
    /** Registrars put a replacement in force: the new key, the member. */
    REPLACEMENT_APPROVED(118, "key", "participant", ""),
    /** An authority's revocation list was recorded: when it was made, keys and encryption certificates it ended. */
    REVOCATIONS_RECORDED(119, "thisUpdateNs", "keys", "recipientCertificates"),

    /**
     * What a responder says of a certificate was recorded: number of its key, 0 for an encryption certificate; when the answer was
     * true; 1 where it is revoked.
     */
    CERTIFICATE_STATUS_RECORDED(441, "key", "thisUpdateNs", "revoked"),

    /** A judicial freeze took effect: its number, its target's place in FreezeTarget, participant or listing. */
    FREEZE_ORDERED(120, "freeze", "target", "subject"),
    /** A judicial freeze was lifted: its number, its target's place in FreezeTarget, participant or listing. */
    FREEZE_LIFTED(121, "freeze", "target", "subject"),

    /** A version of a listing was handed in: the listing's number, the version's, the participant who sent it. */
    LISTING_SUBMITTED(200, "listing", "version", "submitter"),
    /** A listing took a step: its number, the number of its state before and now (see ListingState). */
    LISTING_STATE(201, "listing", "from", "to"),
    /** An assessor gave an opinion: its number, the listing's, the assessor's. */
    OPINION_GIVEN(202, "opinion", "listing", "assessor"),
    /** A registrar decided over a version: listing, version, the decision's place in ReviewDecision. */
    LISTING_REVIEWED(203, "listing", "version", "decision"),
    /** The register of data got an entry: its number, the listing's, its type's place in RegistrationType. */
    REGISTRATION_ENTERED(204, "registration", "listing", "type"),
    /** A version is listed: the listing's number, the version's, the compliance opinion's. */
    LISTING_VERSION_LISTED(205, "listing", "version", "opinion"),
    /** A product was recalled by law: every entitlement to it is to be suspended and its holder told. */
    LISTING_RECALLED(206, "listing", "", ""),
    /** A board was opened: its number, its settlement model's place in SettlementModel. */
    BOARD_OPENED(210, "board", "settlementModel", ""),
    /** An instrument was opened: its number, the listing's, the board's. */
    INSTRUMENT_OPENED(211, "instrument", "listing", "board"),

    /** Contracts of these trades, both included, are to be derived and sealed: first trade, last trade. */
    REQUEST_SEAL(400, "firstTrade", "lastTrade", ""),
    /** A trade formed a contract of the same number: number, number of its state. */
    CONTRACT_FORMED(401, "contract", "state", ""),
    /** The exchange sealed the contracts of these trades, both included: first trade, last trade. */
    CONTRACTS_SEALED(402, "firstTrade", "lastTrade", ""),
    /** A contract ended: its number, the number of its state now (see ContractState), sequence of the ContractEnd. */
    CONTRACT_ENDED(417, "contract", "state", "record"),
    /** A consumer asked for terms: negotiation, consumer, when they lapse. */
    TERMS_REQUESTED(410, "negotiation", "consumer", "validToNs"),
    /** A provider offered terms: negotiation, provider, when they lapse. */
    TERMS_OFFERED(411, "negotiation", "provider", "validToNs"),
    /** A consumer accepted the latest offer: negotiation, sequence of the offer, until when it is bound. */
    TERMS_ACCEPTED(412, "negotiation", "offer", "boundToNs"),
    /** A side signed the contract: negotiation, the side's number as a participant, the state's number now. */
    AGREEMENT_SIGNED(413, "negotiation", "participant", "state"),
    /** A contract that both sides have signed is to be derived and countersigned: negotiation. */
    REQUEST_COUNTERSIGNATURE(414, "negotiation", "", ""),
    /** The exchange countersigned a negotiated contract: negotiation, the trade that it became. */
    CONTRACT_COUNTERSIGNED(415, "negotiation", "trade", ""),
    /** A negotiation ended without a contract: negotiation, the reason's place, who ended it (0: its time was over). */
    NEGOTIATION_TERMINATED(416, "negotiation", "reason", "participant"),

    /** A provider made or changed its standing offer: instrument, price version, price of one lot in micro-yuan. */
    OFFER_MADE(300, "instrument", "priceVersion", "priceMicros"),
    /** An order was filled: its sequence, lots filled, lots left. */
    ORDER_FILLED(301, "order", "filledLots", "restLots"),
    /** A trade was made: its number, the instrument, the sequence of its record. */
    TRADED(302, "trade", "instrument", "record"),
    /**
     * What an order has left lies in its instrument's book: its sequence, its limit, the lots. Instrument, side and owner
     * are in the order's command. From here on depth at that price is this many lots more, until ORDER_FILLED or
     * ORDER_REDUCED (as many lots less), ORDER_CANCELLED or ORDER_EXPIRED (restLots less) of the same order; before it,
     * they leave depth as it is. ORDER_REPLACED hands the place of one order to another.
     */
    ORDER_RESTED(310, "order", "priceMicros", "restLots"),
    /** An order, or what was left of it, was taken back: its sequence, lots taken back, why (see CancelReason). */
    ORDER_CANCELLED(311, "order", "restLots", "reason"),
    /** A resting order's time, or the trade in its instrument, ended: its sequence, lots that were left, the instrument. */
    ORDER_EXPIRED(312, "order", "restLots", "instrument"),
    /** An order has met as many others as one step may and goes on with the next step: instrument, sequence, lots left. */
    SWEEP_PAUSED(313, "instrument", "order", "restLots"),
    /** An order became smaller without a trade and keeps its place: its sequence, lots taken off, lots left (above 0). */
    ORDER_REDUCED(314, "order", "lots", "restLots"),
    /** A later order took the place of a resting one in the queue: sequence of the old and of the new, lots of the new. */
    ORDER_REPLACED(315, "order", "by", "restLots"),
    /** What is taken in a market changed: board, instrument (0: not named), phase (0 open, 1 cancel only, 2 halted). */
    TRADING_PHASE_SET(316, "board", "instrument", "phase"),
    /** A cancel of many orders is through: sequence of its command, orders taken back. */
    ORDERS_CANCELLED(317, "command", "orders", ""),
    /** What a board guards against changed: board, self-trade prevention's place, price band in basis points. */
    BOARD_CONTROLS_SET(318, "board", "selfTrade", "priceBandBp"),
    /** The price around which a band lies: instrument, price of one lot in micro-yuan. */
    REFERENCE_PRICE_SET(319, "instrument", "priceMicros", ""),
    /** What a member may have resting: participant, most orders, most fen (0: no limit). */
    MEMBER_LIMITS_SET(321, "participant", "maxOpenOrders", "maxExposureFen"),
    /** A member's trading was stopped (1) or allowed again (0): participant, which, officer (0: by itself). */
    MEMBER_STOPPED(322, "participant", "stopped", "byOfficers"),
    /** A consumer asked for quotes: request, consumer, until when. */
    QUOTES_REQUESTED(360, "request", "consumer", "untilNs"),
    /** A seller gave a firm quote: quote, request, seller. */
    QUOTE_GIVEN(361, "quote", "request", "seller"),
    /** The consumer took a quote: quote, request, consumer. */
    QUOTE_TAKEN(362, "quote", "request", "consumer"),
    /** A quote that was not taken ended: quote, request, why (see QuoteEnd). */
    QUOTE_ENDED(363, "quote", "request", "reason"),
    /** A request for quotes ended: request, why (see QuoteEnd), participant that ended it (0: its time was over). */
    QUOTE_REQUEST_ENDED(364, "request", "reason", "participant"),
    /** Who holds an auction on its own account: the auction, the seller, or the buyer of a reverse one. */
    AUCTION_HELD_BY(420, "auction", "participant", ""),
    /**
     * A bid was taken in an English auction, or an offer in a reverse one: the auction, the one that leads now, the price of
     * one lot that stands in micro-yuan. By hand: the price is the start with one bidder, else the least of the highest
     * maximum and the second highest plus the increment; of equal maximums the earlier leads. In a reverse auction the price
     * is the ceiling with one seller, else the greatest of the lowest minimum and the second lowest less the decrement; of
     * equal minimums the earlier leads.
     */
    AUCTION_BID(421, "auction", "bid", "priceMicros"),
    /** A late bid moved the close of an English auction, or an offer that of a reverse one: the auction, when it closes now. */
    AUCTION_EXTENDED(422, "auction", "closesNs", ""),
    /** A reverse auction takes another instrument as well: the auction, the instrument. Beside AUCTION_SCHEDULED. */
    AUCTION_ALSO_SEEKS(423, "auction", "instrument", ""),
    /** A seller committed to an offer in a sealed reverse auction, and its licences are set aside: auction, seller, the deposit's hold. */
    OFFER_COMMITTED(437, "auction", "seller", "hold"),
    /** A seller showed what it offered, and its deposit is free: auction, seller, price of one lot in micro-yuan. */
    OFFER_REVEALED(438, "auction", "seller", "priceMicros"),
    /**
     * An offer of a sealed reverse auction counts: auction, sequence of its RevealOffer, price of one lot in micro-yuan; in
     * the order of their rank. To decide it by hand, take its ScheduleSealedReverse and of its RevealOffer commands that were
     * accepted those whose sellers may trade (the others have an OFFER_ENDED that says so). Check each against its
     * CommitOffer as trading.auction.Commitments says. The lowest price wins, of equal ones the one whose CommitOffer has the
     * lower sequence. With PAY_AS_BID the price is its own, with VICKREY that of the next in rank, or the ceiling where there
     * is none.
     */
    OFFER_COUNTED(439, "auction", "reveal", "priceMicros"),
    /** An offer of a sealed reverse auction is over: auction, seller, how (see OfferEnd). */
    OFFER_ENDED(440, "auction", "seller", "end"),
    /** An English, Dutch or reverse auction made a trade: the auction, the trade, the price of one lot in micro-yuan. */
    AUCTION_SOLD(424, "auction", "trade", "priceMicros"),
    /** A side proposed to amend a contract: the contract, the amendment's number, the side. */
    AMENDMENT_PROPOSED(430, "contract", "amendment", "participant"),
    /** Beside it: the contract, its provider, its consumer. */
    AMENDMENT_PARTIES(431, "contract", "provider", "consumer"),
    /** The other side accepted and signed: the contract, the amendment's number, the side. */
    AMENDMENT_ACCEPTED(432, "contract", "amendment", "participant"),
    /** The exchange is to countersign: the contract, the amendment's number. */
    REQUEST_AMENDMENT_COUNTERSIGNATURE(433, "contract", "amendment", ""),
    /** A proposal came to nothing: the contract, why (see AmendmentEnd), participant that ended it (0: a timer or another event). */
    AMENDMENT_ENDED(434, "contract", "reason", "participant"),
    /** An amendment took effect: the contract, the amendment's number, 1 where the contract ends by it, else 0. */
    CONTRACT_AMENDED(435, "contract", "amendment", "terminates"),
    /** Beside it: a delivery is due later: the contract, when, and later by as long as its product is frozen meanwhile. */
    DELIVERY_POSTPONED(436, "contract", "dueNs", ""),
    /** A holder offers a licence for resale: the offer, the contract by which it holds it, itself. */
    RESALE_OFFERED(372, "offer", "contract", "seller"),
    /** An offer of a resale is over: the offer, why (see ResaleEnd), the trade that came of it (0: none). */
    RESALE_ENDED(373, "offer", "reason", "trade"),
    /**
     * A trade is to pass on a contract's licence: trade, contract, seller. The seller's right ends where the buyer's begins; where
     * the trade comes to nothing, the lots are the seller's again.
     */
    RESALE_MADE(374, "trade", "contract", "seller"),
    /** A standing offer of an unlimited supply sold, and stands as before: sequence of offer and bid, lots sold. */
    POSTED_OFFER_SOLD(370, "offer", "bid", "lots"),
    /** A board got a calendar: the board, first and last day that it says something of, days since 1970-01-01. */
    CALENDAR_SET(323, "board", "firstDay", "lastDay"),
    /** A session of a board began: the board, its place in SessionPhase, when the next begins (0: none does). */
    SESSION_PHASE_SET(324, "board", "phase", "untilNs"),
    /** Licences were issued to the inventory of a provider: instrument, participant, lots. */
    LICENCES_ISSUED(320, "instrument", "provider", "lots"),

    /** An auction was announced: its number, the instrument, the mode's place in TradingMode. */
    AUCTION_SCHEDULED(330, "auction", "instrument", "mode"),
    /** An auction moved on: its number, state before, state now (see AuctionState). */
    AUCTION_MOVED(331, "auction", "from", "to"),
    /**
     * What a call auction would trade now has changed: its number, the price of one lot in micro-yuan, the lots; both 0
     * where nothing would trade. Published after each command that changed it.
     */
    AUCTION_INDICATION(332, "auction", "priceMicros", "lots"),
    /** Lots that would stay unfilled at that price, beside each AUCTION_INDICATION: above 0 of buyers, below 0 of sellers. */
    AUCTION_IMBALANCE(333, "auction", "lots", ""),
    /** From here on orders in a call auction cannot be taken back by their owners: its number. */
    AUCTION_ACCEPTS_ONLY(334, "auction", "", ""),
    /**
     * The price of a call auction is found: its number, price of one lot in micro-yuan, lots that trade at it. To find it by
     * hand, take the depth of the instrument's book as it stands here (see ORDER_RESTED; orders that may not trade were
     * taken out before): for each limit price add up what buys at it or above, and what sells at it or below; the smaller
     * of both sums trades. The price is the one that trades most and leaves no better order unfilled; where there are two,
     * the auction's TiePolicy says which. Then the best orders, of equal ones the earlier, trade at it until one side has
     * none left. Where orders fall out on the way, because of their owner or of self-trade prevention, and others still
     * cross, a further price is found for these.
     */
    AUCTION_PRICED(335, "auction", "priceMicros", "lots"),
    /** A board's calendar announced a call auction: its number, sequence of the calendar's record, when it opens. */
    AUCTION_BY_CALENDAR(336, "auction", "calendar", "opensNs"),
    /** Beside it: the auction, when it only accepts, when it closes. */
    AUCTION_TIMES(337, "auction", "acceptOnlyNs", "closesNs"),
    /** A bidder committed to a sealed bid: auction, bidder, the hold of its deposit. */
    BID_COMMITTED(340, "auction", "bidder", "hold"),
    /** A bid was revealed, and what it can cost is on hold: auction, bidder, the hold. */
    BID_REVEALED(341, "auction", "bidder", "hold"),
    /**
     * Who holds an auction showed its hidden reserve: auction, price of one lot in micro-yuan; in an English auction 1 where
     * the highest maximum reaches it, in a reverse one where the lowest minimum does, else 0.
     */
    RESERVE_REVEALED(342, "auction", "priceMicros", "met"),
    /** The exchange committed to its value for an auction's seed. */
    SEED_COMMITTED(343, "auction", "", ""),
    /** The exchange revealed its value, and the seed is known. */
    SEED_REVEALED(344, "auction", "", ""),
    /**
     * A sealed-bid auction is decided: its number, the sequence of its AuctionAward, bids that counted. To decide it by hand,
     * take its OpenSealedAuction, and of its RevealBid commands that were accepted those not below the reserve whose bidders
     * may trade (the others have no TRADED behind this event, and BID_ENDED says so). Check each against its CommitBid as
     * trading.auction.Commitments says. Then order them by price, the highest first, of equal ones by the sequence of their
     * CommitBid. Of a limited supply each in turn gets what it is for, as long as lots are left, and pays by the AwardRule.
     * With RANDOM_SAMPLING compute the seed from the RevealSeed and these openings, part the bidders by it, and find for each
     * half the bid p for which p times the number of its bids of p or more is greatest, of equals the highest; whoever in the
     * other half has bid that or more gets one lot at it. A half without bids offers nothing.
     */
    AWARD_DECIDED(345, "auction", "record", "bids"),
    /** A deposit went to whom the auction's terms say: the hold, the account that got it, fen. */
    DEPOSIT_FORFEITED(346, "hold", "account", "amountFen"),
    /** A sealed bid is over: auction, bidder, lots that it got; -1 where it was not revealed. */
    BID_ENDED(347, "auction", "bidder", "lots"),

    /** A provider named the basis of a delivery: contract, number of documents. */
    BASIS_NAMED(500, "contract", "documents", ""),
    /** A delivery started and the wrapped key may be handed out: contract, length of the plain content. */
    DELIVERY_STARTED(501, "contract", "contentBytes", ""),
    /** The buyer signed for what arrived: contract, end of the time to inspect. */
    DELIVERY_RECEIPTED(502, "contract", "inspectUntilNs", ""),
    /** A delivery was accepted: contract, participant that accepted it, 0 where the time to inspect ended. */
    DELIVERY_ACCEPTED(503, "contract", "participant", ""),
    /** The time to inspect ended, but the money cannot move: contract, refusal code, value. */
    SETTLEMENT_REFUSED(504, "contract", "code", "value"),
    /** A negotiated delivery has not begun in time: contract, when it was due. */
    DELIVERY_OVERDUE(505, "contract", "dueNs", ""),
    /**
     * The consumer demanded an overdue delivery: contract, consumer, until when the provider may cure, and longer by as long
     * as its product is frozen meanwhile.
     */
    DELIVERY_DEMANDED(506, "contract", "participant", "cureUntilNs"),
    /** An entitlement got another state: number, contract, sequence of its record. */
    ENTITLEMENT_CHANGED(510, "entitlement", "contract", "record"),

    /** An exclusive licence is its provider's again, its term being over: instrument, who had it, lots. */
    LICENCES_FREED(527, "instrument", "participant", "lots"),
    /** The buyer rejected a delivery: contract, buyer, sequenced time until which the provider may answer. */
    DELIVERY_REJECTED(520, "contract", "participant", "answerUntilNs"),
    /** A rejection was accepted: contract, participant that accepted it, 0 where the time to answer ended. */
    REJECTION_ACCEPTED(521, "contract", "participant", ""),
    /** A trade was undone: its number, 1 where a key had been released (refunded) or 0 (busted), lots given back. */
    TRADE_UNDONE(522, "trade", "keyReleased", "lots"),
    /** Whoever held a right of use must delete what was delivered: entitlement, contract, holder. */
    DELETION_DUE(523, "entitlement", "contract", "holder"),
    /** The holder stated that it has deleted: entitlement, contract. */
    DELETION_SIGNED(524, "entitlement", "contract", ""),
    /** A provider withdrew a document of a delivery's basis: contract, the document's place in BasisKind. */
    BASIS_WITHDRAWN(525, "contract", "kind", ""),
    /** All rights of use of a recalled product are suspended: listing, how many. */
    RECALL_COMPLETED(526, "listing", "entitlements", ""),

    /** A party opened a dispute: its number, the contract, the party. */
    DISPUTE_OPENED(530, "dispute", "contract", "participant"),
    /** A dispute took a step: its number, the number of its state before and now (see DisputeState). */
    DISPUTE_STATE(531, "dispute", "from", "to"),
    /** A party put a document forward: dispute, party, how many it has put forward. */
    DISPUTE_EVIDENCE(532, "dispute", "participant", "documents"),
    /** Who decides a dispute was appointed: dispute, participant. */
    ARBITRATOR_APPOINTED(533, "dispute", "participant", ""),
    /** A party proposed a compromise: dispute, party, the seller's part of the price in basis points. */
    COMPROMISE_PROPOSED(534, "dispute", "participant", "sellerBp"),
    /** A dispute was decided: its number, the seller's part in basis points, sequence of the ruling's record. */
    DISPUTE_RULED(535, "dispute", "sellerBp", "record"),

    /** A voucher was issued: number, party, sequence of its record. */
    VOUCHER_ISSUED(701, "voucher", "party", "record"),

    /** Two officers accepted that signed records are gone: records found, records that had been signed for. */
    DATA_LOSS_ACCEPTED(710, "foundRecords", "expectedRecords", ""),
    /** A digest of the state behind this command's group is due: the command's own sequence. */
    REQUEST_STATE_DIGEST(711, "sequence", "", ""),
    /** The digest that was asked for at that sequence is in this record. */
    STATE_DIGEST_RECORDED(712, "sequence", "", ""),

    /** Two officers began another epoch of the ledger behind so many records. */
    EPOCH_BEGUN(720, "epoch", "predecessorRecords", ""),

    /** Two officers allowed that records be taken out: sequence that the digest at the cut was asked for at, records before it. */
    PRUNING_AUTHORIZED(730, "digestSequence", "records", ""),

    // Clearing, 600..699.
    /** An account was opened: its number, kind and owner. */
    ACCOUNT_OPENED(600, "account", "kind", "owner"),
    /** The overdraft that an account may reach was set. */
    ACCOUNT_LIMIT_SET(601, "account", "limitFen", ""),
    /** Money of an account was frozen by an authority (司法冻结): the amount now frozen, 0 lifted. */
    ACCOUNT_FROZEN(602, "account", "frozenFen", ""),
    /** Withdrawals from an account were blocked (1) or allowed again (0). */
    WITHDRAWALS_BLOCKED(603, "account", "blocked", ""),
    /** A deposit was announced. */
    DEPOSIT_REQUESTED(610, "deposit", "participant", "amountFen"),
    /** The custodian bank is to expect a deposit. */
    REQUEST_DEPOSIT_INSTRUCTION(611, "deposit", "participant", "amountFen"),
    /** A deposit is in the member's cash account. */
    DEPOSIT_CONFIRMED(612, "deposit", "account", "amountFen"),
    /** A deposit did not arrive. */
    DEPOSIT_FAILED(613, "deposit", "participant", "amountFen"),
    /** A withdrawal was asked for; its money is pending. */
    WITHDRAWAL_REQUESTED(614, "withdrawal", "participant", "amountFen"),
    /** The custodian bank is to pay a withdrawal. */
    REQUEST_WITHDRAWAL_INSTRUCTION(615, "withdrawal", "participant", "amountFen"),
    /** A withdrawal was paid. */
    WITHDRAWAL_CONFIRMED(616, "withdrawal", "account", "amountFen"),
    /** A withdrawal was not paid; its money is free again. */
    WITHDRAWAL_FAILED(617, "withdrawal", "account", "amountFen"),
    /** Money was held. */
    HOLD_PLACED(620, "hold", "account", "amountFen"),
    /** A part of a hold became a hold of its own. */
    HOLD_CARVED(621, "hold", "newHold", "amountFen"),
    /** A part of a hold was captured; what is left of it. */
    HOLD_CAPTURED(622, "hold", "amountFen", "restFen"),
    /** A part of a hold was released; what is left of it. */
    HOLD_RELEASED(623, "hold", "amountFen", "restFen"),
    /** A hold's time was over; its rest was released. */
    HOLD_EXPIRED(624, "hold", "releasedFen", ""),
    /** A trade was settled; the Settlement record of the same group has the particulars. */
    TRADE_SETTLED(630, "trade", "contract", "buyerPaysFen"),
    /** Money of a settled trade went back to its buyer: now, and in all. */
    TRADE_REFUNDED(631, "trade", "amountFen", "refundedFen"),
    /** The money of a disputed trade went to the disputed account. */
    MONEY_DISPUTED(632, "trade", "hold", "amountFen"),
    /** A ruling's split was paid: to the buyer, and to all others. */
    RULING_EXECUTED(633, "trade", "toBuyerFen", "toOthersFen"),
    /** A trade went into a netting cycle. */
    TRADE_NETTED(640, "cycle", "trade", "buyerPaysFen"),
    /** A netting cycle takes no more trades. */
    CYCLE_CLOSED(641, "board", "cycle", "trades"),
    /** A trade was taken out of its cycle because its payer was short of money. */
    TRADE_UNWOUND(642, "cycle", "trade", "payerAccount"),
    /** The nets of a cycle were paid; the clearing house holds nothing of it. */
    CYCLE_SETTLED(643, "board", "cycle", "obligations"),
    /** A netting cycle takes trades from here on: board, cycle. */
    CYCLE_OPENED(644, "board", "cycle", ""),
    /** What one account pays or gets in a cycle: cycle, account, sequence of its record. */
    NET_OBLIGATION(645, "cycle", "account", "record"),
    /** Every trade of a paid cycle is settled: board, cycle, how many. */
    CYCLE_COMPLETED(646, "board", "cycle", "trades"),
    /** A part of a hold stays set aside for the board's open cycle, and the hold is resolved: hold, board, amount. */
    HOLD_PASSED(647, "hold", "board", "amountFen");

    private static final Map<Integer, EventKind> BY_NUMBER = byNumber();

    private final int number;
    private final String a;
    private final String b;
    private final String c;

    EventKind(int number, String a, String b, String c) {
        this.number = number;
        this.a = a;
        this.b = b;
        this.c = c;
    }

    /** The stable number, as the ledger stores it. */
    public int number() {
        return number;
    }

    /** What {@code a} says; empty where it is 0. */
    public String a() {
        return a;
    }

    /** What {@code b} says; empty where it is 0. */
    public String b() {
        return b;
    }

    /** What {@code c} says; empty where it is 0. */
    public String c() {
        return c;
    }

    /**
     * Whether those who look at a command before it is sequenced must know of it: which certificates there are, which keys are in
     * force, which sessions are open, which terms an instrument has. Of most commands they need to know nothing.
     */
    public boolean concernsAdmission() {
        return switch (this) {
            case KEY_REGISTERED,
                    KEY_IN_FORCE,
                    KEY_REVOKED,
                    PARTICIPANT_APPLIED,
                    RECIPIENT_CERTIFICATE_CHANGED,
                    REPLACEMENT_REQUESTED,
                    REVOCATIONS_RECORDED,
                    SESSION_OPENED,
                    SESSION_ENDED,
                    INSTRUMENT_OPENED -> true;
            default -> false;
        };
    }

    /**
     * Whether it is one of those that {@link #concernsAdmission} of which something is left to know after a restart: not of
     * sessions, which end with the process that had their keys.
     */
    public boolean concernsDirectories() {
        return concernsAdmission() && this != SESSION_OPENED && this != SESSION_ENDED;
    }

    /**
     * The kind with that number.
     *
     * @throws RecordFormatException where no kind has it
     */
    public static EventKind of(int number) {
        EventKind kind = BY_NUMBER.get(number);
        if (kind == null) {
            throw new RecordFormatException("event.kind " + number + ": not in the table");
        }
        return kind;
    }

    private static Map<Integer, EventKind> byNumber() {
        Map<Integer, EventKind> kinds = new HashMap<>();
        for (EventKind kind : values()) {
            if (kinds.put(kind.number, kind) != null) {
                throw new IllegalStateException("two event kinds have number " + kind.number);
            }
        }
        return Map.copyOf(kinds);
    }
}
