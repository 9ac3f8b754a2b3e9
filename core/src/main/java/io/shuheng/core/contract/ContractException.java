package io.shuheng.core.contract;

/** A contract that cannot be derived or rendered. The code is stable; the message names the field and the rule. */
public final class ContractException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** The template's bytes are not a template of this version. */
        TEMPLATE_MALFORMED,
        /** The template names a field that this renderer does not know. */
        UNKNOWN_PLACEHOLDER,
        /** No template with that hash was found. */
        TEMPLATE_UNKNOWN,
        /** The instrument asks for a renderer that this library lacks. */
        RENDERER_UNKNOWN,
        /** A field that the text needs has no value. */
        VALUE_MISSING,
        /** A record refers to something that no record before it has brought. */
        REFERENCE_MISSING,
        /** The contract is not among those kept: not formed yet, or sealed and let go. */
        CONTRACT_NOT_KEPT
    }

    private final Code code;

    ContractException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /** The stable code. */
    public Code code() {
        return code;
    }
}
