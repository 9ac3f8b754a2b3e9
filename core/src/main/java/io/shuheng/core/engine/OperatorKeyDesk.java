package io.shuheng.core.engine;

import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;

/*
 * One signature is enough. Two officers would be no safer: whoever has the operator's key appoints the officers.
 */
/**
 * Puts another key in the place of the operator's. It serves from the next command on, the old one no more: no two keys of
 * the operator are in force at once, so that at any size of the ledger one key alone signs checkpoints.
 */
final class OperatorKeyDesk {

    private static final int SIGNATURE_BYTES = 64;
    private static final String CERTIFICATE = "certificate";

    private final ExchangeState state;

    OperatorKeyDesk(ExchangeState state) {
        this.state = state;
    }

    void open(Dispatch dispatch) {
        dispatch.on(RotateOperatorKey.class, this::rotate);
    }

    private void rotate(Turn turn, RotateOperatorKey command) {
        turn.requireOperator();
        MembershipRules.requireCertificate(CERTIFICATE, command.getCertificate());
        MembershipRules.requireIntermediates(command.getIntermediates());
        Fields.requireRange("possession", command.getPossession().remaining(), SIGNATURE_BYTES, SIGNATURE_BYTES);
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        Sm3Hash certificate = Fields.sm3(command.getCertificate());
        if (state.isRegistered(certificate)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, CERTIFICATE, 0);
        }
        if (state.keys.operatorKeys() == KeyRegister.MAX_OPERATOR_KEYS) {
            throw CommandRejected.because(RefusalCode.OPERATOR_KEYS_FULL);
        }

        KeyRegister.Key old = state.keys.key(turn.actor().key()).orElseThrow();
        KeyRegister.Key key = state.keys.register(KeyPurpose.OPERATOR, Participants.OPERATOR, certificate, true);
        state.keys.renewed(old, turn.timeNs());
        state.keys.end(old);
        turn.event(EventKind.KEY_REGISTERED, key.number(), KeyPurpose.OPERATOR.number(), Participants.OPERATOR);
        turn.event(EventKind.KEY_RENEWED, old.number(), key.number(), turn.timeNs());
        turn.event(EventKind.KEY_IN_FORCE, old.number(), 0, 0);
    }
}
