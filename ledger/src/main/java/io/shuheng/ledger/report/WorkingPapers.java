package io.shuheng.ledger.report;

import java.util.List;
import java.util.Optional;

/**
 * What an auditor's working papers must say beside the verdict so that another can do the same again. Immutable. It names no moment: the
 * same ledger, options and tool give the same page.
 *
 * @param tool name and version of the program
 * @param build the file it was run from; empty where that is none, as while it is developed
 * @param commandLine the arguments it was given
 * @param given files that were given to it: checkpoints, certificates, each named with its option
 */
public record WorkingPapers(String tool, Optional<FileDigest> build, List<String> commandLine, List<FileDigest> given) {

    /** Takes copies. */
    public WorkingPapers {
        commandLine = List.copyOf(commandLine);
        given = List.copyOf(given);
    }
}
