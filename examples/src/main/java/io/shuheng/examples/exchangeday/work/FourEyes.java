package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Party;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** An act that takes two officers with the same duty (四眼原则). */
public final class FourEyes {

    private FourEyes() {}

    /**
     * An act in effect.
     *
     * @param proposed the first officer's act, which has no effect by itself
     * @param endorsed the second officer's endorsement, with all that the act brought about
     */
    public record Act(Group proposed, Group endorsed) {}

    /** The first proposes; the second signs what was proposed, by its sequence and by the SM3 of its bytes. Blocks. */
    public static Act act(Party first, Party second, Function<Ids, SpecificRecord> command) {
        Group proposed = first.send(command);
        return new Act(proposed, second.send(ids -> endorsement(ids, proposed)));
    }

    /** The command with which somebody endorses what was proposed. */
    public static SpecificRecord endorsement(Ids ids, Group proposed) {
        return EndorseAct.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setAct(proposed.sequence())
                .setActSm3(new Hash32(Sm3.hash(proposed.body().command())))
                .build();
    }
}
