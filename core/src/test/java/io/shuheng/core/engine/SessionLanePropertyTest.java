package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The counters of a session against a model that keeps everything in a list. */
class SessionLanePropertyTest {

    /** One command as it comes: a counter near the next one, and one of three contents. */
    record Attempt(
            @IntRange(min = -6, max = 2) int beside,
            @IntRange(min = 1, max = 3) int content,
            boolean statement) {}

    @Property
    void answersAsAListOfAllCommandsWould(
            @ForAll("series") List<Attempt> attempts, @ForAll @IntRange(min = 1, max = 5) int remembered) {
        SessionLane lane =
                new SessionLane(7, new StatementTree(Sm3Hash.ZERO, 7, Sm3Hash.ZERO, new StatementHasher()), remembered);
        List<Integer> contents = new ArrayList<>();
        for (Attempt attempt : attempts) {
            long counter = contents.size() + 1L + attempt.beside;
            Answer answer = new Answer();
            boolean known = lane.isKnown(counter, content(attempt.content), 0, answer);
            assertThat(known).isEqualTo(attempt.beside != 0);
            if (attempt.beside == 0) {
                lane.add(content(attempt.content), 0, new Answer().accept(1000 + counter), counter);
                contents.add(attempt.content);
            } else {
                assertThat(answer).isEqualTo(expected(contents, remembered, counter, attempt.content));
            }
            assertThat(lane.tree().last()).isEqualTo(contents.size());
            if (attempt.statement && lane.tree().unstated() > 0) {
                lane.tree().stated(contents.size());
                assertThat(lane.tree().unstated()).isZero();
            }
        }
    }

    @Provide
    Arbitrary<List<Attempt>> series() {
        return Combinators.combine(
                        Arbitraries.of(-6, -5, -4, -3, -2, -1, 0, 0, 0, 0, 0, 1, 2),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false))
                .as(Attempt::new)
                .list()
                .ofMaxSize(60);
    }

    private static Answer expected(List<Integer> contents, int remembered, long counter, int content) {
        long last = contents.size();
        if (counter < 1 || counter > last) {
            return new Answer().refuse(RefusalCode.COUNTER_GAP, "clientId", last);
        }
        if (counter <= last - remembered) {
            return new Answer().refuse(RefusalCode.ALREADY_SEQUENCED, "clientId", last);
        }
        return contents.get((int) counter - 1) == content
                ? new Answer().repeat(new Answer().accept(1000 + counter))
                : new Answer().refuse(RefusalCode.CONFLICT, "clientId", counter);
    }

    private static byte[] content(int number) {
        return Sm3Hash.ofContent(new byte[] {(byte) number}).bytes();
    }
}
