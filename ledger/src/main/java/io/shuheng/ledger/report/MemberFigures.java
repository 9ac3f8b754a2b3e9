package io.shuheng.ledger.report;

import io.shuheng.core.clearing.AccountKind;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.clearing.ProceedsShare;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.trading.Trade;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each member bought and sold, and what it paid and got: by the settlements of trades, whether they were paid one by one or in the
 * net of a cycle, and by what the custodian bank confirmed. Bounded: members beyond the first {@link #MAX_HELD} are added up
 * together. For one thread.
 */
final class MemberFigures {

    /** Most members, and most accounts, that are told apart. */
    static final int MAX_HELD = 1 << 16;

    private static final String MEMBER_CASH = AccountKind.MEMBER_CASH.name();

    private final Map<Long, Member> members = new HashMap<>();
    private final Map<Long, Member> byAccount = new HashMap<>();
    private final Member exchange = new Member(0);
    private final Member beyond = new Member(0);
    private long membersBeyond;

    /** A member, or the exchange itself, and its money. */
    static final class Member {

        private final long number;
        private String nameZh = "";
        private String nameEn = "";
        private long trades;
        private final FenSum bought = new FenSum();
        private final FenSum sold = new FenSum();
        private final FenSum paid = new FenSum();
        private final FenSum received = new FenSum();
        private final FenSum cycles = new FenSum();
        private final FenSum deposited = new FenSum();
        private final FenSum withdrawn = new FenSum();

        Member(long number) {
            this.number = number;
        }

        long number() {
            return number;
        }

        String nameZh() {
            return nameZh;
        }

        String nameEn() {
            return nameEn;
        }

        /** Prices of the trades it bought in, and of those it sold in, settled or not. */
        FenSum bought() {
            return bought;
        }

        FenSum sold() {
            return sold;
        }

        /** What it paid in settlements, fees and taxes included, and what it got. */
        FenSum paid() {
            return paid;
        }

        FenSum received() {
            return received;
        }

        /** Received less paid. */
        FenSum net() {
            FenSum net = new FenSum();
            net.add(received);
            net.subtract(paid);
            return net;
        }

        /** Of that, what netting cycles moved for it in one sum each. */
        FenSum cycles() {
            return cycles;
        }

        FenSum deposited() {
            return deposited;
        }

        FenSum withdrawn() {
            return withdrawn;
        }

        private void add(Member other) {
            trades += other.trades;
            bought.add(other.bought);
            sold.add(other.sold);
            paid.add(other.paid);
            received.add(other.received);
            cycles.add(other.cycles);
            deposited.add(other.deposited);
            withdrawn.add(other.withdrawn);
        }
    }

    void observe(InspectedRecord record) {
        for (ReadEvent event : record.events()) {
            observe(record, event);
        }
        if (record.value() instanceof Trade trade) {
            Member buyer = member(trade.getBuyer());
            Member seller = member(trade.getSeller());
            buyer.trades++;
            seller.trades++;
            buyer.bought.add(trade.getAmountFen());
            seller.sold.add(trade.getAmountFen());
        } else if (record.value() instanceof Settlement settlement) {
            settled(settlement);
        } else if (record.value() instanceof NetObligation net) {
            owner(net.getParticipant()).cycles.add(net.getNetFen());
        }
    }

    private void observe(InspectedRecord record, ReadEvent event) {
        switch (event.kind()) {
            case PARTICIPANT_APPLIED -> {
                if (record.value() instanceof ApplyForMembership application) {
                    applied(event.a(), application);
                }
            }
            case ACCOUNT_OPENED -> {
                if (event.meaningB().equals(MEMBER_CASH) && byAccount.size() < MAX_HELD) {
                    byAccount.put(event.a(), member(event.c()));
                }
            }
            case DEPOSIT_CONFIRMED ->
                byAccount.getOrDefault(event.b(), beyond).deposited.add(event.c());
            case WITHDRAWAL_CONFIRMED ->
                byAccount.getOrDefault(event.b(), beyond).withdrawn.add(event.c());
            default -> {}
        }
    }

    private void applied(long number, ApplyForMembership application) {
        if (members.size() >= MAX_HELD) {
            membersBeyond++;
            return;
        }
        Member member = members.computeIfAbsent(number, Member::new);
        member.nameZh = Clipped.text(application.getNameZh());
        member.nameEn = Clipped.text(application.getNameEn());
    }

    /** The price without tax, less the seller's fee, goes to those who share it; its tax to the seller; fees to the exchange. */
    private void settled(Settlement settlement) {
        member(settlement.getBuyer()).paid.add(settlement.getBuyerPaysFen());
        for (ProceedsShare share : settlement.getShares()) {
            member(share.getParticipant()).received.add(share.getAmountFen());
        }
        member(settlement.getSeller()).received.add(settlement.getTaxFen());
        exchange.received.add(settlement.getBuyerFeeFen());
        exchange.received.add(settlement.getBuyerFeeTaxFen());
        exchange.received.add(settlement.getSellerFeeFen());
        exchange.received.add(settlement.getSellerFeeTaxFen());
    }

    private Member owner(long number) {
        return number == 0 ? exchange : member(number);
    }

    private Member member(long number) {
        return members.getOrDefault(number, beyond);
    }

    /** The exchange itself: what it got in fees and their taxes. */
    Member exchange() {
        return exchange;
    }

    /** Everybody that applied for membership. */
    long count() {
        return members.size() + membersBeyond;
    }

    /** Those with the greatest turnover, of equal ones the lower number; who did nothing at all is not among them. */
    Shares<Member> greatest(int most) {
        List<Member> active = members.values().stream()
                .filter(MemberFigures::isActive)
                .sorted(Comparator.comparing((Member member) ->
                                member.bought.fen().abs().add(member.sold.fen().abs()))
                        .reversed()
                        .thenComparingLong(Member::number))
                .toList();
        int shown = Math.min(most, active.size());
        Member rest = new Member(0);
        rest.add(beyond);
        active.subList(shown, active.size()).forEach(rest::add);
        return new Shares<>(active.subList(0, shown), active.size() - shown + membersBeyond, rest);
    }

    private static boolean isActive(Member member) {
        return member.trades > 0
                || member.paid.fen().signum() != 0
                || member.received.fen().signum() != 0
                || member.deposited.fen().signum() != 0
                || member.withdrawn.fen().signum() != 0;
    }
}
