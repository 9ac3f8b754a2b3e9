package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.Uscc;
import io.shuheng.examples.exchangeday.print.Bilingual;

/**
 * The made-up organisations of the day. Their unified social credit codes have right check characters and belong to
 * nobody.
 */
enum Company {
    /** Runs the exchange. */
    OPERATOR("operator", "数衡示范数据交易所有限公司", "Shuheng Demonstration Data Exchange Ltd", "DEM001", Role.OPERATOR),
    /** Sells data. */
    PROVIDER("provider", "示例航空数据服务有限公司", "Example Aviation Data Services Ltd", "DEM002", Role.PROVIDER),
    /** Buys data. */
    CONSUMER("consumer", "示例航线规划研究院有限公司", "Example Route Planning Institute Ltd", "DEM003", Role.CONSUMER),
    /** Says whether a product complies. */
    ASSESSOR("assessor", "示例数据合规评估有限公司", "Example Data Compliance Assessors Ltd", "DEM004", Role.COMPLIANCE_ASSESSOR),
    /** Keeps members' money. */
    CUSTODIAN("custodian", "示例存管银行股份有限公司", "Example Custodian Bank Co Ltd", "DEM005", Role.CUSTODIAN_BANK);

    private final String folder;
    private final String nameZh;
    private final String nameEn;
    private final String uscc;
    private final Role role;

    Company(String folder, String nameZh, String nameEn, String organisation, Role role) {
        this.folder = folder;
        this.nameZh = nameZh;
        this.nameEn = nameEn;
        this.uscc = Uscc.withCheckCharacter("91310106MA1" + organisation);
        this.role = role;
    }

    /** The name of its folder. */
    String folder() {
        return folder;
    }

    Bilingual legalName() {
        return new Bilingual(nameZh, nameEn);
    }

    /** Unified social credit code (统一社会信用代码), 18 characters. */
    String uscc() {
        return uscc;
    }

    Role role() {
        return role;
    }
}
