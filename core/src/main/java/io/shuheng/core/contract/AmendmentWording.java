package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.contract.amendment.AmendmentChange;

/** How the changes of an amendment read in its text. Stateless, any thread. */
final class AmendmentWording {

    private AmendmentWording() {}

    static String term(AmendmentChange change, ContractLanguage language) {
        int days = change.getMoreTermDays();
        return days == 0
                ? unchanged(language)
                : language.pick(
                        "在原期限届满之后延长 " + days + " 日，一日按二十四小时计算",
                        "longer by " + days + " days of 24 hours each, which follow the end of the term as it was");
    }

    static String delivery(AmendmentChange change, ContractLanguage language) {
        long moreNs = change.getMoreDeliveryNs();
        if (moreNs == 0) {
            return unchanged(language);
        }
        String period = LicenceWording.duration(moreNs, language);
        return language.pick(
                "在原交付期限之后延长 " + period + "；此前因逾期发出的催告不再有效",
                "longer by " + period
                        + ", which follow the end of the time as it was; a demand made before for delay has no effect any more");
    }

    static String refund(AmendmentChange change, ContractLanguage language) {
        long refundFen = change.getRefundFen();
        if (refundFen == 0) {
            return language.pick("无", "none");
        }
        if (refundFen < 0) {
            throw new ContractException(Code.VALUE_MISSING, "change.refundFen " + refundFen + ": not negative");
        }
        String yuan = MoneyText.yuan(refundFen);
        return language.pick(
                "退还乙方人民币 " + yuan + " 元（大写：" + MoneyText.capitals(refundFen) + "）。合同价款已经结算的，由甲方资金账户退还；尚未结算的，解除对应的资金冻结",
                "CNY " + yuan
                        + " to Party B: out of Party A's account where the price was settled, else by freeing what is held for it");
    }

    static String end(AmendmentChange change, ContractLanguage language) {
        return change.getTerminates()
                ? language.pick(
                        "双方协商一致解除合同。自本协议生效之时起，乙方的使用权终止，尚未履行的不再履行；已经交付标的数据的，乙方应当删除标的数据及其全部副本，并签署删除声明",
                        "the parties end the contract by agreement. When this amendment takes effect Party B's right of use ends and"
                                + " what was not performed is no longer due; where the Data was delivered, Party B deletes it with all its copies"
                                + " and signs a statement that it has")
                : language.pick("合同不因本协议解除", "the contract does not end by this amendment");
    }

    static String rest(AmendmentChange change, ContractLanguage language) {
        return change.getTerminates()
                ? language.pick(
                        "合同的解除不影响其中关于结算和清理、保密以及解决争议的条款的效力",
                        "The clauses of the contract on settlement, confidentiality and disputes remain in effect")
                : language.pick(
                        "本协议未涉及的，合同及此前变更协议的约定不变",
                        "What this amendment does not speak of stays as the contract and the amendments before it say");
    }

    private static String unchanged(ContractLanguage language) {
        return language.pick("不变", "unchanged");
    }
}
