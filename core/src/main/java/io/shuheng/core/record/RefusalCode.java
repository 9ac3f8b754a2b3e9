package io.shuheng.core.record;

import java.util.HashMap;
import java.util.Map;

/**
 * Every reason for which a command is refused, in one table: a stable number, whether sending the same bytes again can
 * help, and the meaning in English and Chinese. Numbers are never used again. 1..99 are answers that leave no
 * record, given before a command is sequenced; the others are recorded.
 */
public enum RefusalCode {
    /** Taken. */
    OK(0, Retry.NO, "accepted", "已受理"),

    // Before sequencing: answers, not records.
    MALFORMED(1, Retry.NO, "the bytes are not a submission of this version", "提交内容格式错误"),
    TOO_LARGE(2, Retry.NO, "the command is larger than its limit", "指令超过大小上限"),
    UNKNOWN_TYPE(3, Retry.NO, "no command has this type", "指令类型不存在"),
    NOT_CANONICAL(4, Retry.NO, "the command is not in its one canonical form", "指令编码不规范"),
    UNKNOWN_KEY(5, Retry.LATER, "no key in force has this fingerprint", "签名密钥未登记"),
    BAD_SIGNATURE(6, Retry.NO, "the signature does not fit bytes, key and ledger", "签名无效"),
    CERT_UNTRUSTED(7, Retry.NO, "the certificate does not lead to an accepted authority", "证书不受信任"),
    CERT_EXPIRED(8, Retry.NO, "the certificate is not valid at this time", "证书不在有效期内"),
    CERT_REVOKED(9, Retry.NO, "the certificate has been revoked", "证书已吊销"),
    CERT_WRONG_USAGE(10, Retry.NO, "the certificate is not for this use", "证书用途不符"),
    CERT_PERSONAL_NAME(11, Retry.NO, "the certificate names a natural person", "证书含自然人姓名"),
    CERT_MALFORMED(12, Retry.NO, "the certificate cannot be read", "证书格式错误"),
    BUSY(13, Retry.SAME_BYTES, "the ring is full; nothing was taken", "系统繁忙，未受理"),
    CLOSED(14, Retry.LATER, "the exchange is shutting down or has stopped", "系统已停止受理"),
    EXPIRED(15, Retry.NO, "notAfter has passed", "指令已过有效时间"),
    NOT_AFTER_TOO_FAR(16, Retry.NO, "notAfter lies beyond the identification window", "有效时间超出窗口"),
    CONFLICT(17, Retry.NO, "the client id was used for other bytes", "客户端编号已用于其他内容"),
    ID_WINDOW_FULL(18, Retry.LATER, "too many ids of this member are in their window", "编号窗口已满"),
    OUTCOME_UNKNOWN(19, Retry.SAME_BYTES, "no answer in time; repeat the same bytes to learn it", "结果未知，请原样重发"),
    NOT_FOR_MEMBERS(20, Retry.NO, "only the exchange itself makes this command", "该指令仅系统内部使用"),
    LEDGER_FULL(21, Retry.LATER, "no room is left on the ledger's disk", "账本磁盘空间不足"),
    CERT_OTHER_HOLDER(22, Retry.NO, "the certificate was issued to somebody else", "证书持有人与申请人不符"),
    SUPERSEDED(55, Retry.NO, "another epoch of this ledger has begun elsewhere; send it there", "账本已由新纪元接替"),
    TEMPLATE_UNKNOWN(80, Retry.LATER, "the evidence store has no contract template of this SM3", "合同模板不存在"),
    TEMPLATE_MALFORMED(81, Retry.NO, "the document is not a contract template", "合同模板格式错误"),
    EVIDENCE_UNKNOWN(82, Retry.LATER, "the evidence store has no document of this SM3", "证据库中无此文件"),
    REVOCATIONS_NOT_AS_LISTED(83, Retry.NO, "the command does not say what the signed list says", "与签名的吊销列表不符"),
    STATUS_NOT_AS_ANSWERED(402, Retry.NO, "the command does not say what the signed response says", "与签名的证书状态应答不符"),
    NO_POSSESSION(84, Retry.NO, "the new key has not signed for its possession", "缺少新密钥的持有证明"),
    SIGNER_MISSING(85, Retry.NO, "a rotation comes with the new key's signer, by another call", "换钥须随附新密钥的签名器"),

    // Sessions, before sequencing.
    SESSION_UNKNOWN(30, Retry.NO, "no session with this number is open here, or its key was lost", "会话不存在或密钥已失效"),
    BAD_TAG(31, Retry.NO, "the tag does not fit bytes, session and ledger", "会话校验码无效"),
    SESSION_ENDED(32, Retry.NO, "the session takes no more commands", "会话已结束"),
    COUNTER_GAP(33, Retry.LATER, "the counter is not the next one; the value is the last one taken", "计数器不连续"),
    ALREADY_SEQUENCED(34, Retry.NO, "the counter was used, too long ago to know the answer", "计数器早已使用"),
    STATEMENT_OVERDUE(35, Retry.LATER, "a signed statement must come first", "会话声明逾期未签"),
    NOT_IN_SESSION(36, Retry.NO, "this command needs a signature of its own", "该指令不得在会话中提交"),
    SESSION_KEY(37, Retry.NO, "the session key is missing, does not open, or is not the one committed to", "会话密钥无效"),
    SESSIONS_NOT_OFFERED(38, Retry.NO, "this exchange has no key to take session keys with", "本系统未开通会话"),
    UNKNOWN_INSTRUMENT(39, Retry.LATER, "no instrument with this number is open yet", "标的尚未开立"),

    // Any command.
    KEY_NOT_IN_FORCE(100, Retry.NO, "the key is not in force at this sequence", "密钥未生效或已失效"),
    NOT_PERMITTED(101, Retry.NO, "the sender's role does not allow this command", "无权执行该指令"),
    FIELD_INVALID(102, Retry.NO, "a field's value breaks its rule", "字段取值不合规则"),
    UNKNOWN_REFERENCE(103, Retry.NO, "a field names something that does not exist", "引用对象不存在"),
    WRONG_STATE(104, Retry.NO, "the object's state does not allow this step", "当前状态不允许该操作"),
    DUPLICATE(105, Retry.NO, "it exists already", "重复"),
    OVERFLOW(106, Retry.NO, "a result would exceed its range", "数值溢出"),
    FOUR_EYES(107, Retry.NO, "the submitter never approves", "提交人不得自行审批"),
    NO_MANDATE(108, Retry.NO, "acting for another needs a mandate", "缺少授权委托"),
    MANDATE_SCOPE(109, Retry.NO, "the mandate does not cover this", "超出授权范围"),
    MANDATE_EXPIRED(110, Retry.NO, "the mandate is not in force", "授权委托已失效"),

    // Participants.
    PARTICIPANT_UNKNOWN(120, Retry.NO, "no participant has this number", "交易主体不存在"),
    PARTICIPANT_NOT_ACTIVE(121, Retry.NO, "the participant is not yet, or no longer, a member", "交易主体未生效或已终止"),
    PARTICIPANT_SUSPENDED(122, Retry.NO, "the participant is suspended", "交易主体已暂停"),
    IDENTITY_REVIEW_EXPIRED(123, Retry.NO, "the review of the participant's identity does not hold", "身份核验已过期"),
    ROLE_MISSING(124, Retry.NO, "the participant does not hold the role", "交易主体不具备该角色"),
    OPERATOR_KEYS_FULL(128, Retry.NO, "the operator has had as many keys as one ledger takes", "运营方换钥次数已达上限"),
    ID_CHECK_CHARACTER(125, Retry.NO, "the identifier's check character does not fit", "证件代码校验位错误"),
    KEY_RENEWED(139, Retry.NO, "the key has been renewed; only the newest one renews", "该密钥已换证"),
    REVOCATIONS_OLDER(137, Retry.NO, "a later list of this authority is on record", "已有更新的吊销列表"),
    STATUS_STALE(403, Retry.NO, "newer knowledge than this answer was due", "证书状态应答已过期"),
    REVOCATIONS_OUTDATED(140, Retry.NO, "certificates were registered since the list was compared", "比对后又有新证书登记"),
    PRODUCT_FROZEN(141, Retry.LATER, "an authority has frozen the product", "产品已被司法冻结"),
    LICENCES_FROZEN(142, Retry.LATER, "an authority has frozen the seller's licences", "卖方许可已被司法冻结"),
    AUTHORITY_UNKNOWN(138, Retry.NO, "genesis names no such authority for members", "非创世所列认证机构"),

    // Sessions and statements.
    SESSION_SCOPE(130, Retry.NO, "the session may not trade this instrument", "超出会话的标的范围"),
    SESSION_LIMIT(131, Retry.NO, "the session's orders would come to more than it may", "超出会话金额上限"),
    SIGNED_ORDERS_ONLY(132, Retry.NO, "the board takes signed orders only", "该板块仅受理签名委托"),
    STATEMENT_COUNTER(133, Retry.NO, "nothing is left to sign up to there; the value is the last counter", "声明计数器无效"),
    STATEMENT_ROOT(134, Retry.NO, "the root is not that of the session's commands", "声明与会话指令树不符"),
    SESSION_UNSTATED(135, Retry.LATER, "commands are left to sign for; the value is the last counter", "会话尚有未签声明的指令"),
    SESSIONS_FULL(136, Retry.LATER, "too many sessions of this key are open", "未结束会话过多"),

    // Registration and listing, boards and instruments.
    LISTING_NO_OPINION(200, Retry.NO, "no compliance opinion on this version", "缺少合规评估意见"),
    LISTING_OPINION_EXPIRED(201, Retry.NO, "the compliance opinion is not in force", "合规评估意见不在有效期内"),
    LISTING_OPINION_REFUSED(202, Retry.NO, "the compliance opinion does not approve", "合规评估意见未通过"),
    ASSESSOR_AFFILIATED(203, Retry.NO, "the assessor is affiliated with provider or agent", "评估机构与供方存在关联关系"),
    ASSESSOR_NOT_ENGAGED(204, Retry.NO, "the listing engages another assessor", "非挂牌信息所聘评估机构"),
    GRADE_CORE(205, Retry.NO, "core data is not traded", "核心数据不得交易"),
    GRADE_BELOW_SOURCE(206, Retry.NO, "the grade is below that of a source", "分级低于来源数据"),
    PUBLIC_NOT_OPEN(207, Retry.NO, "public data that is not open is not traded", "不予开放的公共数据不得交易"),
    PUBLIC_AUTHORISATION_MISSING(208, Retry.NO, "priced public data needs an authorisation", "缺少公共数据授权运营依据"),
    PRICE_ABOVE_CEILING(209, Retry.NO, "the price is above the filed ceiling", "价格高于备案上限"),
    CONSENT_EVIDENCE_MISSING(210, Retry.NO, "data on persons needs evidence of its basis", "缺少个人信息处理依据证明"),
    SCENARIO_MISSING(211, Retry.NO, "no scenario of use is declared", "未声明应用场景"),
    SCENARIO_NOT_ALLOWED(212, Retry.NO, "the listing does not allow this scenario", "应用场景不在许可范围内"),
    LISTING_NOT_LISTED(213, Retry.NO, "the listing is not open to trade", "产品未处于挂牌状态"),
    LISTING_VERSION_SUPERSEDED(214, Retry.NO, "another version of the listing stands", "挂牌版本不是当前版本"),
    LISTING_EXPIRED(215, Retry.NO, "outside the listing's validity", "不在挂牌有效期内"),
    BUYER_NOT_ELIGIBLE(216, Retry.NO, "the listing is not for this buyer", "不符合购买资格"),
    APPROVAL_MISSING(220, Retry.NO, "this mode of trading needs an approval", "该交易方式缺少批准文件"),
    MODE_NOT_ALLOWED(221, Retry.NO, "the board does not have this mode", "板块未开通该交易方式"),
    EXCLUSIVE_CONFLICT(222, Retry.NO, "an exclusive licence leaves no room for another", "与独占许可冲突"),
    SUPPLY_EXCEEDED(223, Retry.NO, "more licences than the listing's supply", "超出挂牌供应量"),

    // Contracts.
    SEAL_NOT_REQUESTED(400, Retry.NO, "no open request to seal names this range", "未请求对该范围的合同加封"),
    ALREADY_SEALED(401, Retry.NO, "these contracts are sealed", "合同已加封"),
    TERMS_STALE(430, Retry.NO, "the message answers terms that are not the latest", "所答复的条款不是最新条款"),
    TERMS_LAPSED(431, Retry.NO, "the time for an answer or a signature is over", "条款或承诺已失效"),
    AGREEMENT_MISMATCH(432, Retry.NO, "it is not what the other side has signed", "与对方所签合同不一致"),
    NEGOTIATIONS_FULL(433, Retry.LATER, "too many negotiations of this consumer are open", "未完成的协商过多"),
    CONTRACT_NOT_AS_NEGOTIATED(434, Retry.NO, "the contract says something else than was accepted", "合同内容与达成的条款不符"),

    // Trading.
    NO_OFFER(300, Retry.LATER, "the instrument has no standing offer", "该标的没有挂牌报价"),
    STALE_PRICE(301, Retry.NO, "the order names another version or price than the standing offer", "报价已更新"),
    OFFER_EXPIRED(302, Retry.NO, "the standing offer has ended", "挂牌报价已到期"),
    ORDER_FORM(303, Retry.NO, "side, type and time in force do not go together", "订单要素组合无效"),
    SUPPLY_EXHAUSTED(304, Retry.LATER, "fewer licences are left than are asked for", "许可数量不足"),
    EXCLUSIVE_TAKEN(305, Retry.LATER, "the exclusive licence is taken", "独占许可已售出"),
    BUYER_CAP(306, Retry.NO, "more lots than one buyer may hold", "超过单一买方上限"),
    PRICE_OFF_TICK(308, Retry.NO, "the price is no multiple of the tick", "价格不符合最小变动单位"),
    SELF_TRADE(307, Retry.NO, "buyer and seller belong together", "买卖双方为关联方"),
    ORDER_NOT_OPEN(340, Retry.NO, "no order of the sender with this sequence rests in the book", "委托不在订单簿中"),
    SUPPLY_NOT_FUNGIBLE(341, Retry.NO, "an exclusive licence is not traded continuously", "独占许可不可连续竞价"),
    PRICE_NOT_WHOLE_FEN(342, Retry.NO, "prices in the book are whole fen for a lot", "连续竞价价格须为整分"),
    FOK_UNFILLED(343, Retry.LATER, "the book does not fill the whole order now", "无法立即全部成交"),
    FOK_TOO_WIDE(344, Retry.LATER, "the whole order would meet more orders than one step may", "全部成交涉及的委托过多"),
    INVENTORY_SHORT(345, Retry.LATER, "the seller has fewer free licences than it offers", "可售许可数量不足"),
    RESALE_NOT_ALLOWED(346, Retry.NO, "only the provider's own inventory is offered here", "不允许转售"),
    HOLDING_TOO_SHORT(
            393, Retry.LATER, "the licence was held for fewer trading days, which are the value", "持有期限未满，不得转售"),
    HOLDERS_FULL(394, Retry.LATER, "as many hold the licence as the board allows", "持有人数量已达上限"),
    RESALE_NOT_OFFERED(395, Retry.NO, "no resale with this number is offered", "转售报价不存在或已失效"),
    STEP_PENDING(347, Retry.LATER, "an order is on its way through the book, step by step", "该标的有委托正在分步撮合"),
    BOOK_FULL(348, Retry.LATER, "the book takes no more resting orders", "订单簿已满"),
    MINIMUM_UNFILLED(309, Retry.LATER, "the book does not fill the least lots now", "无法立即成交最低数量"),
    BUDGET_EXCEEDED(310, Retry.LATER, "the whole order would cost more, or bring less, than its budget", "超出总价限额"),
    NO_PRICE(311, Retry.LATER, "the other side has no price within the limit", "对手方无可成交价格"),
    POST_ONLY_CROSSES(312, Retry.LATER, "the order would trade at once", "委托将立即成交"),
    PRICE_OUTSIDE_BAND(313, Retry.LATER, "the price is too far from the reference price", "价格超出涨跌幅限制"),
    TRADING_HALTED(314, Retry.LATER, "the market's phase does not take this now", "当前交易阶段不受理"),
    SESSION_CLOSED(318, Retry.LATER, "the board is closed at this time", "当前非交易时段"),
    CALENDARS_FULL(319, Retry.LATER, "too many calendars of the board are still to come", "该板块待生效的交易日历过多"),
    OPEN_ORDERS_LIMIT(315, Retry.LATER, "the member has as many resting orders as it may", "未成交委托笔数超限"),
    EXPOSURE_LIMIT(316, Retry.LATER, "the member's resting orders would come to more than they may", "未成交委托金额超限"),
    TRADING_STOPPED(317, Retry.LATER, "the member's trading is stopped", "该交易主体已停止交易"),
    AUCTION_STATE(350, Retry.LATER, "the auction does not take this as it stands now", "拍卖当前状态不受理该指令"),
    AUCTION_RUNNING(351, Retry.LATER, "the instrument has a call auction that is not over", "该标的已有未结束的集合竞价"),
    AUCTION_ACCEPTS_ONLY(352, Retry.LATER, "the call auction lets no order go any more", "集合竞价不可撤单阶段"),
    AUCTION_ORDER_FORM(353, Retry.LATER, "a call auction takes plain limit orders that rest", "集合竞价仅受理普通限价委托"),
    NO_AUCTION(354, Retry.LATER, "the instrument trades in call auctions, and none takes orders now", "该标的当前无集合竞价受理委托"),

    // Requests for quotes.
    QUOTE_REQUEST_NOT_OPEN(382, Retry.NO, "no request for quotes with this number is open", "询价不存在或已结束"),
    QUOTE_NOT_STANDING(383, Retry.NO, "no quote to the sender with this number stands", "报价不存在或已失效"),
    QUOTE_NOT_ASKED(384, Retry.NO, "the request asks others", "未受邀报价"),
    QUOTES_FULL(385, Retry.LATER, "as many quotes as may be stand for this request", "该询价的报价已满"),
    QUOTE_REQUESTS_FULL(386, Retry.LATER, "too many requests of this consumer are open", "未完成的询价过多"),

    // English and Dutch auctions.
    BID_TOO_LOW(
            387, Retry.LATER, "the bid does not raise the price enough; the value is the least that does", "出价低于最低加价"),
    CLOCK_ABOVE_MAXIMUM(389, Retry.LATER, "the clock's price, which is the value, is above the maximum", "当前价格高于最高接受价"),
    AUCTIONS_FULL(390, Retry.LATER, "too many auctions of this seller are not over", "未结束的拍卖过多"),
    OFFER_TOO_HIGH(
            391,
            Retry.LATER,
            "the offer does not undercut the standing one; the value is the most that would do",
            "报价高于可接受的最高报价"),
    INSTRUMENT_NOT_SOUGHT(392, Retry.NO, "the buyer does not seek this instrument", "并非求购的标的"),

    // Posted books.
    ORDER_STANDS(
            380,
            Retry.LATER,
            "the sender's offer or bid stands; the value is its sequence, to replace it",
            "已有有效报价，须先撤销或者改单"),
    LICENCE_LIVE(381, Retry.LATER, "the buyer has a live licence of this instrument", "买方已持有该标的的有效许可"),
    COMMITMENT_MISMATCH(355, Retry.NO, "what is revealed is not what was committed to", "揭示内容与承诺不符"),
    NO_BID(356, Retry.NO, "the sender has no sealed bid in this auction", "该交易主体在本拍卖中无待揭示报价"),
    AUCTION_FULL(357, Retry.LATER, "the auction takes no more bids", "拍卖报价数量已满"),

    // Amendments.
    CONTRACT_ENDED(440, Retry.NO, "the contract has ended", "合同已经终止"),
    CONTRACT_NOT_SEALED(441, Retry.LATER, "the exchange has not sealed the contract yet", "合同尚未封签"),
    CONTRACT_NOT_AS_SEALED(442, Retry.NO, "this is not the contract that the exchange sealed", "并非已封签的合同"),
    AMENDMENT_STANDS(443, Retry.LATER, "a proposal to amend the contract is not decided", "该合同已有待答复的变更要约"),
    AMENDMENT_OUT_OF_ORDER(
            444,
            Retry.NO,
            "the number or the hash of the amendment before is not the one that follows",
            "变更协议的序号或者前一份摘要不符"),
    AMENDMENT_NOT_APPLICABLE(
            445, Retry.LATER, "the change does not fit how far the contract has come", "合同履行阶段不适用该项变更"),
    AMENDMENT_MISMATCH(446, Retry.NO, "this is not the amendment that stands", "并非当前有效的变更要约"),
    AMENDMENTS_FULL(
            447, Retry.NO, "the contract has been amended as often, or by as much, as it may", "合同变更次数或者期限已达上限"),
    AMENDMENT_NOT_PROPOSED(448, Retry.NO, "no amendment of the contract is proposed", "该合同无待答复的变更要约"),

    // Delivery.
    DELIVERY_BASIS_MISSING(
            500, Retry.LATER, "a document that this delivery rests on is missing or out of date", "缺少交付依据"),
    DELIVERY_NOT_AS_LISTED(501, Retry.NO, "the content is not what was listed", "交付内容与挂牌不符"),
    RECEIPT_MISMATCH(502, Retry.NO, "the receipt names other content than was delivered", "签收内容与交付不符"),
    RECIPIENT_CERTIFICATE(503, Retry.NO, "not a certificate that the buyer has in use", "收件证书并非买方在用证书"),
    DELIVERY_NOT_OVERDUE(504, Retry.LATER, "the time to deliver, or to cure, is not over", "交付期限或者补正期限未届满"),
    OBJECTION_TIME_ENDED(520, Retry.NO, "the time to object or to answer is over", "异议或答复期已届满"),
    DELIVERY_REJECTED(521, Retry.NO, "the buyer has rejected this delivery", "买方已拒收该交付"),
    USE_SUSPENDED(522, Retry.LATER, "the product is recalled or the delivery's basis withdrawn", "产品已召回或交付依据已撤回"),
    NO_DELETION_DUE(523, Retry.NO, "no deletion is owed under this entitlement", "该使用权无待履行的删除义务"),
    TRADES_OPEN(524, Retry.LATER, "trades of this product have not come to their end", "该产品尚有未了结交易"),

    // Disputes.
    ARBITRATOR_AFFILIATED(530, Retry.NO, "the arbitrator is affiliated with somebody concerned", "仲裁方与当事人存在关联关系"),
    EVIDENCE_TIME_OPEN(531, Retry.LATER, "one side may still put evidence forward", "举证期未届满"),
    EVIDENCE_FULL(532, Retry.NO, "this side has put forward as much as it may", "举证材料数量已达上限"),
    NOTHING_DELIVERED(533, Retry.NO, "without a delivery the money can only go back to the buyer", "未交付，只能裁决退款"),
    PROPOSAL_SUPERSEDED(534, Retry.NO, "this is not the proposal that stands", "并非当前有效的调解方案"),

    // Clearing, 600..699.
    INSUFFICIENT_FUNDS(600, Retry.LATER, "the account has not enough available money", "可用资金不足"),
    FUNDS_FROZEN(601, Retry.LATER, "an authority's freeze covers the money", "资金已被冻结"),
    ACCOUNT_BLOCKED(602, Retry.LATER, "withdrawals from the account are blocked", "账户暂停出金"),
    CURRENCY_UNSUPPORTED(603, Retry.NO, "only CNY is settled here", "不支持该币种"),
    HOLD_RESOLVED(604, Retry.NO, "the hold is posted, voided or expired already", "资金冻结已了结"),
    HOLD_EXCEEDED(605, Retry.NO, "the amount is more than the rest of the hold", "金额超过剩余冻结金额"),
    DEPOSIT_DUPLICATE(606, Retry.NO, "the bank reference was used before", "银行流水号已使用"),
    BANK_AMOUNT_MISMATCH(607, Retry.NO, "the bank's amount is not the requested one", "银行金额与申请不符"),
    TRANSFERS_FULL(608, Retry.LATER, "too many transfers of this member are open", "未完成出入金笔数过多"),
    FEE_EXCEEDS_PROCEEDS(609, Retry.NO, "the seller's fee is more than its proceeds", "卖方费用超过应收款"),
    SPLIT_INVALID(610, Retry.NO, "the shares do not make a whole", "分成比例之和不为整体"),
    SETTLEMENT_FINAL(611, Retry.NO, "the settlement of the trade is final", "交易已最终结算"),
    REFUND_EXCEEDS_CAPTURE(612, Retry.NO, "refunds would exceed what was captured", "退款超过已收金额"),
    CYCLE_CLOSED(613, Retry.NO, "the netting cycle takes no more trades", "清算批次已关闭"),
    OWN_MONEY_SHORT(614, Retry.LATER, "members' money would stand in for the exchange's own", "自有资金不足，不得占用客户资金"),
    ENTRY_NOT_ALLOWED(615, Retry.NO, "these accounts may not meet in an entry of this reason", "该类账户之间不得记账"),
    DIGEST_NOT_AWAITED(620, Retry.NO, "no digest of the state is awaited at this sequence", "此序号处并不等待状态摘要"),
    CYCLE_NOT_OPEN(650, Retry.NO, "this is not the board's open netting cycle", "并非该板块当前开放的清算批次"),
    CYCLE_SETTLING(651, Retry.LATER, "the cycle before is not settled yet", "上一清算批次尚未结清"),
    BOARD_NOT_NETTING(652, Retry.NO, "the board settles trade by trade", "该板块采用逐笔全额结算"),
    PRUNING_CUT_UNKNOWN(
            660, Retry.NO, "no digest of the state that could be a cut was recorded there", "该处没有可作清理界点的状态摘要"),
    PRUNING_INSIDE_RETENTION(661, Retry.LATER, "records before the cut must still be kept", "界点之前的记录仍在保存期限内"),
    PRUNING_UNDER_FREEZE(662, Retry.LATER, "a judicial freeze holds what is before the cut", "界点之前的内容涉及司法冻结"),
    PRUNING_IN_DISPUTE(663, Retry.LATER, "a contract from before the cut is in dispute", "界点之前的合同存在未结争议"),
    PRUNING_UNFINISHED(
            664, Retry.LATER, "a contract or netting cycle from before the cut has not ended", "界点之前的合同或清算批次尚未了结");

    /** Whether and how the same bytes may be sent again. */
    public enum Retry {
        /** The same bytes will be refused again. */
        NO,
        /** Send the same bytes again at any time; they are taken at most once. */
        SAME_BYTES,
        /** The same bytes may be taken once the state of the exchange has changed. */
        LATER
    }

    private static final Map<Integer, RefusalCode> BY_NUMBER = byNumber();

    private final int number;
    private final Retry retry;
    private final String meaning;
    private final String meaningZh;

    RefusalCode(int number, Retry retry, String meaning, String meaningZh) {
        this.number = number;
        this.retry = retry;
        this.meaning = meaning;
        this.meaningZh = meaningZh;
    }

    /** The stable number, as the ledger stores it. */
    public int number() {
        return number;
    }

    /** Whether sending again helps. */
    public Retry retry() {
        return retry;
    }

    /** The meaning in English. */
    public String meaning() {
        return meaning;
    }

    /** The meaning in Chinese. */
    public String meaningZh() {
        return meaningZh;
    }

    /**
     * The code with that number.
     *
     * @throws RecordFormatException where no code has it
     */
    public static RefusalCode of(long number) {
        RefusalCode code = BY_NUMBER.get((int) number);
        if (code == null || code.number != number) {
            throw new RecordFormatException("refusal code " + number + ": not in the table");
        }
        return code;
    }

    private static Map<Integer, RefusalCode> byNumber() {
        Map<Integer, RefusalCode> codes = new HashMap<>();
        for (RefusalCode code : values()) {
            if (codes.put(code.number, code) != null) {
                throw new IllegalStateException("two codes have number " + code.number);
            }
        }
        return Map.copyOf(codes);
    }
}
