package io.shuheng.ledger.inspect;

import io.shuheng.core.record.AuthenticationKind;
import java.util.Optional;

/**
 * Who sent a command, as its record says and without any check. Immutable.
 *
 * @param authentication how the sender is known
 * @param key number of the signing key, 0 where there is none or the command itself brings the certificate
 * @param session number of the session, 0 where there is none
 * @param signer who holds the key, or opened the session; empty where nobody does, and for what the exchange itself makes
 */
public record Sender(AuthenticationKind authentication, int key, long session, Optional<Signer> signer) {}
