package io.shuheng.core.runtime;

import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.core.evidence.EvidenceStore;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.crypto.Sm3Hash;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/*
 * Contracts are sealed in the order they are formed, so one whose template is not to be had would hold up all that come
 * after it. The engine cannot look: the evidence store is no part of its state. So the look is taken here, where a
 * template first gets a name, and what was found once is not looked for again.
 */
/** Lets no command name a contract template that nobody could render. Thread-safe; blocks as the evidence store does. */
final class TemplateGate {

    private static final int MAX_KNOWN = 4096;

    private final ContractTemplates templates;
    private final Set<Sm3Hash> known = new HashSet<>();

    TemplateGate(EvidenceStore evidence) {
        this.templates = new ContractTemplates(evidence::get);
    }

    /** Requires that a template which the command names can be read. */
    void require(SpecificRecord command) throws Admission.Refused {
        if (command instanceof SubmitListing submission) {
            require("descriptor.contractTemplateSm3", submission.getDescriptor().getContractTemplateSm3());
        } else if (command instanceof OpenInstrument opening) {
            require("templateSm3", opening.getTemplateSm3());
        }
    }

    private synchronized void require(String field, Hash32 value) throws Admission.Refused {
        Sm3Hash sm3 = Sm3Hash.of(value.bytes());
        if (known.contains(sm3)) {
            return;
        }
        try {
            templates.template(sm3);
        } catch (ContractException e) {
            RefusalCode code = e.code() == ContractException.Code.TEMPLATE_UNKNOWN
                    ? RefusalCode.TEMPLATE_UNKNOWN
                    : RefusalCode.TEMPLATE_MALFORMED;
            throw new Admission.Refused(code, field + ": " + e.getMessage());
        } catch (EvidenceException e) {
            throw new Admission.Refused(RefusalCode.TEMPLATE_UNKNOWN, field + " " + sm3 + ": " + e.getMessage());
        }
        if (known.size() == MAX_KNOWN) {
            known.clear();
        }
        known.add(sm3);
    }
}
