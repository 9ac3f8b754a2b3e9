package io.shuheng.examples.exchangeday.cast;

import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Party;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * A member of the exchange.
 *
 * @param company who it is
 * @param party its keys and its way to the exchange
 * @param number its number as a participant
 */
public record Member(Company company, Party party, long number) {

    /** How descriptors name it. */
    public OrganisationId organisation() {
        return new OrganisationId(IdKind.USCC, company.uscc());
    }

    /** As {@link Party#send}. */
    public Group send(Function<Ids, SpecificRecord> command) {
        return party.send(command);
    }

    /** As {@link Party#refused}. */
    public Outcome refused(RefusalCode expected, Function<Ids, SpecificRecord> command) {
        return party.refused(expected, command);
    }
}
