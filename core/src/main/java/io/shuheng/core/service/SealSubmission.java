package io.shuheng.core.service;

import io.shuheng.core.contract.ContractBatch;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.SealBytes;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.record.Submission;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;

/**
 * Makes the operator's signed answer to a request to seal.
 *
 * @param ledgerId of the ledger
 * @param key number of the operator's key
 * @param certificateSm3 SM3 of the operator's certificate
 */
record SealSubmission(Sm3Hash ledgerId, int key, Sm3Hash certificateSm3) {

    private static final int VERSION = 1;

    /**
     * The bytes to submit. The client id is minus the number of the batch's first contract: negative ids are the
     * services' own, so they meet no id under which the operator signs something else.
     */
    byte[] sign(ContractBatch batch, long notAfterNs, RecordKind kind, Signer signer) {
        Sm3Hash root = batch.root();
        byte[] toSeal = SealBytes.of(ledgerId, batch.firstTrade(), batch.lastTrade(), root);
        byte[] command = AvroBytes.encode(ContractsSealed.newBuilder()
                .setClientId(-batch.firstTrade())
                .setNotAfterNs(notAfterNs)
                .setFirstTrade(batch.firstTrade())
                .setLastTrade(batch.lastTrade())
                .setRoot(new Hash32(root.bytes()))
                .setKey(key)
                .setSignature(ByteBuffer.wrap(signer.sign(toSeal).raw()))
                .build());
        byte[] signature = signer.sign(SigningBytes.of(ledgerId, kind, Sm3Hash.ZERO, command))
                .raw();
        return AvroBytes.encode(Submission.newBuilder()
                .setVersion(VERSION)
                .setType(kind.type())
                .setCertificateSm3(new Hash32(certificateSm3.bytes()))
                .setSignature(ByteBuffer.wrap(signature))
                .setCommand(ByteBuffer.wrap(command))
                .build());
    }
}
