package io.shuheng.core.contract;

import io.shuheng.core.listing.ProductType;
import io.shuheng.core.listing.SourceEvidence;
import io.shuheng.core.listing.SourceLegality;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;

/** How the subject of a contract reads in its text. Stateless, any thread. */
final class SubjectWording {

    private SubjectWording() {}

    static String title(ContractSubject subject, ContractLanguage language) {
        return language.pickPresent(
                subject.getTitle().getZh(), subject.getTitle().getEn());
    }

    static String type(ProductType type, ContractLanguage language) {
        return switch (type) {
            case DATASET -> language.pick("数据集", "data set");
            case API -> language.pick("数据接口", "API");
            case REPORT -> language.pick("数据报告", "report");
            case TAG -> language.pick("数据标签", "tag");
            case MODEL -> language.pick("数据模型", "model");
            case COMPUTE -> language.pick("计算服务", "compute");
            case STREAM -> language.pick("数据流", "stream");
            case SERVICE -> language.pick("数据服务", "service");
            case TOOL -> language.pick("数据工具", "tool");
        };
    }

    static String content(ContractSubject subject, ContractLanguage language) {
        return Sm3Hash.of(subject.getContentSm3().bytes()).equals(Sm3Hash.ZERO)
                ? unstated(language)
                : ContractFields.hex(subject.getContentSm3());
    }

    static String scale(ContractSubject subject, ContractLanguage language) {
        List<String> parts = new ArrayList<>();
        addCount(parts, subject.getContentBytes(), language.pick(" 字节", " bytes"));
        addCount(parts, subject.getRecordCount(), language.pick(" 条记录", " records"));
        addCount(parts, subject.getFieldCount(), language.pick(" 个字段", " fields"));
        if (!subject.getFormat().isEmpty()) {
            parts.add(language.pick("格式 ", "format ") + subject.getFormat());
        }
        return parts.isEmpty() ? unstated(language) : String.join(language.pick("，", ", "), parts);
    }

    static String grade(ContractSubject subject, ContractLanguage language) {
        return switch (subject.getGrade()) {
            case GENERAL ->
                language.pick(
                        "一般数据（" + subject.getGradeLevel() + " 级）", "general data, level " + subject.getGradeLevel());
            case IMPORTANT -> language.pick("重要数据", "important data");
            case CORE -> language.pick("核心数据", "core data");
        };
    }

    static String personalInfo(ContractSubject subject, ContractLanguage language) {
        return switch (subject.getPersonalInfo()) {
            case NONE -> language.pick("不含个人信息", "none");
            case ANONYMISED -> language.pick("个人信息已匿名化", "anonymised");
            case DE_IDENTIFIED -> language.pick("个人信息已去标识化", "de-identified");
            case PERSONAL -> language.pick("含个人信息", "personal information");
            case SENSITIVE -> language.pick("含敏感个人信息", "sensitive personal information");
        };
    }

    static String sources(ContractSubject subject, ContractLanguage language) {
        List<String> parts = new ArrayList<>();
        for (SourceEvidence source : subject.getSources()) {
            parts.add(legality(source.getLegality(), language)
                    + language.pick("（证明材料 SM3：", " (evidence SM3: ")
                    + ContractFields.hex(source.getEvidenceSm3())
                    + language.pick("）", ")"));
        }
        return parts.isEmpty() ? unstated(language) : String.join(language.pick("；", "; "), parts);
    }

    static String unstated(ContractLanguage language) {
        return language.pick("挂牌版本未载明", "not stated by the listing");
    }

    private static String legality(SourceLegality legality, ContractLanguage language) {
        return switch (legality) {
            case SELF_PRODUCED -> language.pick("自行产生", "produced by the provider itself");
            case COLLECTED -> language.pick("依法收集", "collected");
            case AUTHORISED -> language.pick("经授权取得", "held under an authorisation");
            case OPEN_PUBLIC -> language.pick("来自公开渠道", "from open public sources");
            case PURCHASED -> language.pick("经交易取得", "purchased");
        };
    }

    private static void addCount(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + unit);
        }
    }
}
