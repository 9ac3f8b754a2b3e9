package io.shuheng.core.contract;

import io.shuheng.core.trading.SplitShare;
import java.util.ArrayList;
import java.util.List;

/** How price and tax read in a contract's text. Stateless, any thread. */
final class FeeWording {

    private static final int BASIS_POINTS_PER_PERCENT = 100;

    private FeeWording() {}

    static String lot(ContractFee fee, ContractLanguage language) {
        return fee.getUnit().isEmpty()
                ? ContractFields.number(fee.getLotSize())
                : language.pick(
                        fee.getLotSize() + "（计价单位：" + fee.getUnit() + "）",
                        fee.getLotSize() + " (unit: " + fee.getUnit() + ")");
    }

    static String tax(ContractFee fee, ContractLanguage language) {
        String rate = percent(fee.getTaxRateBp());
        return switch (fee.getTaxMode()) {
            case INCLUSIVE -> language.pick("该价款为含税价款，税率为 " + rate, "The amount includes tax at " + rate);
            case EXCLUSIVE ->
                language.pick(
                        "该价款为不含税价款，税款按 " + rate + " 的税率另行计收",
                        "The amount is without tax; tax at " + rate + " is added");
        };
    }

    static String payer(ContractTerms terms, ContractLanguage language) {
        return terms.getFee().getPayer() == terms.getConsumer().getParticipant()
                ? language.pick("乙方", "Party B")
                : language.pick("甲方", "Party A");
    }

    static String settlement(ContractFee fee, ContractLanguage language) {
        return switch (fee.getSettlementModel()) {
            case GROSS -> language.pick("逐笔全额结算", "gross, trade by trade");
            case NETTING -> language.pick("多边净额结算", "multilateral netting");
        };
    }

    static String shares(ContractFee fee, ContractLanguage language) {
        if (fee.getShares().isEmpty()) {
            return language.pick("全部归甲方", "all to Party A");
        }
        List<String> parts = new ArrayList<>();
        for (SplitShare share : fee.getShares()) {
            parts.add(language.pick("主体 ", "participant ")
                    + share.getParticipant()
                    + language.pick("：", ": ")
                    + percent(share.getBasisPoints()));
        }
        return String.join(language.pick("；", "; "), parts);
    }

    static String stated(String value, ContractLanguage language) {
        return value.isEmpty() ? SubjectWording.unstated(language) : value;
    }

    private static String percent(int basisPoints) {
        int hundredths = basisPoints % BASIS_POINTS_PER_PERCENT;
        return basisPoints / BASIS_POINTS_PER_PERCENT + (hundredths < 10 ? ".0" : ".") + hundredths + "%";
    }
}
