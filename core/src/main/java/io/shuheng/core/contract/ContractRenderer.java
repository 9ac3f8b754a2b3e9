package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;

/**
 * Makes the text of a contract from its terms and its template, version 1. Strict: a field that the template names and
 * the terms do not give is an error. The same terms and template give the same bytes (UTF-8, NFC, LF) on every JDK and
 * under every locale and time zone: nothing of the JDK formats, normalises or sorts here. Stateless, thread-safe.
 */
public final class ContractRenderer {

    /** The version that instruments name. A released version is never edited. */
    public static final int VERSION = 1;

    private ContractRenderer() {}

    /**
     * Adds the text in one language to what is there.
     *
     * @param terms the terms; the hashes of the texts themselves are not looked at
     * @throws ContractException RENDERER_UNKNOWN where the terms ask for another version; VALUE_MISSING
     */
    static void render(ContractTerms terms, ContractTemplate template, ContractLanguage language, Utf8Text out) {
        int wanted = terms.getText().getRendererVersion();
        if (wanted != VERSION) {
            throw new ContractException(Code.RENDERER_UNKNOWN, "rendererVersion " + wanted + ": this is " + VERSION);
        }
        template.body(language).render(terms, language, out);
    }
}
