package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A witness's signature on a checkpoint (见证签名), after C2SP tlog-cosignature with SM2: at that time it was the largest
 * tree of the ledger that the witness had seen, and it continued all that it had seen before. A line of the checkpoint
 * whose signature is the time (u64, seconds since 1970) ‖ r ‖ s, 72 bytes. Stateless.
 */
public final class Cosignature {

    /** Name of the algorithm, part of the key id; so a cosignature cannot be taken for an operator's signature. */
    public static final String ALGORITHM = "SM2-with-SM3/cosignature/v1";

    private static final int LENGTH = Long.BYTES + Sm2Signature.LENGTH;

    private Cosignature() {}

    /**
     * Signs as a witness. May block, as the signer does.
     *
     * @param name of the witness, see {@link NoteSignature}
     * @param timeSeconds since 1970, more than 0
     * @throws RecordFormatException where the name or the time is none
     */
    public static NoteSignature sign(Checkpoint checkpoint, String name, Signer witness, long timeSeconds) {
        if (timeSeconds <= 0) {
            throw new RecordFormatException("cosignature.time " + timeSeconds + ": more than 0");
        }
        byte[] signature = witness.sign(message(checkpoint, timeSeconds)).raw();
        byte[] timed =
                ByteBuffer.allocate(LENGTH).putLong(timeSeconds).put(signature).array();
        return new NoteSignature(name, NoteSignature.keyId(name, ALGORITHM, witness.publicKey()), timed);
    }

    /**
     * Whether a line is the cosignature of that witness on that checkpoint, under whatever name.
     *
     * @return its time, seconds since 1970; empty where it is none
     */
    public static OptionalLong seconds(NoteSignature line, Checkpoint checkpoint, Sm2Verifier witness) {
        byte[] timed = line.signature();
        byte[] keyId = NoteSignature.keyId(line.name(), ALGORITHM, witness.publicKey());
        if (timed.length != LENGTH || !Arrays.equals(line.keyId(), keyId)) {
            return OptionalLong.empty();
        }
        long timeSeconds = ByteBuffer.wrap(timed).getLong();
        byte[] signature = Arrays.copyOfRange(timed, Long.BYTES, LENGTH);
        try {
            boolean holds =
                    timeSeconds > 0 && witness.verify(message(checkpoint, timeSeconds), Sm2Signature.ofRaw(signature));
            return holds ? OptionalLong.of(timeSeconds) : OptionalLong.empty();
        } catch (CryptoException e) {
            return OptionalLong.empty();
        }
    }

    /** The first time at which that witness has cosigned the checkpoint, seconds since 1970; empty where it has not. */
    public static OptionalLong earliestSeconds(Checkpoint checkpoint, Sm2Verifier witness) {
        return checkpoint.signatures().stream()
                .map(line -> seconds(line, checkpoint, witness))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    private static byte[] message(Checkpoint checkpoint, long timeSeconds) {
        return ("cosignature/v1\ntime " + timeSeconds + "\n" + checkpoint.signedText())
                .getBytes(StandardCharsets.UTF_8);
    }
}
