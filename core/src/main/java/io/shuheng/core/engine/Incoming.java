package io.shuheng.core.engine;

import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import org.apache.avro.specific.SpecificRecord;

/**
 * One command as it comes to the engine.
 *
 * @param kind its kind
 * @param value the command
 * @param bytes its canonical bytes
 * @param authentication who stands behind it
 * @param timeNs sequenced time, nanoseconds since 1970
 */
record Incoming(RecordKind kind, SpecificRecord value, byte[] bytes, Authentication authentication, long timeNs) {

    AuthenticationKind authenticationKind() {
        return AuthenticationKind.of(authentication.getKind());
    }

    /** Its client id, which in a session is its counter. Only commands that {@link RecordKind#isIdentified} have one. */
    long clientId() {
        return (long) value.get(kind.fieldIndex("clientId"));
    }

    /** The end of its validity; 0 in a session. Only commands that {@link RecordKind#isIdentified} have one. */
    long notAfterNs() {
        return (long) value.get(kind.fieldIndex("notAfterNs"));
    }

    Sm3Hash sm3() {
        return Sm3Hash.of(Sm3.hash(bytes));
    }
}
