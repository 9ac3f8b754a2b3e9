package io.shuheng.core.service;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Follows which key of the operator is in force, and finds its signer among those that were given. {@link #add} may be called
 * by any thread, the rest is for one.
 */
final class OperatorKeyInForce {

    /** Genesis registers the operator's key as the first. */
    private static final int FIRST = 1;

    private final List<Signer> signers = new CopyOnWriteArrayList<>();

    private @Nullable Genesis genesis;
    private Sm3Hash certificateSm3 = Sm3Hash.ZERO;
    private @Nullable Sm2PublicKey publicKey;
    private int key = FIRST;
    private int rotations;

    /** @param signer of the key in force when the service begins to answer */
    OperatorKeyInForce(Signer signer) {
        signers.add(signer);
    }

    /** Takes the signer of a key to come. */
    void add(Signer next) {
        signers.add(next);
    }

    /** Takes the next command; whether it put another key in force. */
    boolean observe(RecordKind kind, CommandBody body) {
        if (kind.javaClass() == Genesis.class) {
            Genesis begun = AvroBytes.decode(Genesis.class, body.command());
            genesis = begun;
            certificateSm3 = Sm3Hash.of(Sm3.hash(AvroBytes.copyOf(begun.getOperatorCertificate())));
            return false;
        }
        if (kind.javaClass() != RotateOperatorKey.class) {
            return false;
        }
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.KEY_REGISTERED.number()) {
                rotated((int) event.getA(), AvroBytes.decode(RotateOperatorKey.class, body.command()));
                return true;
            }
        }
        return false;
    }

    private void rotated(int next, RotateOperatorKey command) {
        byte[] certificate = AvroBytes.copyOf(command.getCertificate());
        key = next;
        rotations++;
        certificateSm3 = Sm3Hash.of(Sm3.hash(certificate));
        publicKey = Certificate.ofDer(certificate).publicKey();
    }

    /**
     * What makes submissions now.
     *
     * @throws SignerMissingException where nobody gave the signer of the key in force
     * @throws IllegalStateException before genesis
     */
    OperatorSubmission submission() {
        Genesis begun = genesis;
        if (begun == null) {
            throw new IllegalStateException("a request to the operator without genesis");
        }
        return new OperatorSubmission(
                Sm3Hash.of(begun.getLedgerId().bytes()),
                begun.getLimits().getIdWindowNs(),
                certificateSm3,
                key,
                rotations,
                signer());
    }

    /** Until a rotation is seen, what genesis names is the one that was given first. */
    private Signer signer() {
        Sm2PublicKey inForce = publicKey;
        if (inForce == null) {
            return signers.get(0);
        }
        for (Signer signer : signers) {
            if (signer.publicKey().equals(inForce)) {
                return signer;
            }
        }
        throw new SignerMissingException("the operator's key " + key + " is in force, and its signer was not given");
    }
}
