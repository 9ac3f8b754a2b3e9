package io.shuheng.ledger.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A closed ledger with what its auditor needs, as the command line takes it.
 *
 * @param ledger its folder
 * @param operator the operator's certificate, PEM
 * @param membersAuthority the members' authority, PEM
 * @param anchor its last checkpoint, outside the folder
 */
public record WrittenLedger(Path ledger, Path operator, Path membersAuthority, Path anchor) {

    /** Writes all of it side by side. */
    public static WrittenLedger under(Path parent) throws IOException {
        StandardLedger standard = new StandardLedger(parent);
        return new WrittenLedger(
                standard.ledger(),
                Files.writeString(parent.resolve("operator.pem"), TestKeys.OPERATOR_CERTIFICATE.pem()),
                Files.writeString(
                        parent.resolve("members-ca.pem"),
                        TestKeys.MEMBERS_AUTHORITY.certificate().pem()),
                standard.anchor(parent.resolve("closing.checkpoint")));
    }

    /** The fingerprint that the report must print for the operator. */
    public String operatorSm3() {
        return TestKeys.OPERATOR_CERTIFICATE.sm3().hex();
    }
}
