package io.shuheng.ledger.proof.page;

/** What the Electronic Signature Law of China (电子签名法, 2019), article 13, first paragraph, asks of a reliable signature, items 1 to 4. */
public enum SignatureCondition {
    /** The data that sign belong to the signatory alone (电子签名制作数据用于电子签名时，属于电子签名人专有). */
    EXCLUSIVE_DATA,
    /** When it signed, the signatory alone controlled them (签署时电子签名制作数据仅由电子签名人控制). */
    SOLE_CONTROL,
    /** Any alteration of the signature after it was made can be noticed (签署后对电子签名的任何改动能够被发现). */
    SIGNATURE_ALTERATION,
    /** Any alteration of what was signed, in content and form, can be noticed (签署后对数据电文内容和形式的任何改动能够被发现). */
    CONTENT_ALTERATION
}
