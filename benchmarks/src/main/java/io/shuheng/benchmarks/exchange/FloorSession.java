package io.shuheng.benchmarks.exchange;

import io.shuheng.core.member.Draft;
import io.shuheng.core.member.MemberSession;
import org.apache.avro.specific.SpecificRecord;

/**
 * A member and its open session.
 *
 * @param member who sends
 * @param session in what
 */
record FloorSession(Company member, MemberSession session) {

    /** A submission of the next command. */
    byte[] submission(SpecificRecord command) {
        return session.submission(command);
    }

    /** A signed statement over all that was made so far. */
    byte[] statement(long clientId, long notAfterNs) {
        Draft draft = session.statement(clientId, notAfterNs);
        session.stated(session.nextCounter() - 1);
        return draft.submission(member.signer().sign(draft.bytesToSign()));
    }
}
