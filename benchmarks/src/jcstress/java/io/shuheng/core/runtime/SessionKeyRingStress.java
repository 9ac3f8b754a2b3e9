package io.shuheng.core.runtime;

import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.CloseSession;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.HmacSm3;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Session keys come and go by the ledger's thread while callers use them. */
public class SessionKeyRingStress {

    private static final long SESSION = 7;
    private static final byte[] KEY = new byte[SessionKeyForm.KEY_LENGTH];
    private static final byte[] OPENING = opening();
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final byte[] TAG = tag();
    private static final Authentication INTERNAL =
            new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0));
    private static final RecordKind OPEN = RulesVersions.current().kindOf(OpenSession.class);
    private static final RecordKind CLOSE = RulesVersions.current().kindOf(CloseSession.class);

    private static final int TAKEN = 1;
    private static final int UNKNOWN = 2;
    private static final int BAD_TAG = 3;
    private static final int OTHER = -1;

    private SessionKeyRingStress() {}

    /** What is wrapped is the key itself: unwrapping is not what is tested. */
    private static final class Plain implements Decryptor {
        @Override
        public Sm2PublicKey publicKey() {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public byte[] unwrap(byte[] wrapped) {
            return wrapped.clone();
        }
    }

    private static byte[] opening() {
        return AvroBytes.encode(OpenSession.newBuilder()
                .setClientId(1)
                .setNotAfterNs(1)
                .setMandate(0)
                .setKeySm3(new Hash32(SessionKeyForm.commitment(KEY).bytes()))
                .setInstruments(List.of())
                .setBoards(List.of())
                .setMaxNotionalFen(1)
                .setExpiresNs(1)
                .setStatementEveryCommands(1)
                .setStatementEveryNs(1)
                .build());
    }

    private static byte[] tag() {
        HmacSm3 mac = new HmacSm3(KEY);
        mac.update(MESSAGE, 0, MESSAGE.length);
        byte[] tag = new byte[Sm3Hash.LENGTH];
        mac.doFinal(tag, 0);
        return tag;
    }

    private static SessionKeyRing waiting() {
        SessionKeyRing ring = new SessionKeyRing(new Plain());
        try {
            Sm3Hash unused = ring.take(OPENING, KEY);
        } catch (Admission.Refused e) {
            throw new IllegalStateException(e);
        }
        return ring;
    }

    private static void opened(SessionKeyRing ring) {
        ring.observe(OPEN, body(OPENING, EventKind.SESSION_OPENED));
    }

    private static void ended(SessionKeyRing ring) {
        ring.observe(CLOSE, body(new byte[0], EventKind.SESSION_ENDED));
    }

    private static CommandBody body(byte[] command, EventKind event) {
        return new CommandBody(command, INTERNAL, List.of(new Event(event.number(), SESSION, 0L, 0L)));
    }

    private static int use(SessionKeyRing ring) {
        try {
            ring.require(SESSION, MESSAGE, MESSAGE.length, TAG);
            return TAKEN;
        } catch (Admission.Refused e) {
            RefusalCode code = e.outcome().code();
            return code == RefusalCode.SESSION_UNKNOWN ? UNKNOWN : code == RefusalCode.BAD_TAG ? BAD_TAG : OTHER;
        }
    }

    /** The record that opens a session becomes durable while a caller already uses it. */
    @JCStressTest
    @Outcome(id = {"1", "2"}, expect = Expect.ACCEPTABLE, desc = "taken, or not open yet")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a right tag was called wrong")
    @State
    public static class Opening {
        private final SessionKeyRing ring = waiting();

        /** The ledger's thread. */
        @Actor
        public void ledger() {
            opened(ring);
        }

        /** A caller. */
        @Actor
        public void caller(I_Result seen) {
            seen.r1 = use(ring);
        }
    }

    /** The record that ends a session becomes durable while a caller uses it. */
    @JCStressTest
    @Outcome(id = {"1", "2"}, expect = Expect.ACCEPTABLE, desc = "taken, or not open any more")
    @Outcome(
            id = "3",
            expect = Expect.ACCEPTABLE_INTERESTING,
            desc = "refused, since the key was erased between finding and using it, by the name of a bad tag")
    @Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
    @State
    public static class Ending {
        private final SessionKeyRing ring = waiting();

        /** With an open session. */
        public Ending() {
            opened(ring);
        }

        /** The ledger's thread. */
        @Actor
        public void ledger() {
            ended(ring);
        }

        /** A caller. */
        @Actor
        public void caller(I_Result seen) {
            seen.r1 = use(ring);
        }
    }

    /** Two callers use one session's key, which has one state of its hash. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both taken")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one disturbed the other")
    @State
    public static class TwoCallers {
        private final SessionKeyRing ring = waiting();

        /** With an open session. */
        public TwoCallers() {
            opened(ring);
        }

        /** One caller. */
        @Actor
        public void one(II_Result seen) {
            seen.r1 = use(ring);
        }

        /** The other. */
        @Actor
        public void other(II_Result seen) {
            seen.r2 = use(ring);
        }
    }
}
