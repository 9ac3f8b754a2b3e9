package io.shuheng.examples.exchangeday;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.LedgerTally;
import io.shuheng.examples.exchangeday.stage.Link;
import io.shuheng.ledger.verify.Report;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The figures of a day, as {@code summary.json} has them. All but the seconds follow from the seed.
 *
 * @param seed what the day was made from
 * @param recordsByLink records of each link of the chain
 * @param commandsByAuthentication commands by the way their sender is known
 * @param ordersByAuthentication orders that were signed one by one, and those that statements attest
 * @param trades trades
 * @param contracts contracts under a seal
 * @param notionalFen sum of the trades' prices, fen
 * @param feesFen fees of settled trades with their tax, fen
 * @param refusals what the story had refused, by code
 * @param operatorActs what the operator's officers have done two at a time, in order
 * @param ledgerRecords records of the ledger
 * @param ledgerBytes bytes of these
 * @param ledgerRoot root of the tree over them, hexadecimal
 * @param verdict what the verifier said
 * @param secondsByStep how long each step took here
 */
public record DaySummary(
        long seed,
        Map<Link, Long> recordsByLink,
        Map<AuthenticationKind, Long> commandsByAuthentication,
        Map<AuthenticationKind, Long> ordersByAuthentication,
        long trades,
        long contracts,
        long notionalFen,
        long feesFen,
        Map<RefusalCode, Long> refusals,
        List<LedgerTally.OfficersAct> operatorActs,
        long ledgerRecords,
        long ledgerBytes,
        String ledgerRoot,
        String verdict,
        Map<String, BigDecimal> secondsByStep) {

    static DaySummary of(long seed, Floor floor, Report report, Map<String, BigDecimal> seconds) {
        LedgerTally.Figures figures = floor.tally().figures();
        return new DaySummary(
                seed,
                figures.byLink(),
                figures.byAuthentication(),
                figures.orders(),
                figures.trades(),
                figures.sealedContracts(),
                figures.notionalFen(),
                figures.feesFen(),
                floor.refusals().byCode(),
                figures.acts(),
                report.files().records(),
                report.files().bytes(),
                report.files().root().toString(),
                report.verdict().name(),
                seconds);
    }

    /** As JSON, its fields in this order. */
    String toJson() {
        try {
            return JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(this)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
