package io.shuheng.ledger.cli;

import io.shuheng.ledger.inspect.Reading;
import io.shuheng.ledger.verify.Finding;

/** How a reading ended, in words and as JSON. Stateless. */
final class ReadingText {

    private static final int SHOWN = 0;
    private static final int FAULT = 1;
    private static final int INCOMPLETE = 2;

    private ReadingText() {}

    /** Says on standard error what the reader must know, and returns the exit code. */
    static int end(Reading reading, WordPrinter notes) {
        Finding fault = reading.fault();
        sayPruned(reading, notes);
        switch (reading.end()) {
            case UNFINISHED, EMPTY, NEEDS_RULES ->
                notes.say(notes.word("limit." + reading.end().name()));
            case CLOSED, STOPPED, FAULT -> {}
        }
        if (fault != null) {
            notes.line("fault", fault.toString());
            return FAULT;
        }
        return reading.end() == Reading.End.NEEDS_RULES ? INCOMPLETE : SHOWN;
    }

    /** Says on standard error that records were taken out, where some were. */
    static void sayPruned(Reading reading, WordPrinter notes) {
        if (reading.pruned() > 0) {
            notes.line("reading.pruned", String.valueOf(reading.pruned()));
        }
    }

    /** One object, fields in a fixed order. */
    static String json(Reading reading, long shown) {
        JsonFields json = new JsonFields();
        json.field("verified", "false");
        json.field("end", JsonFields.quoted(reading.end().name()));
        json.field("recordsRead", reading.records());
        json.field("recordsShown", shown);
        json.field("recordsTakenOut", reading.pruned());
        return json.last("fault", ReportJson.finding(reading.fault()));
    }
}
