package io.shuheng.ledger.proof;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The certificate of a key whose registration is not opened, for it says more of its holder than a signature needs.
 * Immutable.
 *
 * @param key number of the key in the ledger, from 1
 * @param chain the key's certificate, then authorities that may stand between it and a trusted one; 1 to 65
 */
public record KeyCertificates(int key, List<Certificate> chain) {

    /** Most certificates of one key. */
    public static final int MAX_CHAIN = 65;

    /**
     * Takes a copy and checks the ranges.
     *
     * @throws RecordFormatException where they are wrong
     */
    public KeyCertificates {
        if (key < 1) {
            throw new RecordFormatException("certificate.key " + key + ": from 1");
        }
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            throw new RecordFormatException("certificate.chain of " + chain.size() + ": 1.." + MAX_CHAIN);
        }
        chain = List.copyOf(chain);
    }

    /**
     * The certificates that a registration brings: the signing certificate, then authorities behind it; none where the
     * command registers no key.
     *
     * @throws CryptoException where one of them cannot be read
     */
    static List<Certificate> in(SpecificRecord command) {
        List<Certificate> chain = new ArrayList<>();
        if (command instanceof Genesis genesis) {
            chain.add(Certificate.ofDer(AvroBytes.copyOf(genesis.getOperatorCertificate())));
        } else if (command instanceof AppointOfficer appointment) {
            chain.add(Certificate.ofDer(AvroBytes.copyOf(appointment.getCertificate())));
        } else if (command instanceof ApplyForMembership application) {
            add(chain, application.getSigningCertificate(), application.getIntermediates());
        } else if (command instanceof ApplyForReplacement replacement) {
            add(chain, replacement.getSigningCertificate(), replacement.getIntermediates());
        } else if (command instanceof RenewCertificate renewal && renewal.getRole() == CertificateRole.SIGNING) {
            add(chain, renewal.getCertificate(), renewal.getIntermediates());
        } else if (command instanceof RotateOperatorKey rotation) {
            add(chain, rotation.getCertificate(), rotation.getIntermediates());
        }
        return chain;
    }

    private static void add(List<Certificate> chain, ByteBuffer signing, List<ByteBuffer> intermediates) {
        chain.add(Certificate.ofDer(AvroBytes.copyOf(signing)));
        for (ByteBuffer intermediate : intermediates) {
            chain.add(Certificate.ofDer(AvroBytes.copyOf(intermediate)));
        }
    }

    static KeyCertificates ofDer(int key, List<byte[]> chain) {
        try {
            return new KeyCertificates(
                    key, chain.stream().map(Certificate::ofDer).toList());
        } catch (CryptoException e) {
            throw new RecordFormatException("certificate of key " + key + ": " + e.getMessage());
        }
    }

    /** The key's own certificate. */
    public Certificate certificate() {
        return chain.get(0);
    }

    /** The authorities behind it. */
    public List<Certificate> intermediates() {
        return chain.subList(1, chain.size());
    }
}
