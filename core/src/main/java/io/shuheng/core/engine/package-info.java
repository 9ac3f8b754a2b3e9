/**
 * The state machine that joins the capabilities: one thread, one pure function from state, command and sequenced time
 * to the next state and the events. No clock, random source, file, thread or hash order reaches a result; nothing here
 * signs, verifies, encrypts or waits.
 *
 * <p>{@link io.shuheng.core.engine.Engine} takes a command from its bytes to its records. A <em>desk</em> takes the commands
 * of one capability: it checks everything, then applies. <em>Gates</em> are what several desks check alike, <em>steps</em>
 * what they change alike, <em>backing</em> the money and licences behind what they take. They know each other and nobody else
 * knows them, which is why they share a package; it is read by the six links:
 *
 * <table>
 * <caption>Where to look</caption>
 * <tr><td>the way of a command</td><td>Identification and what it uses, Senders, Dispatch, Turn; Timers,
 * StepDesk; SessionDesk and its lanes; Replay, StateDigestDesk, EpochDesk, LossDesk, PruningDesk</td></tr>
 * <tr><td>members, officers, keys</td><td>OfficerDesk, ParticipantDesk, KeyDesk, RenewalDesk, RevocationDesk, MandateDesk, FreezeDesk,
 * DepartureDesk</td></tr>
 * <tr><td>registration 登记, listing 挂牌</td><td>SubmissionDesk, RegistrationDesk, ListingDesk, RecallDesk</td></tr>
 * <tr><td>trading 交易</td><td>MarketDesk, ControlDesk; TradingDesk, ContinuousDesk with BookSweep, PostedSweep, RestingOrders,
 * MassCancelDesk; CallAuctionDesk with Uncrossing; SealedAuctionDesk with SealedAwards; EnglishAuctionDesk, DutchAuctionDesk;
 * QuoteDesk; NegotiationDesk, AgreementDesk; what all of them end in is TradeFormation</td></tr>
 * <tr><td>contract 合同</td><td>ContractDesk, SignatureDesk, DeadlineDesk, TermEnds</td></tr>
 * <tr><td>delivery 交付</td><td>DeliveryDesk, RejectionDesk, DisputeDesk with RulingDesk, EntitlementSteps</td></tr>
 * <tr><td>clearing and settlement 清结算</td><td>ClearingDesk, SettlementDesk, NettingDesk with CycleSettlement, TradeEnds</td></tr>
 * </table>
 */
@NullMarked
package io.shuheng.core.engine;

import org.jspecify.annotations.NullMarked;
