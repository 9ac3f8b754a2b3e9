package io.shuheng.ledger.verify;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OperatorKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/*
 * A certificate that ran out keeps nothing from being written: the ledger goes on, checkpoints are signed, and this says with
 * what. A key that is revoked later, from a date before, has signed what it has signed: that is counted, and nothing is changed.
 */
/** The operator's keys, and what was signed with each of them. For one thread. */
final class OperatorCheck {

    /** What one key has signed. */
    private static final class Signed {

        private long checkpoints;
        private long expired;
        private OptionalLong revokedFromNs = OptionalLong.empty();
        private long inDoubt;
        private final CheckpointTimes times = new CheckpointTimes();
    }

    private final OperatorKeys keys;
    private final Map<Integer, Signed> byKey = new HashMap<>();
    private long signedSize;

    OperatorCheck(OperatorKeys keys) {
        this.keys = keys;
    }

    OperatorKeys keys() {
        return keys;
    }

    /**
     * Takes the next record behind genesis; what is wrong with a rotation, or null.
     *
     * @throws io.shuheng.core.record.RecordFormatException where it is not canonical
     */
    @Nullable
    Finding record(Place place, byte[] bytes, int offset, int length) {
        return keys.record(bytes, offset, length)
                .map(wrong -> Finding.of(VerifierRule.ROTATION, place, "RotateOperatorKey " + wrong))
                .orElse(null);
    }

    /** Takes a command: with which of the operator's keys it is signed, and which of them it revokes. */
    void command(CommandBody body, long timeNs) {
        int number = body.authentication().getKey();
        if (body.authentication().getKind() == AuthenticationKind.SIGNED.number()) {
            keys.list().stream().filter(key -> key.number() == number).forEach(key -> expire(key, timeNs));
        }
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.KEY_REVOKED.number()) {
                keys.list().stream()
                        .filter(key -> key.number() == event.getA())
                        .forEach(key -> revoke(key, event.getB()));
            }
        }
    }

    private void expire(OperatorKeys.Key key, long timeNs) {
        if (!key.certificate().validity().holdsAt(timeNs)) {
            signed(key).expired++;
        }
    }

    private void revoke(OperatorKeys.Key key, long invalidityNs) {
        Signed signed = signed(key);
        signed.revokedFromNs = OptionalLong.of(invalidityNs);
        signed.inDoubt = signed.times.since(invalidityNs);
    }

    /** Takes a checkpoint whose size and root fit; why it is not the operator's word, or null. */
    @Nullable
    Finding checkpoint(Place place, Checkpoint checkpoint) {
        String why = keys.whyNotSigned(checkpoint).orElse(null);
        if (why != null) {
            return Finding.of(VerifierRule.CHECKPOINT_SIGNATURE, place, "of the checkpoint: " + why);
        }
        OperatorKeys.Key key = keys.at(checkpoint.size());
        Signed signed = signed(key);
        signed.checkpoints++;
        signed.times.add(checkpoint.timeNs());
        expire(key, checkpoint.timeNs());
        signedSize = checkpoint.size();
        return null;
    }

    private Signed signed(OperatorKeys.Key key) {
        return byKey.computeIfAbsent(key.number(), number -> new Signed());
    }

    /** Number of records that the last checkpoint covers. */
    long signedSize() {
        return signedSize;
    }

    /** Whether a key was in doubt already when its holder put the next one in its place. */
    private boolean isInDoubtAtItsEnd(OperatorKeys.Key key, OperatorKeys.Key next) {
        OptionalLong from = signed(key).revokedFromNs;
        return from.isPresent() && from.getAsLong() <= next.timeNs();
    }

    /** What the report says of them. */
    List<Report.OperatorKey> report(TrustCheck trust) {
        List<Report.OperatorKey> reported = new ArrayList<>();
        List<OperatorKeys.Key> list = keys.list();
        boolean doubted = false;
        for (int i = 0; i < list.size(); i++) {
            OperatorKeys.Key key = list.get(i);
            boolean trusted = trust.isTrusted(key);
            doubted = !trusted && (doubted || (i > 0 && isInDoubtAtItsEnd(list.get(i - 1), key)));
            Signed signed = signed(key);
            reported.add(new Report.OperatorKey(
                    key.number(),
                    key.fromSize(),
                    key.timeNs(),
                    key.certificate().subject().toString(),
                    key.certificate().sm3(),
                    trusted,
                    signed.checkpoints,
                    signed.expired,
                    signed.inDoubt,
                    signed.revokedFromNs,
                    doubted));
        }
        return reported;
    }
}
