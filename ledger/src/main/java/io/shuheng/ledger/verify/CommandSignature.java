package io.shuheng.ledger.verify;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;

/**
 * The signature on a SIGNED command, beside the bytes it is over, which are never stored as such. The array is the
 * caller's not to change. Thread-safe.
 *
 * @param message what was signed, rebuilt from the record (see {@link SigningBytes})
 * @param signature the sender's SM2 signature
 */
public record CommandSignature(byte[] message, Sm2Signature signature) {

    /**
     * Rebuilds what was signed.
     *
     * @param ledgerId of the ledger
     * @param kind of the command
     * @param termsHash SM3 of the command that opened the instrument it names, zeros where it names none
     * @param body the command's record taken apart
     * @throws CryptoException where the stored signature is not the form of one
     */
    public static CommandSignature of(Sm3Hash ledgerId, RecordKind kind, Sm3Hash termsHash, CommandBody body) {
        return new CommandSignature(
                SigningBytes.of(ledgerId, kind, termsHash, body.command()),
                Sm2Signature.ofRaw(AvroBytes.copyOf(body.authentication().getSignature())));
    }

    /** Whether it is a signature of this key. */
    public boolean verifies(Sm2Verifier key) {
        return key.verify(message, signature);
    }
}
