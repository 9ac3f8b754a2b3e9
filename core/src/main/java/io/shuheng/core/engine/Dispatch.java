package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

    /** What a command takes of its session. */
    interface SessionUse<C extends SpecificRecord> {

        /** Number of the instrument it names. */
        long instrument(C command);

        /** What it may come to at its limit, fen, from 0; what only takes back comes to nothing. */
        default long notionalFen(C command) {
            return 0;
        }
    }

    /**
     * One entry.
     *
     * @param sender whose commands are looked at
     * @param secondDuty where two officers are needed, the duty that both must have
     * @param use what the command takes of its session; null where it is not taken in one
     */
    record Route(
            Sender sender,
            @Nullable Duty secondDuty,
            @Nullable SessionUse<SpecificRecord> use,
            Rule<SpecificRecord> rule) {

        /** Whether the command is also taken in a session, without a signature of its own. */
        boolean isTakenInSession() {
            return use != null;
        }

        /** What the command takes of its session. */
        SessionUse<SpecificRecord> sessionUse() {
            return Objects.requireNonNull(use);
        }
    }

    /** A use of which only commands of one type are asked. */
    private record Untyped<C extends SpecificRecord>(Class<C> type, SessionUse<C> use)
            implements SessionUse<SpecificRecord> {

        @Override
        public long instrument(SpecificRecord command) {
            return use.instrument(type.cast(command));
        }

        @Override
        public long notionalFen(SpecificRecord command) {
            return use.notionalFen(type.cast(command));
        }
    }

    private final Map<Class<? extends SpecificRecord>, Route> routes = new HashMap<>();
    private final @Nullable Route[] byType = new Route[RecordHeader.FIRST_MARK_TYPE];

    /** A command that takes effect at once. */
    <C extends SpecificRecord> void on(Class<C> type, Rule<C> rule) {
        add(type, Sender.REGISTERED_KEY, null, null, rule);
    }

    /** A command that takes effect at once, signed or sent in a session. */
    <C extends SpecificRecord> void onAlsoInSession(Class<C> type, SessionUse<C> use, Rule<C> rule) {
        add(type, Sender.REGISTERED_KEY, null, new Untyped<>(type, use), rule);
    }

    /** A command of an applicant without a number. */
    <C extends SpecificRecord> void onApplication(Class<C> type, Rule<C> rule) {
        add(type, Sender.APPLICANT, null, null, rule);
    }

    /** A command that only the exchange itself makes. */
    <C extends SpecificRecord> void onInternal(Class<C> type, Rule<C> rule) {
        add(type, Sender.INTERNAL, null, null, rule);
    }

    /** An act of officers that takes effect when a second one with the same duty has endorsed it. */
    <C extends SpecificRecord> void onTwoOfficers(Class<C> type, Duty duty, Rule<C> rule) {
        add(type, Sender.REGISTERED_KEY, duty, null, rule);
    }

    /** The route of a command; null where no rule takes it. */
    @Nullable
    Route route(RecordKind kind) {
        Route route = byType[kind.type()];
        if (route == null) {
            // The first of its kind, or one that nobody takes: after that no map is asked.
            route = routes.get(kind.javaClass());
            byType[kind.type()] = route;
        }
        return route;
    }

    private <C extends SpecificRecord> void add(
            Class<C> type, Sender sender, @Nullable Duty duty, @Nullable SessionUse<SpecificRecord> use, Rule<C> rule) {
        Rule<SpecificRecord> untyped = (turn, command) -> rule.apply(turn, type.cast(command));
        if (routes.put(type, new Route(sender, duty, use, untyped)) != null) {
            throw new IllegalStateException("two rules for " + type.getName());
        }
    }
}
