package io.shuheng.core.contract;

/** How the formation of a contract reads in its text. Stateless, any thread. */
final class FormationWording {

    private FormationWording() {}

    /** A trade's number, or {@code N-} and a negotiation's: the two are counted apart. */
    static String number(ContractFormation formation) {
        return switch (formation.getKind()) {
            case MATCHED -> ContractFields.number(formation.getContract());
            case NEGOTIATED -> "N-" + ContractFields.number(formation.getContract());
        };
    }

    static String manner(ContractFormation formation, ContractLanguage language) {
        return switch (formation.getKind()) {
            case MATCHED -> language.pick("场内撮合成交", "matched on the exchange");
            case NEGOTIATED -> language.pick("场内协议成交", "negotiated on the exchange");
        };
    }

    static String time(ContractFormation formation, ContractLanguage language) {
        String met = CivilTime.of(formation.getMetAtNs(), formation.getTimeOffsetMinutes())
                .text(language, formation.getTimeOffsetMinutes());
        return switch (formation.getKind()) {
            case MATCHED -> met;
            case NEGOTIATED ->
                language.pick("双方签署之时（条款于 " + met + " 达成）", "when both have signed (terms accepted at " + met + ")");
        };
    }

    static String clause(ContractFormation formation, ContractLanguage language) {
        return switch (formation.getKind()) {
            case MATCHED -> matched(formation, language);
            case NEGOTIATED -> negotiated(formation, language);
        };
    }

    private static String matched(ContractFormation formation, ContractLanguage language) {
        return language.pick(
                "双方的上述意思表示依撮合规则（规则版本 " + formation.getRulesVersion() + "）成交，成交记录为账本第 "
                        + formation.getMeetingRecord()
                        + " 号记录，本合同自成交时成立。一方的意思表示尚未由电子签名覆盖的，本合同自其补签之时生效，在此之前不得释放密钥。交易场所的封签是本合同内容的证据，不是合同成立的条件",
                "These declarations were matched under version " + formation.getRulesVersion()
                        + " of the rules; the trade is record " + formation.getMeetingRecord()
                        + " of the ledger, and this contract was formed by it. Where a party's declaration is not yet covered by"
                        + " an electronic signature, this contract takes effect when it is signed, and no key is released"
                        + " before. The exchange's seal is evidence of the content of this contract, not a condition of its"
                        + " formation");
    }

    private static String negotiated(ContractFormation formation, ContractLanguage language) {
        return language.pick(
                "双方经协商，就本合同条款达成一致（规则版本 " + formation.getRulesVersion() + "），乙方的承诺为账本第 "
                        + formation.getMeetingRecord()
                        + " 号记录。本合同经甲方、乙方先后以 SM2 电子签名签署其规范字节及中英文文本的 SM3 值后成立，经交易场所副署并记入账本后编列成交编号、开始履行；在此之前不得释放密钥",
                "The parties negotiated and agreed on these terms under version " + formation.getRulesVersion()
                        + " of the rules; Party B's acceptance is record " + formation.getMeetingRecord()
                        + " of the ledger. This contract is formed when Party A and then Party B have signed, by SM2 signature,"
                        + " the SM3 of its canonical bytes and of its Chinese and English texts; it is performed once the"
                        + " exchange has countersigned it and entered it in the ledger, where it gets the number of a trade; no"
                        + " key is released before");
    }
}
