package io.shuheng.core.contract;

import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.listing.DataRight;
import io.shuheng.core.listing.DeliveryMode;
import java.util.ArrayList;
import java.util.List;

/** How a licence and its delivery read in a contract's text. Stateless, any thread. */
final class LicenceWording {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND;
    private static final long NANOS_PER_HOUR = 60 * NANOS_PER_MINUTE;

    private LicenceWording() {}

    static String rights(ContractLicence licence, ContractLanguage language) {
        List<String> parts = new ArrayList<>();
        for (DataRight right : licence.getRights()) {
            parts.add(right(right, language));
        }
        return String.join(language.pick("、", ", "), parts);
    }

    static String exclusive(ContractLicence licence, ContractLanguage language) {
        return licence.getExclusive()
                ? language.pick("独占许可", "exclusive licence")
                : language.pick("非独占许可", "non-exclusive licence");
    }

    static String permitted(boolean permitted, ContractLanguage language) {
        return permitted ? language.pick("允许", "permitted") : language.pick("不允许", "not permitted");
    }

    static String purpose(ContractLicence licence, ContractLanguage language) {
        BilingualText purpose = licence.getPurpose();
        String words = language.pickPresent(purpose.getZh(), purpose.getEn());
        return words.isEmpty() ? language.pick("以该应用场景为限", "that of the scenario") : words;
    }

    static String deadline(ContractDelivery delivery, ContractLanguage language) {
        if (delivery.getDeliverWithinNs() == 0) {
            return language.pick("甲方应当在合同成立后及时交付", "promptly after this contract is formed");
        }
        String period = duration(delivery.getDeliverWithinNs(), language);
        return language.pick("自合同成立之时起 " + period + "内", "within " + period + " after this contract is formed");
    }

    static String crossBorder(ContractLicence licence, ContractLanguage language) {
        return licence.getCrossBorderAllowed()
                ? language.pick(
                        "允许，但应当依法履行出境手续并登记交付依据",
                        "permitted, subject to the procedures required by law and to a registered basis for delivery")
                : language.pick("不允许，乙方不得将标的数据提供至境外", "not permitted; Party B does not provide the Data abroad");
    }

    static String delivery(DeliveryMode mode, ContractLanguage language) {
        return switch (mode) {
            case FILE -> language.pick("加密文件", "encrypted file");
            case API -> language.pick("接口调用", "API");
            case DB_VIEW -> language.pick("数据库视图", "database view");
            case STREAM -> language.pick("数据流", "stream");
            case SANDBOX -> language.pick("数据沙箱", "sandbox");
            case TEE -> language.pick("可信执行环境", "trusted execution environment");
            case MPC -> language.pick("安全多方计算", "secure multi-party computation");
            case FEDERATED -> language.pick("联邦学习", "federated learning");
            case OFFLINE -> language.pick("离线介质", "offline medium");
        };
    }

    /** In the largest unit up to hours that divides it: days would leave open when they begin. */
    static String duration(long nanos, ContractLanguage language) {
        if (nanos % NANOS_PER_HOUR == 0) {
            return nanos / NANOS_PER_HOUR + language.pick(" 小时", " hours");
        }
        if (nanos % NANOS_PER_MINUTE == 0) {
            return nanos / NANOS_PER_MINUTE + language.pick(" 分钟", " minutes");
        }
        if (nanos % NANOS_PER_SECOND == 0) {
            return nanos / NANOS_PER_SECOND + language.pick(" 秒", " seconds");
        }
        return nanos + language.pick(" 纳秒", " nanoseconds");
    }

    private static String right(DataRight right, ContractLanguage language) {
        return switch (right) {
            case HOLD -> language.pick("持有", "to hold");
            case USE -> language.pick("加工使用", "to use and process");
            case OPERATE -> language.pick("产品经营", "to operate products");
        };
    }
}
