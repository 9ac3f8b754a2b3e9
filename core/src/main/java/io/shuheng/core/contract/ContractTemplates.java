package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds templates by their SM3: the one that comes with the library is always known, others are asked for from where
 * evidence is kept. Read ones are kept, as many as a market uses. Not thread-safe; blocks as the look-up does.
 */
public final class ContractTemplates {

    private static final int MAX_KEPT = 64;

    private final Function<Sm3Hash, Optional<byte[]>> evidence;
    private final Map<Sm3Hash, ContractTemplate> read = new HashMap<>();

    /**
     * With a look-up for templates that do not come with the library.
     *
     * @param evidence bytes by their SM3, empty where they are not there
     */
    public ContractTemplates(Function<Sm3Hash, Optional<byte[]>> evidence) {
        this.evidence = evidence;
        keep(ContractTemplate.parse(ContractTemplate.bundledDataProvision()));
    }

    /** The template that comes with the library and no other. */
    public static ContractTemplates bundled() {
        return new ContractTemplates(sm3 -> Optional.empty());
    }

    /**
     * The template with that SM3.
     *
     * @throws ContractException TEMPLATE_UNKNOWN where the look-up has no bytes, or others; TEMPLATE_MALFORMED,
     *     UNKNOWN_PLACEHOLDER where they are no template
     */
    public ContractTemplate template(Sm3Hash sm3) {
        ContractTemplate known = read.get(sm3);
        if (known != null) {
            return known;
        }
        byte[] bytes = evidence.apply(sm3)
                .orElseThrow(() -> new ContractException(Code.TEMPLATE_UNKNOWN, "templateSm3 " + sm3 + ": not found"));
        ContractTemplate template = ContractTemplate.parse(bytes);
        if (!template.sm3().equals(sm3)) {
            throw new ContractException(
                    Code.TEMPLATE_UNKNOWN, "templateSm3 " + sm3 + ": what was found has SM3 " + template.sm3());
        }
        keep(template);
        return template;
    }

    private void keep(ContractTemplate template) {
        if (read.size() == MAX_KEPT) {
            read.clear();
        }
        read.put(template.sm3(), template);
    }
}
