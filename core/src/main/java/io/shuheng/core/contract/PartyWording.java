package io.shuheng.core.contract;

import io.shuheng.core.participant.IdKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3Hash;

/** How parties read in a contract's text. Stateless, any thread. */
final class PartyWording {

    private PartyWording() {}

    static String name(ContractParty party, ContractLanguage language) {
        return language.pickPresent(party.getNameZh(), party.getNameEn());
    }

    static String idKind(IdKind kind, ContractLanguage language) {
        return switch (kind) {
            case USCC -> language.pick("统一社会信用代码", "Unified social credit code");
            case LEI -> language.pick("法人机构识别编码", "Legal entity identifier");
            case FOREIGN -> language.pick("境外登记号", "Foreign register");
            case OPERATOR_ASSIGNED -> language.pick("交易场所编配号", "Number assigned by the exchange");
        };
    }

    static String authentication(ContractOrder order, ContractLanguage language) {
        return switch (order.getAuthentication()) {
            case SIGNED -> language.pick("以 SM2 电子签名签署", "by its own SM2 signature");
            case ATTESTED ->
                language.pick(
                        "在会话（编号 " + order.getSession() + "）中提交，以其后签署的会话声明确认",
                        "sent in session " + order.getSession() + ", confirmed by a signed statement of that session");
            case ASSERTED -> language.pick("由接入平台代为声明，尚未以电子签名签署", "vouched for by the platform, not signed");
        };
    }

    static String agent(ContractOrder order, ContractLanguage language) {
        if (order.getAgent() == 0) {
            return language.pick("由本方直接作出", "none; the party acted itself");
        }
        return language.pick(
                "由主体 " + order.getAgent() + " 依据授权委托 " + order.getMandate() + " 代理作出",
                "participant " + order.getAgent() + " acted under mandate " + order.getMandate());
    }

    static String certificate(ContractOrder order, ContractLanguage language) {
        Hash32 certificate = order.getCertificateSm3();
        return Sm3Hash.of(certificate.bytes()).equals(Sm3Hash.ZERO)
                ? language.pick("无", "none")
                : ContractFields.hex(certificate);
    }
}
