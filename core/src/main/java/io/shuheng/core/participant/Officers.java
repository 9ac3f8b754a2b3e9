package io.shuheng.core.participant;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The operator's officers, numbered from 1. State of the engine: for its thread alone. */
public final class Officers {

    /**
     * An officer.
     *
     * @param number from 1
     * @param office the office held, such as 登记岗
     * @param staffNumber the operator's own number for the holder
     * @param duties what the officer may do
     */
    public record Officer(long number, String office, String staffNumber, Set<Duty> duties) {}

    private final List<Officer> officers = new ArrayList<>();

    /** None. */
    public Officers() {}

    /** Appoints an officer. */
    public Officer appoint(String office, String staffNumber, Set<Duty> duties) {
        Officer officer = new Officer(officers.size() + 1L, office, staffNumber, Set.copyOf(duties));
        officers.add(officer);
        return officer;
    }

    /** The officer with that number, which must exist. */
    public Officer officer(long number) {
        return officers.get((int) number - 1);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(officers.size());
        for (Officer officer : officers) {
            sink.text(officer.office);
            sink.text(officer.staffNumber);
            for (Duty duty : Duty.values()) {
                sink.number(officer.duties.contains(duty) ? 1 : 0);
            }
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            String office = source.text();
            String staffNumber = source.text();
            Set<Duty> duties = EnumSet.noneOf(Duty.class);
            for (Duty duty : Duty.values()) {
                if (source.flag()) {
                    duties.add(duty);
                }
            }
            appoint(office, staffNumber, duties);
        }
    }
}
