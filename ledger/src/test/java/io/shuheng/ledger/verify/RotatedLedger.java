package io.shuheng.ledger.verify;

import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.participant.SuccessionBytes;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A closed ledger whose operator has rotated its key once, and what a forger makes of it who has some of the keys: every
 * root and checkpoint fits again.
 *
 * @param ledger its folder
 * @param rotation sequence of the rotation
 * @param keyNumber number of the new key
 */
record RotatedLedger(Path ledger, long rotation, int keyNumber) {

    /** Two officers, a checkpoint, the rotation, an officer of the new key's. */
    static RotatedLedger write(Path ledger) {
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
            exchange.appointRegistrars();
            exchange.checkpoint();
            long rotation =
                    exchange.rotate(1, TestOperator.FIRST, TestOperator.SECOND).sequence();
            exchange.appointBy(4, TestOperator.SECOND.signer(), "3");
            return new RotatedLedger(ledger, rotation, 4);
        }
    }

    private Signer inForce(long size) {
        return size > rotation ? TestOperator.SECOND.signer() : TestOperator.FIRST.signer();
    }

    /** Alters nothing. */
    void forgeNothing() throws IOException {
        new LedgerForger(ledger).forge(record -> record, this::inForce);
    }

    /** Signs the rotation with another key. */
    void forgeSignature() throws IOException {
        forgeRotation(record -> replaced(
                record,
                bytes(body(record).authentication().getSignature()),
                TestOperator.THIRD.signer().sign(new byte[1]).raw()));
    }

    /** Puts a possession for another ledger into the rotation, and signs it anew with the key in force. */
    void forgePossession() throws IOException {
        byte[] elsewhere = SuccessionBytes.of(
                Sm3Hash.ZERO,
                TestOperator.FIRST.certificate().sm3(),
                TestOperator.SECOND.certificate().sm3());
        forgeRotation(record -> {
            RotateOperatorKey command =
                    AvroBytes.decode(RotateOperatorKey.class, body(record).command());
            return signed(replaced(
                    record,
                    bytes(command.getPossession()),
                    TestOperator.SECOND.signer().sign(elsewhere).raw()));
        });
    }

    private byte[] signed(byte[] record) {
        RecordKind kind = RulesVersions.current().kindOf(RotateOperatorKey.class);
        byte[] message = SigningBytes.of(
                Sm3Hash.of(SmallExchange.hash("ledger").bytes()),
                kind,
                Sm3Hash.ZERO,
                body(record).command());
        return replaced(
                record,
                bytes(body(record).authentication().getSignature()),
                TestOperator.FIRST.signer().sign(message).raw());
    }

    /** Signs every checkpoint with one key. */
    void forgeCheckpoints(Signer signer) throws IOException {
        new LedgerForger(ledger).forge(record -> record, size -> signer);
    }

    private void forgeRotation(UnaryOperator<byte[]> change) throws IOException {
        new LedgerForger(ledger)
                .forge(
                        record -> RecordHeader.sequence(record, 0) == rotation ? change.apply(record) : record,
                        this::inForce);
    }

    private static CommandBody body(byte[] record) {
        RecordKind kind = RulesVersions.current().kindOf(RotateOperatorKey.class);
        return CommandBody.read(kind.checker(), record, 0, record.length);
    }

    private static byte[] bytes(ByteBuffer field) {
        return AvroBytes.copyOf(field);
    }

    private static byte[] replaced(byte[] record, byte[] old, byte[] now) {
        System.arraycopy(now, 0, record, indexOf(record, old), now.length);
        return record;
    }

    /** Where some bytes stand first. */
    static int indexOf(byte[] bytes, byte[] sought) {
        for (int at = 0; at + sought.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
                return at;
            }
        }
        throw new AssertionError("not in it");
    }
}
