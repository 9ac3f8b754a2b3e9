package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Which rule takes which command, and who may send it. Filled once, then only read. */
final class Dispatch {

    /** What a command does: checks everything and throws before the first change, then applies. */
    @FunctionalInterface
    interface Rule<C extends SpecificRecord> {
        void apply(Turn turn, C command);
    }

    /** Whose commands of a kind are looked at. */
    enum Sender {
        /** A key in force, of anybody; the rule itself says which role. */
        REGISTERED_KEY,
        /** An applicant, whose key is in the command's own certificate. */
        APPLICANT,
        /** The exchange itself. */
        INTERNAL
    }

    /**
     * One entry.
     *
     * @param sender whose commands are looked at
     * @param secondDuty where two officers are needed, the duty that both must have
     */
    record Route(Sender sender, @Nullable Duty secondDuty, Rule<SpecificRecord> rule) {}

    private final Map<Class<? extends SpecificRecord>, Route> routes = new HashMap<>();

    /** A command that takes effect at once. */
    <C extends SpecificRecord> void on(Class<C> type, Rule<C> rule) {
        add(type, Sender.REGISTERED_KEY, null, rule);
    }

    /** A command of an applicant without a number. */
    <C extends SpecificRecord> void onApplication(Class<C> type, Rule<C> rule) {
        add(type, Sender.APPLICANT, null, rule);
    }

    /** A command that only the exchange itself makes. */
    <C extends SpecificRecord> void onInternal(Class<C> type, Rule<C> rule) {
        add(type, Sender.INTERNAL, null, rule);
    }

    /** An act of officers that takes effect when a second one with the same duty has endorsed it. */
    <C extends SpecificRecord> void onTwoOfficers(Class<C> type, Duty duty, Rule<C> rule) {
        add(type, Sender.REGISTERED_KEY, duty, rule);
    }

    /** The route of a command; null where no rule takes it. */
    @Nullable
    Route route(Class<? extends SpecificRecord> type) {
        return routes.get(type);
    }

    private <C extends SpecificRecord> void add(Class<C> type, Sender sender, @Nullable Duty duty, Rule<C> rule) {
        Rule<SpecificRecord> untyped = (turn, command) -> rule.apply(turn, type.cast(command));
        if (routes.put(type, new Route(sender, duty, untyped)) != null) {
            throw new IllegalStateException("two rules for " + type.getName());
        }
    }
}
