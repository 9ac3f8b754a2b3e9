package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.document.DocumentResult.Accepted;
import io.shuheng.crypto.document.DocumentResult.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a signed document stands: at least one signer, and every signature in it right, under a certificate that was good at the
 * time. Nothing is skipped: a document with one bad signature among good ones is refused. Stateless and thread-safe.
 */
public final class DocumentCheck {
    private DocumentCheck() {}

    /**
     * Checks a document that holds its content.
     *
     * @param document the document
     * @param trust what the check rests on
     * @return accepted or not, and why
     */
    public static DocumentResult of(SignedDocument document, DocumentTrust trust) {
        return check(document, null, trust);
    }

    /**
     * Checks a document over a content.
     *
     * @param document the document; where it holds a content, it must be the same
     * @param content the content
     * @param trust what the check rests on
     * @return accepted or not, and why
     */
    public static DocumentResult of(SignedDocument document, byte[] content, DocumentTrust trust) {
        return check(document, content, trust);
    }

    /**
     * Checks bytes from outside. Never throws for what the bytes are.
     *
     * @param der the document in DER
     * @param content the content; nothing where the document must hold it
     * @param trust what the check rests on
     * @return accepted or not, and why
     */
    public static DocumentResult of(byte[] der, Optional<byte[]> content, DocumentTrust trust) {
        try {
            return check(SignedDocument.ofDer(der), content.orElse(null), trust);
        } catch (CryptoException e) {
            return unreadable(e);
        }
    }

    private static Rejected unreadable(CryptoException e) {
        return new Rejected(DocumentFault.UNREADABLE, e.code().reason(), String.valueOf(e.getMessage()));
    }

    private static DocumentResult check(SignedDocument document, byte @Nullable [] given, DocumentTrust trust) {
        try {
            byte[] content = content(document, given);
            List<CmsSigner> signers = document.data().signers();
            if (signers.isEmpty()) {
                throw new DocumentRefusal(DocumentFault.NO_SIGNER, "nobody has signed the document");
            }
            SignerCheck check = new SignerCheck(document, trust);
            List<SignerReport> reports = new ArrayList<>();
            Set<Sm2PublicKey> keys = new HashSet<>();
            for (CmsSigner signer : signers) {
                SignerReport report = check.signer(signer, content);
                if (!keys.add(report.certificate().publicKey())) {
                    throw new DocumentRefusal(
                            DocumentFault.SIGNER_REPEATED, "the key of " + report.certificate() + " signed twice");
                }
                reports.add(report);
            }
            return new Accepted(reports);
        } catch (DocumentRefusal refusal) {
            return refusal.result();
        } catch (CryptoException e) {
            return unreadable(e);
        }
    }

    private static byte[] content(SignedDocument document, byte @Nullable [] given) {
        byte[] own = document.data().content();
        if (own == null) {
            if (given == null) {
                throw new DocumentRefusal(
                        DocumentFault.CONTENT_MISSING, "the document holds no content, and none was given");
            }
            return given;
        }
        if (given != null && !Arrays.equals(own, given)) {
            throw new DocumentRefusal(
                    DocumentFault.CONTENT_DIFFERS,
                    "the document holds " + own.length + " bytes of content, which are not the " + given.length
                            + " given");
        }
        return own;
    }
}
