package io.shuheng.ledger.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A ledger in a folder, with what a holder of a proof trusts. */
public abstract class TrustedLedger {

    /** Numbers of the two parties of its contracts, and of one who is none. */
    public static final long PROVIDER = SoldLedger.PROVIDER;

    public static final long CONSUMER = SoldLedger.BUYER;
    public static final long STRANGER = SoldLedger.STRANGER;

    private final Path ledger;
    private final TrustAnchor operator;
    private final TrustAnchor membersAuthority;
    private final Path operatorFile;

    /** Writes the certificates; the ledger is for who extends it to write. */
    TrustedLedger(Path parent) throws IOException {
        Files.createDirectories(parent);
        ledger = parent.resolve("ledger");
        operatorFile = Files.writeString(parent.resolve("operator.pem"), TestKeys.OPERATOR_CERTIFICATE.pem());
        operator = TrustAnchor.ofPem(operatorFile);
        membersAuthority = TrustAnchor.ofPem(Files.writeString(
                parent.resolve("members-ca.pem"),
                TestKeys.MEMBERS_AUTHORITY.certificate().pem()));
    }

    /** The folder. */
    public final Path ledger() {
        return ledger;
    }

    /** The operator's certificate. */
    public final TrustAnchor operator() {
        return operator;
    }

    /** The operator's certificate, PEM. */
    public final Path operatorFile() {
        return operatorFile;
    }

    /** The members' authority. */
    public final TrustAnchor membersAuthority() {
        return membersAuthority;
    }
}
