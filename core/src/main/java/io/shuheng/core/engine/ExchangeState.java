package io.shuheng.core.engine;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.BankReferences;
import io.shuheng.core.clearing.Deposits;
import io.shuheng.core.clearing.Holds;
import io.shuheng.core.clearing.NettingCycles;
import io.shuheng.core.clearing.Settlements;
import io.shuheng.core.clearing.Withdrawals;
import io.shuheng.core.contract.Contracts;
import io.shuheng.core.contract.amendment.Amendments;
import io.shuheng.core.contract.negotiation.Negotiations;
import io.shuheng.core.delivery.Deliveries;
import io.shuheng.core.delivery.DeliveryDeadlines;
import io.shuheng.core.delivery.Entitlements;
import io.shuheng.core.dispute.Disputes;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.Listings;
import io.shuheng.core.participant.Freezes;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.Identifier;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.Mandates;
import io.shuheng.core.participant.Officers;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Principals;
import io.shuheng.core.participant.Replacements;
import io.shuheng.core.participant.RevocationLists;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.registration.Registrations;
import io.shuheng.core.session.Sessions;
import io.shuheng.core.trading.Boards;
import io.shuheng.core.trading.ExpiredLicences;
import io.shuheng.core.trading.FixedPriceOffers;
import io.shuheng.core.trading.Instruments;
import io.shuheng.core.trading.LicenceSupply;
import io.shuheng.core.trading.Trades;
import io.shuheng.core.trading.TradingCalendars;
import io.shuheng.core.trading.TradingPhases;
import io.shuheng.core.trading.auction.Auctions;
import io.shuheng.core.trading.auction.CallAuctions;
import io.shuheng.core.trading.auction.OpenAuctions;
import io.shuheng.core.trading.auction.SealedAuctions;
import io.shuheng.core.trading.book.Markets;
import io.shuheng.core.trading.book.MassCancels;
import io.shuheng.core.trading.book.OpenOrders;
import io.shuheng.core.trading.quote.QuoteRequests;
import io.shuheng.core.trading.resale.Resales;
import io.shuheng.crypto.Sm3Hash;

/** What the engine knows: the state of every capability, each in its own class. */
final class ExchangeState {

    final KeyRegister keys = new KeyRegister();
    final Officers officers = new Officers();
    final Participants participants = new Participants();
    final Replacements replacements = new Replacements();
    final RevocationLists revocationLists = new RevocationLists();
    final Freezes freezes = new Freezes();
    final Mandates mandates = new Mandates();
    final Principals principals = new Principals(participants, mandates);
    final Sessions sessions = new Sessions();
    final Registrations registrations = new Registrations();
    final Listings listings = new Listings();
    final Boards boards = new Boards();
    final Instruments instruments = new Instruments();
    final FixedPriceOffers offers = new FixedPriceOffers();
    final LicenceSupply supply = new LicenceSupply();
    final ExpiredLicences expired = new ExpiredLicences();
    final Markets markets = new Markets();
    final OpenOrders openOrders = new OpenOrders();
    final MassCancels massCancels = new MassCancels();
    final QuoteRequests quotes = new QuoteRequests(instruments);
    final TradingPhases phases = new TradingPhases();
    final TradingCalendars calendars = new TradingCalendars();
    final Auctions auctions = new Auctions();
    final CallAuctions calls = new CallAuctions();
    final SealedAuctions sealedAuctions = new SealedAuctions();
    final OpenAuctions openAuctions = new OpenAuctions();
    final Resales resales = new Resales();
    final Trades trades = new Trades();
    final Contracts contracts = new Contracts();
    final Negotiations negotiations = new Negotiations();
    final Amendments amendments = new Amendments();
    final Deliveries deliveries = new Deliveries();
    final DeliveryDeadlines deadlines = new DeliveryDeadlines();
    final Entitlements entitlements = new Entitlements();
    final Accounts accounts = new Accounts();
    final Holds holds = new Holds(accounts);
    final BankReferences bankReferences = new BankReferences();
    final Deposits deposits = new Deposits(accounts, bankReferences);
    final Withdrawals withdrawals = new Withdrawals(accounts, bankReferences);
    final Settlements settlements = new Settlements(accounts, holds);
    final NettingCycles cycles = new NettingCycles();
    final Disputes disputes = new Disputes();
    final Timers timers = new Timers();
    /** Until it is settled: the end of delivering, of inspecting, or of the provider's time to answer a rejection. */
    final ContractTimers contractTimers = new ContractTimers(
            timers, TimerKind.DELIVERY_DUE, TimerKind.INSPECTION_END, TimerKind.REJECTION_ANSWER_END);
    /** When what is proposed for a contract lapses. */
    final ContractTimers amendmentTimers = new ContractTimers(timers, TimerKind.AMENDMENT_LAPSE);

    /** Opens the operator, a participant by genesis, and returns its key, the first one. */
    KeyRegister.Key openOperator(Genesis genesis) {
        Sm3Hash certificate = Fields.sm3(genesis.getOperatorCertificate());
        participants.openOperator(
                new Identifier(IdKind.USCC, genesis.getOperatorUscc()),
                genesis.getOperatorNameZh(),
                genesis.getOperatorNameEn(),
                certificate);
        return keys.register(KeyPurpose.OPERATOR, Participants.OPERATOR, certificate, true);
    }

    /** The holder of a key, which must be in force at that time. */
    Actor holder(int keyNumber, long timeNs) {
        KeyRegister.Key key = keys.key(keyNumber)
                .filter(found -> found.serves(timeNs))
                .orElseThrow(() -> CommandRejected.because(RefusalCode.KEY_NOT_IN_FORCE));
        if (key.purpose() == KeyPurpose.OFFICER) {
            return new Actor(keyNumber, key.purpose(), Participants.OPERATOR, officers.officer(key.owner()));
        }
        return new Actor(keyNumber, key.purpose(), key.owner(), null);
    }

    /** Whether a certificate is somebody's already, for signing or for encryption. */
    boolean isRegistered(Sm3Hash certificate) {
        return keys.contains(certificate) || participants.hasEncryptionCertificate(certificate);
    }

    /**
     * The terms that a command's signature binds: its instrument's, or zeros where it names none that there is.
     *
     * @param command starts with the command's canonical bytes
     */
    Sm3Hash termsHash(RecordKind kind, byte[] command, int length) {
        int field = kind.instrumentField();
        return field < 0 ? Sm3Hash.ZERO : instruments.termsHash(kind.number(field, command, length));
    }

    /** Licences of an instrument that a participant has bought and whose term is not over, settled or on the way. */
    long liveLots(long instrument, long holder) {
        return supply.heldLots(instrument, holder) - expired.of(instrument, holder);
    }

    void writeState(StateSink sink) {
        keys.writeState(sink);
        participants.writeState(sink);
        replacements.writeState(sink);
        revocationLists.writeState(sink);
        freezes.writeState(sink);
        mandates.writeState(sink);
        sessions.writeState(sink);
        registrations.writeState(sink);
        listings.writeState(sink);
        boards.writeState(sink);
        instruments.writeState(sink);
        offers.writeState(sink);
        supply.writeState(sink);
        expired.writeState(sink);
        markets.writeState(sink);
        openOrders.writeState(sink);
        massCancels.writeState(sink);
        quotes.writeState(sink);
        phases.writeState(sink);
        calendars.writeState(sink);
        auctions.writeState(sink);
        calls.writeState(sink);
        sealedAuctions.writeState(sink);
        openAuctions.writeState(sink);
        resales.writeState(sink);
        trades.writeState(sink);
        negotiations.writeState(sink);
        amendments.writeState(sink);
        deliveries.writeState(sink);
        deadlines.writeState(sink);
        entitlements.writeState(sink);
        accounts.writeState(sink);
        holds.writeState(sink);
        bankReferences.writeState(sink);
        deposits.writeState(sink);
        withdrawals.writeState(sink);
        settlements.writeState(sink);
        cycles.writeState(sink);
        disputes.writeState(sink);
        timers.writeState(sink);
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    void readState(StateSource source) {
        keys.readState(source);
        participants.readState(source);
        replacements.readState(source);
        revocationLists.readState(source);
        freezes.readState(source);
        mandates.readState(source);
        sessions.readState(source);
        registrations.readState(source);
        listings.readState(source);
        boards.readState(source);
        instruments.readState(source, listings, boards);
        offers.readState(source);
        supply.readState(source, instruments);
        expired.readState(source);
        markets.readState(source, instruments);
        openOrders.readState(source, markets);
        massCancels.readState(source);
        quotes.readState(source);
        phases.readState(source);
        calendars.readState(source);
        auctions.readState(source);
        calls.readState(source, auctions);
        sealedAuctions.readState(source, auctions);
        openAuctions.readState(source, auctions);
        markets.holdAgain(calls);
        resales.readState(source);
        trades.readState(source);
        negotiations.readState(source);
        amendments.readState(source);
        deliveries.readState(source);
        deadlines.readState(source);
        entitlements.readState(source);
        accounts.readState(source, participants.count());
        holds.readState(source);
        bankReferences.readState(source);
        deposits.readState(source);
        withdrawals.readState(source);
        settlements.readState(source);
        cycles.readState(source, accounts.count());
        disputes.readState(source);
        timers.readState(source);
        contractTimers.find();
        amendmentTimers.find();
    }
}
