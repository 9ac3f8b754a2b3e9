package io.shuheng.core.engine;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.RecordFormatException;

/** What a genesis must satisfy. A ledger whose first record breaks this is no ledger, so these are format errors. */
final class GenesisRules {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
    private static final int MINUTES_PER_DAY = 24 * 60;

    private GenesisRules() {}

    static void require(Genesis genesis, int rulesVersion) {
        require("rulesVersion", genesis.getRulesVersion(), rulesVersion, rulesVersion);
        require("timeOffsetMinutes", genesis.getTimeOffsetMinutes(), -MINUTES_PER_DAY, MINUTES_PER_DAY);
        if (!genesis.getHashSuite().equals("SM3")) {
            throw new RecordFormatException("genesis.hashSuite " + genesis.getHashSuite() + ": only SM3");
        }
        if (!Uscc.isValid(genesis.getOperatorUscc())) {
            throw new RecordFormatException("genesis.operatorUscc " + genesis.getOperatorUscc()
                    + ": 18 characters of GB 32100-2015 with their check character");
        }
        require("operatorCertificate.length", genesis.getOperatorCertificate().remaining(), 1, 8192);
        require("memberAuthorities.count", genesis.getMemberAuthorities().size(), 1, 64);
        Limits limits = genesis.getLimits();
        require("limits.idWindowNs", limits.getIdWindowNs(), NANOS_PER_SECOND, NANOS_PER_DAY);
        require("limits.idsPerMember", limits.getIdsPerMember(), 1, 1_000_000);
        require("limits.sealTrades", limits.getSealTrades(), 1, 4096);
        require("limits.sealSpanNs", limits.getSealSpanNs(), 1, 30 * NANOS_PER_DAY);
        require("limits.timersPerCommand", limits.getTimersPerCommand(), 1, 4096);
        // What one step tells of so many orders is one record, of 64 KiB at most.
        require("limits.ordersPerStep", limits.getOrdersPerStep(), 1, 256);
        // A recorded digest is a command too: fewer would ask for the next one in time without end.
        require("limits.digestCommands", limits.getDigestCommands(), 4, Integer.MAX_VALUE);
    }

    private static void require(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new RecordFormatException("genesis." + field + " " + value + ": not in " + min + ".." + max);
        }
    }
}
