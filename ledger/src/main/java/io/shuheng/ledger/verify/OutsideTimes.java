package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.document.TimeStampFault;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.stamp.CheckpointStamp;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.stamp.StampFolder;
import io.shuheng.ledger.stamp.TimeAuthorities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Time stamps over the checkpoints beside a ledger's records. For one thread; reads small files. */
final class OutsideTimes {

    /** Most stamps that are looked at, the newest: each costs signatures, and a ledger may have one for each minute. */
    private static final int MAX_STAMPS = 1_000;

    private final StampFolder folder;
    private final TimeAuthorities authorities;

    OutsideTimes(Path ledger, TimeAuthorities authorities) {
        this.folder = new StampFolder(ledger);
        this.authorities = authorities;
    }

    /** What each stamp shows, smallest checkpoint first; nothing where nobody is trusted for time. */
    List<StampFinding> check(List<Certificate> operators, AnchorCheck anchors) throws IOException {
        List<StampFinding> findings = new ArrayList<>();
        if (authorities.isEmpty()) {
            return findings;
        }
        List<StampFolder.Kept> stamps = folder.stamps();
        for (StampFolder.Kept stamp : stamps.subList(Math.max(0, stamps.size() - MAX_STAMPS), stamps.size())) {
            findings.add(check(stamp, operators, anchors));
        }
        return findings;
    }

    /** A stamp counts where its checkpoint is the one that the records lead to: else it is over something else. */
    private StampFinding check(StampFolder.Kept stamp, List<Certificate> operators, AnchorCheck anchors)
            throws IOException {
        Optional<Checkpoint> checkpoint;
        try {
            checkpoint = folder.checkpoint(stamp.size());
        } catch (RecordFormatException e) {
            return unfit(stamp, String.valueOf(e.getMessage()));
        }
        return checkpoint.filter(anchors::isMet).isEmpty()
                ? unfit(stamp, "no checkpoint of these records stands beside it")
                : CheckpointStamp.check(checkpoint.get(), folder.stamp(stamp), authorities, operators);
    }

    private static StampFinding unfit(StampFolder.Kept stamp, String why) {
        return new StampFinding.NoTime(stamp.size(), TimeStampFault.IMPRINT_MISMATCH, why);
    }
}
