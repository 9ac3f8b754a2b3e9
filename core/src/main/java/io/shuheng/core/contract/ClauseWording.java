package io.shuheng.core.contract;

import io.shuheng.core.listing.BilingualText;
import java.util.ArrayList;
import java.util.List;

/** How a template's own decisions read in a contract's text. Stateless, any thread. */
final class ClauseWording {

    private ClauseWording() {}

    static String derivatives(ContractClauses clauses, ContractLanguage language) {
        return switch (clauses.getDerivativesOwner()) {
            case CONSUMER -> language.pick("由乙方享有", "Party B");
            case PROVIDER -> language.pick("由甲方享有", "Party A");
            case BOTH -> language.pick("由双方共同享有", "both parties jointly");
        };
    }

    static String subProcessing(ContractClauses clauses, ContractLanguage language) {
        return switch (clauses.getSubProcessing()) {
            case FORBIDDEN -> language.pick("乙方不得委托他人处理标的数据", "Party B does not let others process the Data");
            case WITH_CONSENT ->
                language.pick(
                        "未经甲方事先书面同意，乙方不得委托他人处理标的数据；经同意的，乙方应当与受托方约定不低于本合同的保护义务",
                        "Party B lets others process the Data only with Party A's prior written consent, and then binds them to"
                                + " protection no less than under this contract");
        };
    }

    static String afterEnd(ContractClauses clauses, ContractLanguage language) {
        return switch (clauses.getAfterEnd()) {
            case DELETE -> language.pick("删除标的数据及其全部副本", "deletes the Data and all its copies");
            case RETURN_AND_DELETE -> language.pick("返还标的数据并删除其全部副本", "returns the Data and deletes all its copies");
        };
    }

    static String use(ContractClauses clauses, ContractLanguage language) {
        return clauses.getUseIsNotAcceptance()
                ? language.pick(
                        "标的数据须经使用方能检验的，乙方在检验期内的使用不视为验收",
                        "Where the Data can only be judged by using it, use within the inspection period is not acceptance")
                : language.pick(
                        "乙方在检验期内超出检验目的使用标的数据的，视为验收合格",
                        "Use of the Data within the inspection period for more than inspection counts as acceptance");
    }

    /** In one line: a text of a contract has no line that its template did not make. */
    static String supplement(List<BilingualText> clauses, ContractLanguage language) {
        if (clauses.isEmpty()) {
            return language.pick("无", "none");
        }
        List<String> parts = new ArrayList<>();
        for (BilingualText clause : clauses) {
            String number = ContractFields.number(parts.size() + 1L);
            parts.add(language.pick("（" + number + "）", "(" + number + ") ")
                    + language.pickPresent(clause.getZh(), clause.getEn()));
        }
        return String.join(language.pick("；", "; "), parts);
    }

    static String forum(ContractClauses clauses, ContractLanguage language) {
        return switch (clauses.getForumKind()) {
            case COURT ->
                language.pick(
                        "任何一方均可以向" + clauses.getForumZh() + "提起诉讼",
                        "either party may sue before " + clauses.getForumEn());
            case ARBITRATION ->
                language.pick(
                        "任何一方均可以将争议提交" + clauses.getForumZh() + "仲裁，仲裁裁决是终局的，对双方均有约束力",
                        "either party may submit the dispute to " + clauses.getForumEn()
                                + " for arbitration, whose award is final and binds both parties");
        };
    }
}
