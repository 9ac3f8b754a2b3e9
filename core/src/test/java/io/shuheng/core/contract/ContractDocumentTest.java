package io.shuheng.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.document.DocumentResult;
import io.shuheng.crypto.document.DocumentSigner;
import io.shuheng.crypto.document.DocumentTrust;
import io.shuheng.crypto.document.SignedDocument;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractDocumentTest {

    private static final long START = 1_790_000_000L;

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final CertificateAuthority authority = CertificateAuthority.createRoot(
            provider, provider.signer(provider.generateKeyPair()), name("Authority"), Validity.ofDays(START, 3650));
    private final DocumentTrust trust = DocumentTrust.of(List.of(authority.certificate()), START + 60);

    private static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN").commonName(commonName).build();
    }

    private DocumentSigner signer(String commonName) {
        Signer signer = provider.signer(provider.generateKeyPair());
        CertificateRequest request = CertificateRequest.create(signer, name(commonName));
        Certificate certificate = authority.issue(request, CertificateUsage.SIGN, Validity.ofDays(START, 365));
        return DocumentSigner.of(signer, certificate, START + 60);
    }

    private static byte[] contract() {
        MarketScript market = new MarketScript();
        market.trade(1);
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        market.ledger().feed(projection, 0);
        return projection.contract(1).canonicalBytes();
    }

    @Test
    void partiesAndExchangeSignOneContractInAnyOrder() {
        byte[] contract = contract();
        DocumentSigner consumer = signer("Consumer");
        SignedDocument document = ContractDocument.sign(contract, List.of(signer("Provider")))
                .signedAlso(contract, consumer)
                .countersigned(consumer.certificate(), signer("Exchange"));

        assertThat(ContractDocument.check(SignedDocument.ofDer(document.der()), contract, trust))
                .isInstanceOfSatisfying(
                        DocumentResult.Accepted.class,
                        accepted -> assertThat(accepted.signers())
                                .hasSize(2)
                                .anySatisfy(signer ->
                                        assertThat(signer.countersigners()).hasSize(1)));
    }

    @Test
    void bytesThatAreNoContractAreNotSigned() {
        byte[] contract = contract();
        SignedDocument document = ContractDocument.sign(contract, List.of(signer("Exchange")));
        byte[] longer = Arrays.copyOf(contract, contract.length + 1);

        assertThatThrownBy(() -> ContractDocument.sign(longer, List.of(signer("Exchange"))))
                .isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> ContractDocument.check(document, longer, trust))
                .isInstanceOf(RecordFormatException.class);
    }
}
