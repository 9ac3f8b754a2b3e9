package io.shuheng.core.service;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.record.Submission;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes submissions in the operator's name, with the key in force.
 *
 * @param ledgerId of the ledger
 * @param idWindowNs how far ahead a command's end may lie, nanoseconds
 * @param certificateSm3 SM3 of the certificate in force
 * @param key number of its key
 * @param rotations how many keys of the operator were in force before
 * @param signer of that key
 */
record OperatorSubmission(
        Sm3Hash ledgerId, long idWindowNs, Sm3Hash certificateSm3, int key, int rotations, Signer signer) {

    private static final int VERSION = 1;

    /** More than a ledger has of anything that is answered. */
    private static final int ID_BITS = 48;

    /** With all keys that an operator may have: the ids of one kind of answers never meet those of another. */
    private static final int MOST_TRIES = 4096;

    /**
     * The client id of an answer. Signed anew with another key it is another command, and what was signed before may have
     * come to be refused under its id; so is what is tried again after a refusal that was recorded.
     *
     * @param base the id under the first key, at the first try
     * @param usedUp how many ids under this key were used up
     */
    long clientId(long base, int usedUp) {
        long apart = (long) (rotations + usedUp % MOST_TRIES) << ID_BITS;
        return base < Long.MIN_VALUE / 4 ? base + apart : base - apart;
    }

    /**
     * When an answer ends: from the request's own time while that is fresh, so that equal runs sign equal bytes.
     *
     * @param requestNs sequenced time of the request
     * @param latestNs the latest time known
     */
    long notAfterNs(long requestNs, long latestNs) {
        long baseNs = latestNs - requestNs <= idWindowNs / 4 ? requestNs : latestNs;
        return baseNs + idWindowNs / 2;
    }

    /** The bytes to submit for a command of that kind, signed. */
    byte[] sign(SpecificRecord command, RecordKind kind) {
        byte[] bytes = AvroBytes.encode(command);
        byte[] signature = signer.sign(SigningBytes.of(ledgerId, kind, Sm3Hash.ZERO, bytes))
                .raw();
        return AvroBytes.encode(Submission.newBuilder()
                .setVersion(VERSION)
                .setType(kind.type())
                .setCertificateSm3(new Hash32(certificateSm3.bytes()))
                .setSignature(ByteBuffer.wrap(signature))
                .setCommand(ByteBuffer.wrap(bytes))
                .build());
    }
}
