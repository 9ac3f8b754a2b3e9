package io.shuheng.ledger.stamp;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.document.TimeStampTrust;
import java.util.List;

/**
 * Authorities that are trusted for time stamps. Immutable.
 *
 * @param list each of them, in the order given
 */
public record TimeAuthorities(List<TimeAuthority> list) {

    /** Nobody: every stamp is left aside. */
    public static final TimeAuthorities NONE = new TimeAuthorities(List.of());

    /** Takes a copy. */
    public TimeAuthorities {
        list = List.copyOf(list);
    }

    /** Whether it names nobody. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** What a check rests on, for the ledger of the operator with these certificates: its own stamps anchor nothing. */
    TimeStampTrust trust(List<Certificate> operators) {
        List<Certificate> national = list.stream()
                .filter(authority -> !authority.foreign())
                .map(authority -> Certificate.ofDer(authority.der()))
                .toList();
        List<byte[]> foreign = list.stream()
                .filter(TimeAuthority::foreign)
                .map(TimeAuthority::der)
                .toList();
        return TimeStampTrust.of(national, operators).withForeign(foreign);
    }
}
