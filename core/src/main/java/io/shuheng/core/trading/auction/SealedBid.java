package io.shuheng.core.trading.auction;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;

/** A bid in a sealed-bid auction, from its commitment on. State of the engine: for its thread alone. */
public final class SealedBid {

    private static final int HASH_LENGTH = 32;
    private static final byte[] NO_OPENING = {};

    private final long commitment;
    private Principal principal;
    private final Sm3Hash commitmentSm3;
    private long hold;
    private long heldFen;
    private long reveal;
    private long revealedAtNs;
    private long priceMicros;
    private long lots;
    private int scenario;
    private byte[] opening = NO_OPENING;
    private long wonLots;

    /**
     * A bid that nobody knows.
     *
     * @param commitment sequence of its commitment
     * @param hold number of the hold of its deposit
     * @param heldFen the deposit, fen
     */
    public SealedBid(long commitment, Principal principal, Sm3Hash commitmentSm3, long hold, long heldFen) {
        this.commitment = commitment;
        this.principal = principal;
        this.commitmentSm3 = commitmentSm3;
        this.hold = hold;
        this.heldFen = heldFen;
    }

    /** Sequence of its commitment. */
    public long commitment() {
        return commitment;
    }

    /** In whose name, and under which mandate, it was committed, and from its reveal on, revealed. */
    public Principal principal() {
        return principal;
    }

    /** Its bidder reveals it, itself or by another agent than the one that committed. */
    public void comesFrom(Principal revealing) {
        principal = revealing;
    }

    /** Number of the bidder. */
    public long bidder() {
        return principal.participant();
    }

    /** The commitment. */
    public Sm3Hash commitmentSm3() {
        return commitmentSm3;
    }

    /** Number of the hold that secures it. */
    public long hold() {
        return hold;
    }

    /** What that hold still has for it, fen. */
    public long heldFen() {
        return heldFen;
    }

    /** Other money secures it, or the same hold has less. */
    public void holds(long holdNumber, long amountFen) {
        hold = holdNumber;
        heldFen = amountFen;
    }

    /** It was revealed. */
    public void reveal(long sequence, long timeNs, RevealBid command, byte[] openingBytes) {
        reveal = sequence;
        revealedAtNs = timeNs;
        priceMicros = command.getPriceMicros();
        lots = command.getQuantityLots();
        scenario = command.getScenario();
        opening = openingBytes.clone();
    }

    /** Whether it was revealed. */
    public boolean isRevealed() {
        return reveal != 0;
    }

    /** Sequence of its reveal, which is the bidder's declaration. */
    public long reveal() {
        return reveal;
    }

    /** Sequenced time of its reveal; fees are those of this time. */
    public long revealedAtNs() {
        return revealedAtNs;
    }

    /** Most that it pays for a lot, micro-yuan. */
    public long priceMicros() {
        return priceMicros;
    }

    /** Lots that it is for. */
    public long lots() {
        return lots;
    }

    /** The declared use. */
    public int scenario() {
        return scenario;
    }

    byte[] opening() {
        return opening;
    }

    /** Lots that it gets. */
    public long wonLots() {
        return wonLots;
    }

    /** It gets lots. */
    public void win(long won) {
        wonLots = won;
    }

    void writeState(StateSink sink) {
        sink.number(commitment);
        sink.number(principal.participant());
        sink.number(principal.agent());
        sink.number(principal.mandate());
        sink.hash(commitmentSm3.bytes());
        sink.number(hold);
        sink.number(heldFen);
        sink.number(reveal);
        sink.number(revealedAtNs);
        sink.number(priceMicros);
        sink.number(lots);
        sink.number(scenario);
        sink.bytes(opening);
        sink.number(wonLots);
    }

    static SealedBid readState(StateSource source) {
        long commitment = source.number();
        Principal principal = new Principal(source.number(), source.number(), source.number());
        Sm3Hash commitmentSm3 = Sm3Hash.of(source.hash(HASH_LENGTH));
        SealedBid read = new SealedBid(commitment, principal, commitmentSm3, source.number(), source.number());
        read.reveal = source.number();
        read.revealedAtNs = source.number();
        read.priceMicros = source.number();
        read.lots = source.number();
        read.scenario = source.integer();
        read.opening = source.bytes();
        read.wonLots = source.number();
        return read;
    }
}
