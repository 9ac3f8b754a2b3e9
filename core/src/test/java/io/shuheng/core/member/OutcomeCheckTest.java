package io.shuheng.core.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractTemplate;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeFixture;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator that appoints officers, and looks whether its appointments stand where the outcomes say. */
class OutcomeCheckTest {

    private final ExchangeFixture fixture = new ExchangeFixture();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Sm2PublicKey key = fixture.operatorCertificate.publicKey();
    private final Exchange exchange = opened();

    private Exchange opened() {
        fixture.found(ledger);
        return Exchange.open(fixture.settings(), ledger);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private record Sent(Draft draft, Outcome outcome) {}

    private Sent send(SpecificRecord command) {
        Draft draft = fixture.operatorDesk(exchange).draft(command);
        Outcome outcome = exchange.submitAndAwait(
                draft.submission(fixture.operator.sign(draft.bytesToSign())), ExchangeFixture.PATIENCE_NS);
        return new Sent(draft, outcome);
    }

    private byte[] record(long sequence) {
        try (RecordCursor cursor = ledger.cursor(sequence)) {
            assertThat(cursor.next()).isTrue();
            return Arrays.copyOfRange(cursor.array(), cursor.offset(), cursor.offset() + cursor.length());
        }
    }

    private static Check check(OutcomeCheck check, Outcome outcome, byte[] record) {
        return check.check(outcome, record, 0, record.length);
    }

    private static List<String> fields(Check check) {
        return check instanceof Check.Differs differs
                ? differs.differences().stream().map(Check.Difference::field).toList()
                : List.of();
    }

    @Test
    void agreesWithTheRecordOfOnesOwnCommandTakenOrRejected() {
        Sent taken = send(fixture.appointment("甲岗"));
        Sent rejected = send(fixture.listing(Sm3Hash.of(Sm3.hash(ContractTemplate.bundledDataProvision()))));
        assertThat(taken.outcome.isAccepted()).isTrue();
        assertThat(rejected.outcome.isAccepted()).isFalse();
        for (Sent sent : List.of(taken, rejected)) {
            assertThat(check(OutcomeCheck.signed(sent.draft, key), sent.outcome, record(sent.outcome.sequence())))
                    .isEqualTo(new Check.Agrees());
        }
    }

    @Test
    void findsAnotherRecordAndAnotherCommandAndAnotherType() {
        Sent first = send(fixture.appointment("甲岗"));
        Sent second = send(fixture.appointment("乙岗"));
        OutcomeCheck check = OutcomeCheck.signed(first.draft, key);
        assertThat(fields(check(check, first.outcome, record(second.outcome.sequence()))))
                .containsExactly("record.sequence", "record.commandSm3", "record.authentication.isOwnSignature");
        assertThat(fields(check(check, first.outcome, record(0)))).containsExactly("record.sequence", "record.type");
    }

    @Test
    void findsASignatureOfAnotherKeyASessionThatWasNotOnesOwnAndAnAnswerThatTheRecordBelies() {
        Sent sent = send(fixture.appointment("甲岗"));
        byte[] record = record(sent.outcome.sequence());
        Sm2PublicKey other = fixture.authority.newSigner().publicKey();
        assertThat(fields(check(OutcomeCheck.signed(sent.draft, other), sent.outcome, record)))
                .containsExactly("record.authentication.isOwnSignature");
        assertThat(fields(check(OutcomeCheck.inSession(sent.draft, 9), sent.outcome, record)))
                .containsExactly("record.authentication.kind", "record.authentication.session");
        Outcome belied = new Outcome(sent.outcome.sequence(), RefusalCode.NOT_PERMITTED, "", false);
        assertThat(fields(check(OutcomeCheck.signed(sent.draft, key), belied, record)))
                .containsExactly("record.code");
    }

    @Test
    void neverAgreesWithACommandOfWhichAByteIsAnother() {
        Sent sent = send(fixture.appointment("甲岗"));
        OutcomeCheck check = OutcomeCheck.signed(sent.draft, key);
        byte[] record = record(sent.outcome.sequence());
        for (int i = RecordHeader.LENGTH; i < RecordHeader.LENGTH + sent.draft.command().length; i++) {
            record[i] ^= 0x10;
            assertThat(agrees(check, sent.outcome, record)).as("byte " + i).isFalse();
            record[i] ^= 0x10;
        }
        assertThat(agrees(check, sent.outcome, record)).isTrue();
    }

    private static boolean agrees(OutcomeCheck check, Outcome outcome, byte[] record) {
        try {
            return check(check, outcome, record).agrees();
        } catch (RecordFormatException e) {
            return false;
        }
    }

    @Test
    void refusesAnOutcomeWithoutARecordAndARecordWithoutAHeader() {
        Sent sent = send(fixture.appointment("甲岗"));
        OutcomeCheck check = OutcomeCheck.signed(sent.draft, key);
        assertThatThrownBy(() -> check(check, Outcome.refused(RefusalCode.BUSY, "full"), record(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outcome.sequence");
        assertThatThrownBy(() -> check(check, sent.outcome, new byte[RecordHeader.LENGTH - 1]))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("shorter than its header");
    }
}
