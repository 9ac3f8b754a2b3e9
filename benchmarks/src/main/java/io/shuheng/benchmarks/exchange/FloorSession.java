package io.shuheng.benchmarks.exchange;

import io.shuheng.core.member.Draft;
import io.shuheng.core.member.MemberSession;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.OutcomeListener;
import org.apache.avro.specific.SpecificRecord;

/** A member's open session, in which orders are made beforehand and sent later. */
sealed interface FloorSession {

    /** What was made, ready to be handed over, again and again until it is taken. */
    @FunctionalInterface
    interface Sending {
        /** Hands it over; the listener hears of it by that tag. */
        void to(Exchange exchange, long tag, OutcomeListener listener);
    }

    /** The counter that the next command must carry. */
    long nextCounter();

    /** Makes the next command. */
    Sending next(SpecificRecord command);

    /** Whether a statement must be sent before the next command. */
    boolean owesStatement();

    /** Makes a signed statement over all that was made so far. */
    Sending statement(long clientId, long notAfterNs);

    /** With a key: commands are tagged, statements are owed. */
    record Attested(Company member, MemberSession session) implements FloorSession {

        @Override
        public long nextCounter() {
            return session.nextCounter();
        }

        @Override
        public Sending next(SpecificRecord command) {
            byte[] submission = session.submission(command);
            return (exchange, tag, listener) -> exchange.submit(submission, tag, listener);
        }

        @Override
        public boolean owesStatement() {
            return session.unstated() == TradingFloor.STATEMENT_EVERY - 1;
        }

        @Override
        public Sending statement(long clientId, long notAfterNs) {
            Draft draft = session.statement(clientId, notAfterNs);
            session.stated(session.nextCounter() - 1);
            byte[] submission = draft.submission(member.signer().sign(draft.bytesToSign()));
            return (exchange, tag, listener) -> exchange.submit(submission, tag, listener);
        }
    }

    /** Without a key: the platform vouches. */
    final class Asserted implements FloorSession {

        private final long number;
        private long last;

        Asserted(long number) {
            this.number = number;
        }

        @Override
        public long nextCounter() {
            return last + 1;
        }

        @Override
        public Sending next(SpecificRecord command) {
            last++;
            int type = RulesVersions.current().kindOf(command.getClass()).type();
            byte[] bytes = AvroBytes.encode(command);
            return (exchange, tag, listener) -> exchange.vouch(number, type, bytes, tag, listener);
        }

        @Override
        public boolean owesStatement() {
            return false;
        }

        @Override
        public Sending statement(long clientId, long notAfterNs) {
            throw new IllegalStateException("session " + number + ": promises no statement");
        }
    }
}
