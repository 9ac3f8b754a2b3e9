package io.shuheng.core.engine;

import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One command as it comes to the engine, which has one of these and fills it anew for each. */
final class Incoming {

    private static final byte[] NONE = {};

    private @Nullable RecordKind kind;
    private @Nullable SpecificRecord value;
    private @Nullable Authentication authentication;
    private byte[] bytes = NONE;
    private int length;
    private AuthenticationKind authenticationKind = AuthenticationKind.INTERNAL;
    private long timeNs;
    private Dispatch.@Nullable Route route;

    /**
     * The next command.
     *
     * @param itsBytes start with its canonical bytes
     * @param itsLength how many these are
     * @param itsRoute which rule takes it; null where none does
     */
    void begin(
            RecordKind itsKind,
            SpecificRecord itsValue,
            byte[] itsBytes,
            int itsLength,
            Authentication itsAuthentication,
            long itsTimeNs,
            Dispatch.@Nullable Route itsRoute) {
        kind = itsKind;
        value = itsValue;
        bytes = itsBytes;
        length = itsLength;
        authentication = itsAuthentication;
        authenticationKind = AuthenticationKind.of(itsAuthentication.getKind());
        timeNs = itsTimeNs;
        route = itsRoute;
    }

    /** Its kind. */
    RecordKind kind() {
        return Objects.requireNonNull(kind);
    }

    /** The command. */
    SpecificRecord value() {
        return Objects.requireNonNull(value);
    }

    /** An array that starts with its canonical bytes. */
    byte[] bytes() {
        return bytes;
    }

    /** How many canonical bytes there are. */
    int length() {
        return length;
    }

    /** Who stands behind it. */
    Authentication authentication() {
        return Objects.requireNonNull(authentication);
    }

    /** What vouches for its sender. */
    AuthenticationKind authenticationKind() {
        return authenticationKind;
    }

    /** Whether it was sent in a session. */
    boolean isOfSession() {
        return authenticationKind == AuthenticationKind.ATTESTED || authenticationKind == AuthenticationKind.ASSERTED;
    }

    /** Sequenced time, nanoseconds since 1970. */
    long timeNs() {
        return timeNs;
    }

    /** Which rule takes it; null where none does. */
    Dispatch.@Nullable Route route() {
        return route;
    }

    /** Its client id, which in a session is its counter. Only commands that {@link RecordKind#isIdentified} have one. */
    long clientId() {
        return kind().number(kind().clientIdField(), bytes, length);
    }

    /** The end of its validity; 0 in a session. Only commands that {@link RecordKind#isIdentified} have one. */
    long notAfterNs() {
        return kind().number(kind().notAfterField(), bytes, length);
    }

    /** The mandate that it names; 0 where it can name none. */
    long mandate() {
        int field = kind().mandateField();
        return field < 0 ? 0 : kind().number(field, bytes, length);
    }

    Sm3Hash sm3() {
        return Sm3Hash.ofContent(Arrays.copyOf(bytes, length));
    }
}
