package io.shuheng.ledger.stamp;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.document.HashAlgorithm;
import io.shuheng.crypto.document.TimeStampCheck;
import io.shuheng.crypto.document.TimeStampFault;
import io.shuheng.crypto.document.TimeStampRequest;
import io.shuheng.crypto.document.TimeStampResponse;
import io.shuheng.crypto.document.TimeStampResult;
import io.shuheng.ledger.file.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/*
 * The stamp is over the five lines that are signed and not over the whole file: witnesses may add their lines later, and a
 * proof file carries the same checkpoint with the operator's line alone.
 */
/** A time stamp over a checkpoint: what is asked, and what an answer shows. Stateless, any thread. */
public final class CheckpointStamp {

    private CheckpointStamp() {}

    /**
     * Asks for a stamp over a checkpoint.
     *
     * @param hash one that the authority knows
     * @param provider gives the nonce
     */
    public static TimeStampRequest request(Checkpoint checkpoint, HashAlgorithm hash, CryptoProvider provider) {
        return TimeStampRequest.over(content(checkpoint), hash, Optional.empty(), provider);
    }

    /** What the stamp is over: the checkpoint's first five lines. */
    static byte[] content(Checkpoint checkpoint) {
        return checkpoint.signedText().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Checks the answer to the request that was made for a checkpoint.
     *
     * @param response a TimeStampResp in DER, whatever the bytes are
     * @param operators certificates of the ledger's operator, of each key that it has had
     */
    public static StampFinding check(
            Checkpoint checkpoint,
            byte[] response,
            TimeStampRequest request,
            TimeAuthorities authorities,
            List<Certificate> operators) {
        StampFinding overCheckpoint = check(checkpoint, response, authorities, operators);
        return overCheckpoint instanceof StampFinding.NoTime
                ? overCheckpoint
                : finding(checkpoint, TimeStampCheck.ofResponse(response, request, authorities.trust(operators)));
    }

    /**
     * Checks a stamp long after it was made.
     *
     * @param response a TimeStampResp in DER, whatever the bytes are
     * @param operators certificates of the ledger's operator, of each key that it has had
     */
    public static StampFinding check(
            Checkpoint checkpoint, byte[] response, TimeAuthorities authorities, List<Certificate> operators) {
        TimeStampResponse read;
        try {
            read = TimeStampResponse.ofDer(response);
        } catch (CryptoException e) {
            return new StampFinding.NoTime(
                    checkpoint.size(), TimeStampFault.UNREADABLE, String.valueOf(e.getMessage()));
        }
        if (read.token().isEmpty()) {
            return new StampFinding.NoTime(
                    checkpoint.size(), TimeStampFault.NOT_GRANTED, "status " + read.status() + ": " + read.text());
        }
        return finding(
                checkpoint,
                TimeStampCheck.of(read.token().get().der(), content(checkpoint), authorities.trust(operators)));
    }

    private static StampFinding finding(Checkpoint checkpoint, TimeStampResult result) {
        if (result instanceof TimeStampResult.Stamped stamped) {
            long latestNs = stamped.token().latestNs();
            return new StampFinding.OutsideTime(
                    checkpoint.size(),
                    latestNs,
                    Math.max(0, checkpoint.timeNs() - latestNs),
                    stamped.authority().toString(),
                    stamped.foreign(),
                    stamped.revocationChecked());
        }
        TimeStampResult.Refused refused = (TimeStampResult.Refused) result;
        return new StampFinding.NoTime(checkpoint.size(), refused.fault(), refused.message());
    }
}
