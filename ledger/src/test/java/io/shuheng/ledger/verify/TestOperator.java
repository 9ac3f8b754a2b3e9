package io.shuheng.ledger.verify;

import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;

/**
 * A key of the operator, and its certificate.
 *
 * @param signer of the key
 * @param certificate of the key
 */
record TestOperator(Signer signer, Certificate certificate) {

    /** That of genesis. */
    static final TestOperator FIRST = new TestOperator(TestKeys.OPERATOR, TestKeys.OPERATOR_CERTIFICATE);

    static final TestOperator SECOND = with(31);
    static final TestOperator THIRD = with(32);

    /** A later one, whose certificate is of the authority that issued the first. */
    static TestOperator with(int privateKey) {
        Signer signer = TestKeys.signer(privateKey);
        return new TestOperator(
                signer, TestKeys.issued(TestKeys.OTHER_AUTHORITY, signer, "Operator", CertificateUsage.SIGN));
    }
}
