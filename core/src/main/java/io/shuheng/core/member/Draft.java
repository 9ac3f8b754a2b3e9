package io.shuheng.core.member;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.record.Submission;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;

/**
 * A command ready to be signed. The signature may come from anywhere: this process, an HSM, a USB token, another
 * machine. Immutable, thread-safe.
 */
public final class Draft {

    private static final int SUBMISSION_VERSION = 1;

    private final RecordKind kind;
    private final byte[] command;
    private final Sm3Hash ledgerId;
    private final Sm3Hash termsHash;
    private final Sm3Hash certificateSm3;

    Draft(RecordKind kind, byte[] command, Sm3Hash ledgerId, Sm3Hash termsHash, Sm3Hash certificateSm3) {
        this.kind = kind;
        this.command = command;
        this.ledgerId = ledgerId;
        this.termsHash = termsHash;
        this.certificateSm3 = certificateSm3;
    }

    RecordKind kind() {
        return kind;
    }

    /** The command's canonical bytes. */
    public byte[] command() {
        return command.clone();
    }

    /** What is signed: SM2 with SM3 under the default user id, over exactly these bytes. */
    public byte[] bytesToSign() {
        return SigningBytes.of(ledgerId, kind, termsHash, command);
    }

    /** The submission for {@code Exchange.submit}, with the signature over {@link #bytesToSign}. */
    public byte[] submission(Sm2Signature signature) {
        return AvroBytes.encode(Submission.newBuilder()
                .setVersion(SUBMISSION_VERSION)
                .setType(kind.type())
                .setCertificateSm3(new Hash32(certificateSm3.bytes()))
                .setSignature(ByteBuffer.wrap(signature.raw()))
                .setCommand(ByteBuffer.wrap(command))
                .build());
    }
}
