package io.shuheng.ledger.trail;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.LiftFreeze;
import io.shuheng.core.record.EventKind;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.Reading;
import io.shuheng.ledger.inspect.RecordObjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the steps of one trail as the records come. Holds those steps and no more. For one thread. */
final class TrailCollector {

    /** Kinds of events that only name a record of the same group, which is a step of its own. */
    private static final String POINTS_TO_A_RECORD = "record";

    private final TrailSubject subject;
    private final Optional<TradeFacts> trade;
    private final Scope scope;
    private final TradeCourse course = new TradeCourse();
    private final List<TrailStep> steps = new ArrayList<>();
    private final Map<Long, Link> acts = new HashMap<>();
    private final Map<Long, Link> freezes = new HashMap<>();
    private long omitted;

    TrailCollector(TrailSubject subject, Optional<TradeFacts> trade) {
        this.subject = subject;
        this.trade = trade;
        this.scope = trade.isPresent() ? new ContractScope(trade.get()) : new ThreadScope(subject);
    }

    void observe(RecordObjects objects) {
        InspectedRecord record = objects.record();
        scope.learn(objects);
        boolean held = scope.holds(objects) || isEndorsement(record);
        Map<Link, List<ReadEvent>> byLink = new EnumMap<>(Link.class);
        Optional<Link> own = ownLink(record);
        for (int i = 0; i < record.events().size(); i++) {
            ReadEvent event = record.events().get(i);
            if (scope.concerns(objects, i, held)) {
                course.observe(event);
                if (event.kind() == EventKind.FREEZE_ORDERED) {
                    own.ifPresent(link -> freezes.put(event.a(), link));
                }
                boolean said = !event.kind().c().equals(POINTS_TO_A_RECORD);
                Optional<Link> link = Links.of(event.kind()).or(() -> own);
                if (said && link.isPresent()) {
                    byLink.computeIfAbsent(link.get(), none -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        if (held) {
            for (InspectedRecord earlier : scope.recalled(objects)) {
                Links.of(earlier.value()).ifPresent(link -> add(TrailStep.own(link, earlier, earlier.events())));
            }
            own.ifPresent(link -> addOwn(link, record, byLink));
        }
        byLink.forEach((link, events) -> add(TrailStep.told(link, record, events)));
    }

    private void addOwn(Link link, InspectedRecord record, Map<Link, List<ReadEvent>> byLink) {
        List<ReadEvent> events = byLink.remove(link);
        add(TrailStep.own(link, record, events == null ? List.of() : events));
        for (ReadEvent event : record.events()) {
            if (event.kind() == EventKind.ACT_PROPOSED) {
                acts.put(event.a(), link);
            }
        }
    }

    private boolean isEndorsement(InspectedRecord record) {
        return record.value() instanceof EndorseAct endorsement && acts.containsKey(endorsement.getAct());
    }

    /** An endorsement belongs where the act does, and the end of a freeze where the freeze does. */
    private Optional<Link> ownLink(InspectedRecord record) {
        if (record.value() instanceof LiftFreeze lift) {
            return Optional.of(freezes.getOrDefault(lift.getFreeze(), Link.REGISTRATION));
        }
        return record.value() instanceof EndorseAct endorsement
                ? Optional.ofNullable(acts.get(endorsement.getAct()))
                : Links.of(record.value());
    }

    private void add(TrailStep step) {
        if (steps.size() < Trails.MAX_STEPS) {
            steps.add(step);
        } else {
            omitted++;
        }
    }

    Trail trail(Genesis genesis, Reading reading) {
        List<TrailStep> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparing(TrailStep::link).thenComparing(TrailStep::sequence));
        List<Trail.Missing> missing = new ArrayList<>();
        for (Link link : Link.values()) {
            if (sorted.stream().noneMatch(step -> step.link() == link)) {
                missing.add(new Trail.Missing(link, Absence.of(link, course.state(), reading.pruned() > 0)));
            }
        }
        return new Trail(
                subject,
                Sm3Hash.of(genesis.getLedgerId().bytes()),
                genesis.getTimeOffsetMinutes(),
                trade,
                trade.flatMap(none -> course.state()),
                sorted,
                missing,
                scope.depositsFen(),
                omitted,
                reading);
    }
}
