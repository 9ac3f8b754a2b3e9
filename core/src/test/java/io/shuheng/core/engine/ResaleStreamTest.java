package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Purchases, resales, deliveries, freezes and days in any order, against a list of licences that is looked through from end to end:
 * nobody resells early, never do too many hold behind a resale though anybody may buy from the supply, lots are neither made nor lost, no right is there twice, and nothing leaves a
 * holder whose licences are frozen.
 */
class ResaleStreamTest {

    private static final long SUPPLY = 12;

    /** A licence as the model knows it. */
    private static final class Licence {
        private final long contract;
        private final int holder;
        private final long lots;
        private final int day;
        private final int endsDay;
        private Licence passesOn;
        private boolean paid;
        private boolean over;
        private long offer;

        Licence(long contract, int holder, long lots, int day, int endsDay) {
            this.contract = contract;
            this.holder = holder;
            this.lots = lots;
            this.day = day;
            this.endsDay = endsDay;
        }
    }

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay trades = new TradeWay(exchange);
    private final ResaleWay way = new ResaleWay(exchange, trades, SUPPLY);
    private final List<Enrolment.Member> members =
            List.of(way.member(), way.member(), way.member(), way.member(), way.member());
    private final List<Licence> licences = new ArrayList<>();
    private final FreezeWay freezes = new FreezeWay(exchange);
    private final long[] freezeOf = new long[members.size()];
    private int day;

    @Property(tries = 8)
    void keepsToTheModel(@ForAll @Size(min = 60, max = 80) List<@IntRange(max = 9_999) Integer> stream) {
        ResaleStreamTest fresh = new ResaleStreamTest();
        for (int step : stream) {
            fresh.act(step % 7, step / 7 % 5, step / 35);
            fresh.requireModel();
        }
        fresh.exchange.requireEqualReplay();
    }

    private void act(int kind, int member, int choice) {
        switch (kind) {
            case 0 -> buy(member, 1 + choice % 3);
            case 1, 2 -> offer(member, choice);
            case 3 -> take(member, choice);
            case 4 -> settle(choice);
            case 5 -> freezeOrLift(choice % 3 == 0 ? member : sellerOnTheWay(member));
            default -> pass(1 + choice % 5);
        }
    }

    private void buy(int member, long lots) {
        long free = exchange.engine()
                .state()
                .supply
                .freeLots(way.instrument(), trades.seller().number());
        if (lots <= free) {
            long contract = way.bought(members.get(member), lots);
            Licence bought = new Licence(contract, member, lots, day, day + (int) ResaleWay.TERM.toDays());
            bought.paid = true;
            licences.add(bought);
        }
    }

    /** Mostly of a holder, now and then of somebody else. */
    private void offer(int any, int choice) {
        List<Licence> held = licences.stream()
                .filter(licence -> choice % 5 == 0 || (licence.paid && !licence.over))
                .toList();
        if (held.isEmpty()) {
            return;
        }
        Licence licence = held.get(choice % held.size());
        int member = choice % 7 == 0 ? any : licence.holder;
        RefusalCode expected = RefusalCode.OK;
        if (licence.holder != member) {
            expected = RefusalCode.NOT_PERMITTED;
        } else if (!licence.paid || licence.over) {
            expected = RefusalCode.WRONG_STATE;
        } else if (freezeOf[member] != 0) {
            expected = RefusalCode.LICENCES_FROZEN;
        } else if (day - licence.day < ResaleWay.HOLDING_DAYS) {
            expected = RefusalCode.HOLDING_TOO_SHORT;
        } else if (licence.offer != 0) {
            expected = RefusalCode.ORDER_STANDS;
        } else if (isBeingPassedOn(licence)) {
            expected = RefusalCode.WRONG_STATE;
        }
        long validToNs = Math.min(
                exchange.timeNs() + Duration.ofDays(3).toNanos(),
                EngineFixture.START_NS + Duration.ofDays(licence.endsDay).toNanos());
        EngineFixture.Outcome outcome = exchange.submit(
                way.offer(licence.contract).setValidToNs(validToNs).build(),
                members.get(member).key());
        assertThat(outcome.answer().code()).isEqualTo(expected);
        if (expected == RefusalCode.OK) {
            licence.offer = outcome.answer().sequence();
        }
    }

    private void take(int member, int choice) {
        List<Licence> offered =
                licences.stream().filter(licence -> licence.offer != 0).toList();
        if (offered.isEmpty()) {
            return;
        }
        Licence licence = offered.get(choice % offered.size());
        EngineFixture.Outcome outcome = exchange.submit(
                way.taking(licence.offer).build(), members.get(member).key());
        if (freezeOf[licence.holder] != 0) {
            assertThat(outcome.answer().code()).isEqualTo(RefusalCode.LICENCES_FROZEN);
            return;
        }
        if (licence.holder == member) {
            assertThat(outcome.answer().code()).isEqualTo(RefusalCode.SELF_TRADE);
            return;
        }
        Licence passed = new Licence(
                exchange.engine().state().trades.nextNumber() - 1, member, licence.lots, day, licence.endsDay);
        passed.passesOn = licence;
        licences.add(passed);
        if (holders() > ResaleWay.HOLDERS) {
            licences.remove(passed);
            assertThat(outcome.answer().code()).isEqualTo(RefusalCode.HOLDERS_FULL);
        } else {
            assertThat(outcome.answer().code()).isEqualTo(RefusalCode.OK);
            licence.offer = 0;
        }
    }

    private void settle(int choice) {
        List<Licence> open = licences.stream()
                .filter(licence -> !licence.paid && !licence.over)
                .toList();
        if (open.isEmpty()) {
            return;
        }
        Licence passed = open.get(choice % open.size());
        if (freezeOf[passed.passesOn.holder] != 0) {
            leave(passed, choice);
            return;
        }
        way.settled(passed.contract, members.get(passed.passesOn.holder), members.get(passed.holder));
        passed.paid = true;
        passed.passesOn.over = true;
    }

    /** What is frozen is not delivered; now and then one of the sides does not wait. */
    private void leave(Licence passed, int choice) {
        exchange.submit(
                        trades.delivery(passed.contract).build(),
                        members.get(passed.passesOn.holder).key())
                .requireRefused(RefusalCode.LICENCES_FROZEN);
        if (choice % 3 != 0) {
            int side = choice % 3 == 1 ? passed.holder : passed.passesOn.holder;
            exchange.submit(
                            new RescindContract(exchange.nextClientId(), exchange.notAfterNs(), passed.contract),
                            members.get(side).key())
                    .requireAccepted();
            passed.over = true;
        }
    }

    /** Who has sold what is not paid and is not frozen; a member where there is nobody. */
    private int sellerOnTheWay(int member) {
        return licences.stream()
                .filter(licence -> !licence.paid && !licence.over)
                .mapToInt(licence -> licence.passesOn.holder)
                .filter(seller -> freezeOf[seller] == 0)
                .findFirst()
                .orElse(member);
    }

    private void freezeOrLift(int member) {
        if (freezeOf[member] == 0) {
            freezeOf[member] = freezes.licences(members.get(member), way.instrument());
        } else {
            freezes.lift(freezeOf[member]).requireAccepted();
            freezeOf[member] = 0;
        }
    }

    private void pass(int days) {
        way.pass(Duration.ofDays(days));
        day += days;
        for (Licence licence : licences) {
            if (licence.offer != 0 && exchange.engine().state().resales.offer(licence.offer) == null) {
                licence.offer = 0;
            }
            if (licence.endsDay <= day) {
                licence.over = true;
            }
        }
    }

    /** What is being passed on is its buyer's already, unless the term was over before it was paid. */
    private boolean isBeingPassedOn(Licence licence) {
        return licences.stream().anyMatch(other -> other.passesOn == licence && !isUndone(other));
    }

    private static boolean isUndone(Licence passed) {
        return !passed.paid && passed.over;
    }

    private boolean holds(Licence licence) {
        return !isUndone(licence) && !isBeingPassedOn(licence);
    }

    private long holders() {
        return licences.stream()
                .filter(this::holds)
                .mapToInt(licence -> licence.holder)
                .distinct()
                .count();
    }

    private void requireModel() {
        ExchangeState state = exchange.engine().state();
        long held = 0;
        for (int member = 0; member < members.size(); member++) {
            int of = member;
            long expected = licences.stream()
                    .filter(licence -> licence.holder == of && holds(licence))
                    .mapToLong(licence -> licence.lots)
                    .sum();
            assertThat(way.held(members.get(member))).isEqualTo(expected);
            held += expected;
        }
        assertThat(held
                        + state.supply.freeLots(
                                way.instrument(), trades.seller().number()))
                .isEqualTo(SUPPLY);
        assertThat((long) state.supply.holders(way.instrument())).isEqualTo(holders());
        for (Licence licence : licences) {
            boolean active = state.entitlements
                    .of(licence.contract)
                    .map(Entitlement::getState)
                    .filter(EntitlementState.ACTIVE::equals)
                    .isPresent();
            assertThat(active).isEqualTo(licence.paid && !licence.over);
            boolean settled = state.trades.require("contract", licence.contract).state() == TradeState.SETTLED;
            assertThat(settled).isEqualTo(licence.paid);
        }
    }
}
