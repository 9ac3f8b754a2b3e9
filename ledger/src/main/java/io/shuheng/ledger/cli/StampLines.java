package io.shuheng.ledger.cli;

import io.shuheng.ledger.stamp.StampFinding;
import java.time.Duration;
import java.time.Instant;

/** What time stamps over checkpoints show, in words and as JSON. Stateless. */
final class StampLines {

    private StampLines() {}

    static void print(WordPrinter out, StampFinding finding) {
        if (finding instanceof StampFinding.OutsideTime time) {
            out.line("time.outside", time.records() + ", " + instant(time.latestNs()) + ", " + time.authority());
            if (time.showsClockAhead()) {
                out.line("time.ahead", Duration.ofNanos(time.clockAheadNs()).toString());
            }
        } else {
            StampFinding.NoTime none = (StampFinding.NoTime) finding;
            out.line("time.none", none.records() + ", " + none.fault() + ": " + none.message());
        }
    }

    static String json(StampFinding finding) {
        if (finding instanceof StampFinding.OutsideTime time) {
            return "{\"records\": " + time.records() + ", \"latestNs\": "
                    + JsonFields.quoted(String.valueOf(time.latestNs())) + ", \"clockAheadNs\": "
                    + JsonFields.quoted(String.valueOf(time.clockAheadNs())) + ", \"authority\": "
                    + JsonFields.quoted(time.authority()) + ", \"foreign\": " + time.foreign()
                    + ", \"revocationChecked\": " + time.revocationChecked() + "}";
        }
        StampFinding.NoTime none = (StampFinding.NoTime) finding;
        return "{\"records\": " + none.records() + ", \"fault\": "
                + JsonFields.quoted(none.fault().name()) + ", \"message\": " + JsonFields.quoted(none.message())
                + "}";
    }

    private static String instant(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L))
                .toString();
    }
}
