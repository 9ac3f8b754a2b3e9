package io.shuheng.core.engine;

import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.Officers;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** Appoints officers, and holds an act that needs two of them until the second has endorsed it. */
final class OfficerDesk {

    private static final int MAX_NAME_LENGTH = 64;

    /** An act that waits for its second officer. */
    private record Proposal(
            SpecificRecord command,
            Sm3Hash commandSm3,
            long officer,
            int key,
            Duty duty,
            Dispatch.Rule<SpecificRecord> rule) {}

    private final RecordCatalogue catalogue;
    private final KeyRegister keys;
    private final Officers officers;
    private final TreeMap<Long, Proposal> proposals = new TreeMap<>();

    OfficerDesk(RecordCatalogue catalogue, KeyRegister keys, Officers officers) {
        this.catalogue = catalogue;
        this.keys = keys;
        this.officers = officers;
    }

    void open(Dispatch dispatch) {
        dispatch.on(AppointOfficer.class, this::appoint);
        dispatch.on(EndorseAct.class, this::endorse);
    }

    private void appoint(Turn turn, AppointOfficer command) {
        turn.requireOperator();
        Fields.requireText("office", command.getOffice(), 1, MAX_NAME_LENGTH);
        Fields.requireText("staffNumber", command.getStaffNumber(), 1, MAX_NAME_LENGTH);
        Set<Duty> duties = EnumSet.noneOf(Duty.class);
        duties.addAll(command.getDuties());
        if (duties.isEmpty() || duties.size() != command.getDuties().size()) {
            throw CommandRejected.because(
                    RefusalCode.FIELD_INVALID, "duties", command.getDuties().size());
        }
        Sm3Hash certificate = Fields.sm3(command.getCertificate());
        if (keys.contains(certificate)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "certificate", 0);
        }
        Officers.Officer officer = officers.appoint(command.getOffice(), command.getStaffNumber(), duties);
        KeyRegister.Key key = keys.register(KeyPurpose.OFFICER, officer.number(), certificate, true);
        turn.event(EventKind.OFFICER_APPOINTED, officer.number(), 0, 0);
        turn.event(EventKind.KEY_REGISTERED, key.number(), KeyPurpose.OFFICER.number(), officer.number());
    }

    /** Takes the first officer's act: it has no effect yet. */
    void propose(Turn turn, SpecificRecord command, Dispatch.Route route, Duty duty) {
        long officer = turn.requireOfficer(duty);
        Sm3Hash commandSm3 = Sm3Hash.of(Sm3.hash(turn.commandBytes()));
        proposals.put(
                turn.sequence(),
                new Proposal(command, commandSm3, officer, turn.actor().key(), duty, route.rule()));
        turn.event(EventKind.ACT_PROPOSED, turn.sequence(), officer, 0);
    }

    private void endorse(Turn turn, EndorseAct command) {
        Proposal proposal = proposals.get(command.getAct());
        if (proposal == null) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "act", command.getAct());
        }
        long officer = turn.requireOfficer(proposal.duty);
        if (officer == proposal.officer) {
            throw CommandRejected.because(RefusalCode.FOUR_EYES, "act", command.getAct());
        }
        if (keys.key(proposal.key).map(KeyRegister.Key::revoked).orElse(true)) {
            // Whoever had the key may have made the proposal; one that was only renewed says nothing against it.
            throw CommandRejected.because(RefusalCode.KEY_NOT_IN_FORCE, "act", command.getAct());
        }
        if (!proposal.commandSm3.equals(Fields.hash(command.getActSm3()))) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "actSm3", 0);
        }
        proposal.rule.apply(turn, proposal.command);
        proposals.remove(command.getAct());
        turn.event(EventKind.ACT_ENDORSED, command.getAct(), officer, 0);
    }

    void writeState(StateSink sink) {
        officers.writeState(sink);
        sink.number(proposals.size());
        proposals.forEach((sequence, proposal) -> {
            sink.number(sequence);
            sink.number(proposal.officer);
            sink.number(proposal.key);
            sink.text(proposal.duty.name());
            sink.number(catalogue.kindOf(proposal.command.getClass()).type());
            sink.record(proposal.command);
        });
    }

    /** Reads what {@link #writeState} wrote into this, where nothing waits; all rules have been entered. */
    void readState(StateSource source, Dispatch dispatch) {
        officers.readState(source);
        for (int left = source.count(); left > 0; left--) {
            long sequence = source.number();
            long officer = source.number();
            int key = source.integer();
            Duty duty = source.constant(Duty.class);
            RecordKind kind = catalogue.ofType(source.integer());
            Dispatch.Route route = kind == null ? null : dispatch.route(kind);
            if (kind == null || route == null) {
                throw new RecordFormatException("state.act " + sequence + ": no command that waits");
            }
            byte[] bytes = source.bytes();
            SpecificRecord command = AvroBytes.decode(kind.javaClass(), bytes);
            proposals.put(
                    sequence, new Proposal(command, Sm3Hash.of(Sm3.hash(bytes)), officer, key, duty, route.rule()));
        }
    }
}
