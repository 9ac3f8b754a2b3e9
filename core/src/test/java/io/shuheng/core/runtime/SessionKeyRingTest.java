package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.CloseSession;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class SessionKeyRingTest {
    private static final long SESSION = 7;
    private static final byte[] MESSAGE = {1, 2, 3};

    private final CryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair box = crypto.generateKeyPair();
    private final SessionKeyRing ring = new SessionKeyRing(crypto.decryptor(box));
    private final byte[] key = new byte[SessionKeyForm.KEY_LENGTH];
    private final byte[] opening = AvroBytes.encode(OpenSession.newBuilder()
            .setClientId(1)
            .setNotAfterNs(1)
            .setMandate(0)
            .setKeySm3(new Hash32(SessionKeyForm.commitment(key).bytes()))
            .setInstruments(List.of())
            .setBoards(List.of())
            .setMaxNotionalFen(1)
            .setExpiresNs(1)
            .setStatementEveryCommands(1)
            .setStatementEveryNs(1)
            .build());

    private Sm3Hash take() throws Admission.Refused {
        return ring.take(opening, crypto.wrap(box.publicKey(), key));
    }

    private void observe(Class<? extends SpecificRecord> type, byte[] command, EventKind event) {
        Authentication internal =
                new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0));
        ring.observe(
                RulesVersions.current().kindOf(type),
                new CommandBody(command, internal, List.of(new Event(event.number(), SESSION, 0L, 0L))));
    }

    private void use() throws Admission.Refused {
        ring.require(SESSION, MESSAGE, MESSAGE.length, crypto.hmacSm3(key, MESSAGE));
    }

    private void assertUnknown() {
        assertThatThrownBy(this::use)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.outcome().code()).isEqualTo(RefusalCode.SESSION_UNKNOWN));
    }

    @Test
    void aSecondSubmissionThatIsTurnedAwayTakesNoKeyFromTheFirst() throws Admission.Refused {
        Sm3Hash first = take();
        ring.drop(take());
        observe(OpenSession.class, opening, EventKind.SESSION_OPENED);
        ring.drop(first);

        assertThatCode(this::use).doesNotThrowAnyException();
    }

    @Test
    void aKeyWhoseLastSubmissionHasItsAnswerOpensNothing() throws Admission.Refused {
        Sm3Hash first = take();
        ring.drop(take());
        ring.drop(first);
        observe(OpenSession.class, opening, EventKind.SESSION_OPENED);

        assertUnknown();
    }

    @Test
    void aRepeatAfterTheOpeningDoesNotOutliveItsAnswer() throws Admission.Refused {
        Sm3Hash first = take();
        observe(OpenSession.class, opening, EventKind.SESSION_OPENED);
        ring.drop(first);
        ring.drop(take());
        assertThatCode(this::use).doesNotThrowAnyException();

        observe(CloseSession.class, new byte[0], EventKind.SESSION_ENDED);
        assertUnknown();
        observe(OpenSession.class, opening, EventKind.SESSION_OPENED);
        assertUnknown();
    }

    @Test
    void aKeyThatIsErasedUnderACallersHandsIsNoWrongTag() {
        SessionKey erased = new SessionKey(key);
        assertThat(erased.check(MESSAGE, MESSAGE.length, crypto.hmacSm3(key, MESSAGE)))
                .isEqualTo(SessionKey.Verdict.RIGHT);
        assertThat(erased.check(MESSAGE, MESSAGE.length, new byte[32])).isEqualTo(SessionKey.Verdict.WRONG);
        erased.erase();
        assertThat(erased.check(MESSAGE, MESSAGE.length, crypto.hmacSm3(key, MESSAGE)))
                .isEqualTo(SessionKey.Verdict.ERASED);
    }
}
