package io.shuheng.core.contract;

import io.shuheng.core.listing.BilingualText;

/** The clause that a contract of a resale (转售) has beside those of its template. Stateless, any thread. */
final class ResaleWording {

    private ResaleWording() {}

    /**
     * The clause.
     *
     * @param contract by which Party A bought the licence
     * @param termEndsNs when its right of use ends, nanoseconds since 1970
     */
    static BilingualText clause(long contract, long termEndsNs, int offsetMinutes) {
        CivilTime end = CivilTime.of(termEndsNs, offsetMinutes);
        return new BilingualText(
                "本合同为许可转售：甲方将其依第 " + contract + " 号合同取得的全部许可转让给乙方。许可期限不重新起算，至 "
                        + end.text(ContractLanguage.ZH, offsetMinutes)
                        + " 届满，本合同其他条款关于期限的约定与此不一致的，以本条为准。乙方使用权生效之时，甲方的使用权终止，甲方应当删除其所持有的标的数据。交付也可以由标的数据的提供方完成",
                "This is a resale: Party A passes on to Party B all licences that it acquired by contract " + contract
                        + ". Their term does not begin anew; it ends at "
                        + end.text(ContractLanguage.EN, offsetMinutes)
                        + ", whatever other clauses of this contract say of the term. When Party B's right of use takes effect,"
                        + " that of Party A ends, and Party A deletes the Data that it holds. Delivery may also be made by the"
                        + " provider of the Data");
    }
}
