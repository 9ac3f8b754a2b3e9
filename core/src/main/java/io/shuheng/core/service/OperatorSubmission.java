package io.shuheng.core.service;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.record.Submission;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes submissions in the operator's name.
 *
 * @param ledgerId of the ledger
 * @param certificateSm3 SM3 of the operator's certificate
 * @param idWindowNs how far ahead a command's end may lie, nanoseconds
 */
record OperatorSubmission(Sm3Hash ledgerId, Sm3Hash certificateSm3, long idWindowNs) {

    /** Genesis registers the operator's key as the first. */
    static final int KEY = 1;

    private static final int VERSION = 1;

    static OperatorSubmission of(Genesis genesis) {
        byte[] certificate = AvroBytes.copyOf(genesis.getOperatorCertificate());
        return new OperatorSubmission(
                Sm3Hash.of(genesis.getLedgerId().bytes()),
                Sm3Hash.of(Sm3.hash(certificate)),
                genesis.getLimits().getIdWindowNs());
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
    byte[] sign(SpecificRecord command, RecordKind kind, Signer signer) {
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
