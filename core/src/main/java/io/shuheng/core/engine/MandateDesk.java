package io.shuheng.core.engine;

import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Mandate;
import io.shuheng.core.participant.Mandates;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.RevokeMandate;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lets one participant act in the name of another, and ends that. */
final class MandateDesk {

    private static final int MAX_PRODUCTS = 1024;

    private final Participants participants;
    private final Mandates mandates;

    MandateDesk(Participants participants, Mandates mandates) {
        this.participants = participants;
        this.mandates = mandates;
    }

    void open(Dispatch dispatch) {
        dispatch.on(GrantMandate.class, this::grant);
        dispatch.on(RevokeMandate.class, this::revoke);
    }

    private void grant(Turn turn, GrantMandate command) {
        long principal = turn.requireParticipant();
        participants.requireActive("principal", principal);
        if (command.getAgent() == principal) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "agent", command.getAgent());
        }
        participants.requireActive("agent", command.getAgent());
        if (command.getAgent() == Participants.OPERATOR) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "agent", command.getAgent());
        }
        Fields.requireRange("moneyLimitFen", command.getMoneyLimitFen(), 0, Long.MAX_VALUE);
        Fields.requireRange("validFromNs", command.getValidFromNs(), 0, Long.MAX_VALUE - 1);
        long earliestEndNs = Math.max(command.getValidFromNs(), turn.timeNs()) + 1;
        Fields.requireRange("validToNs", command.getValidToNs(), earliestEndNs, Long.MAX_VALUE);
        Mandate mandate = mandates.grant(new Mandate.Terms(
                principal,
                command.getAgent(),
                powers(command.getPowers()),
                products(command.getProducts()),
                command.getMoneyLimitFen(),
                command.getValidFromNs(),
                command.getValidToNs()));
        turn.event(EventKind.MANDATE_GRANTED, mandate.number(), principal, command.getAgent());
    }

    private static Set<Power> powers(List<Power> powers) {
        Set<Power> distinct = EnumSet.noneOf(Power.class);
        distinct.addAll(powers);
        if (distinct.isEmpty() || distinct.size() != powers.size()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "powers", powers.size());
        }
        return distinct;
    }

    private static Set<Long> products(List<Long> products) {
        Fields.requireRange("products", products.size(), 0, MAX_PRODUCTS);
        Set<Long> distinct = new HashSet<>();
        for (long product : products) {
            if (product < 1 || !distinct.add(product)) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, "products", product);
            }
        }
        return distinct;
    }

    private void revoke(Turn turn, RevokeMandate command) {
        long by = turn.requireParticipant();
        Mandate mandate = mandates.requireOf(by, command.getMandate());
        if (mandate.isRevoked()) {
            throw CommandRejected.because(RefusalCode.MANDATE_EXPIRED, "mandate", mandate.number());
        }
        mandates.revoke(mandate);
        turn.event(EventKind.MANDATE_REVOKED, mandate.number(), by, 0);
    }
}
