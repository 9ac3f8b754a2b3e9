package io.shuheng.core.engine;

import io.shuheng.core.contract.Contracts;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.Mandates;
import io.shuheng.core.participant.Officers;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Principals;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;

/** What the engine knows: the state of every capability, each in its own class. */
final class ExchangeState {

    final KeyRegister keys = new KeyRegister();
    final Officers officers = new Officers();
    final Participants participants = new Participants();
    final Mandates mandates = new Mandates();
    final Principals principals = new Principals(participants, mandates);
    final Contracts contracts = new Contracts();
    final Timers timers = new Timers();

    /** The holder of a key, which must be in force. */
    Actor holder(int keyNumber) {
        KeyRegister.Key key = keys.key(keyNumber)
                .filter(KeyRegister.Key::inForce)
                .orElseThrow(() -> CommandRejected.because(RefusalCode.KEY_NOT_IN_FORCE));
        if (key.purpose() == KeyPurpose.OFFICER) {
            return new Actor(keyNumber, key.purpose(), Participants.OPERATOR, officers.officer(key.owner()));
        }
        return new Actor(keyNumber, key.purpose(), key.owner(), null);
    }

    void writeState(StateSink sink) {
        keys.writeState(sink);
        participants.writeState(sink);
        mandates.writeState(sink);
        timers.writeState(sink);
    }
}
