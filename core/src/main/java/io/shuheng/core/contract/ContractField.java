package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;

/**
 * A field that a template may name in braces. Immutable, thread-safe.
 *
 * @param placeholder the name that stands in braces
 * @param reading how it reads
 */
record ContractField(String placeholder, Reading reading) implements TemplateBody.Field<ContractTerms> {

    /** The text of a field, from the terms of a contract. */
    @FunctionalInterface
    interface Reading {
        String of(ContractTerms terms, ContractLanguage language);
    }

    @Override
    public String text(ContractTerms terms, ContractLanguage language) {
        String value = reading.of(terms, language);
        if (value.isEmpty()) {
            throw new ContractException(
                    Code.VALUE_MISSING,
                    "contract " + terms.getFormation().getContract() + ": {" + placeholder + "} has no value");
        }
        return PrintableText.of(value);
    }
}
