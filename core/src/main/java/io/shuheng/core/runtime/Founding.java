package io.shuheng.core.runtime;

import io.shuheng.core.engine.Engine;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;

/** Writes the first group of a ledger: genesis, signed by the operator, and the schemas of its rules version. */
public final class Founding {

    private static final int OPERATOR_KEY = 1;

    private Founding() {}

    /**
     * Founds an exchange on an empty ledger. Blocks until genesis is durable.
     *
     * @param operator signs with the key of the operator's certificate in genesis
     * @throws LedgerException where the ledger is not empty
     * @throws IllegalArgumentException where the signer's key is not that of the operator's certificate
     */
    public static void found(Ledger ledger, Genesis genesis, Signer operator, SequencerClock clock) {
        if (ledger.size() != 0) {
            throw new LedgerException(LedgerException.Code.OUT_OF_SEQUENCE, "the ledger has a genesis already");
        }
        requireOperatorKey(genesis, operator);
        RecordCatalogue catalogue = RulesVersions.current();
        RecordKind kind = catalogue.kindOf(Genesis.class);
        byte[] command = AvroBytes.encode(genesis);
        byte[] signed = SigningBytes.of(Sm3Hash.of(genesis.getLedgerId().bytes()), kind, Sm3Hash.ZERO, command);
        Authentication authentication = new Authentication(
                AuthenticationKind.SIGNED.number(),
                OPERATOR_KEY,
                0L,
                ByteBuffer.wrap(operator.sign(signed).raw()));
        RecordBuffer records = new RecordBuffer();
        new Engine(catalogue).execute(kind, command, authentication, clock.stampNs(), records);
        ledger.append(records);
        ledger.commit();
    }

    private static void requireOperatorKey(Genesis genesis, Signer operator) {
        if (!Certificate.ofDer(AvroBytes.copyOf(genesis.getOperatorCertificate()))
                .publicKey()
                .equals(operator.publicKey())) {
            throw new IllegalArgumentException("genesis.operatorCertificate: not the certificate of the signer's key");
        }
    }
}
