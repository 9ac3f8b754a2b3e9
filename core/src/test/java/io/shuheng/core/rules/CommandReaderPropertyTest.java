package io.shuheng.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.session.SessionSubmission;
import io.shuheng.core.session.SessionSubmissionReader;
import io.shuheng.core.session.Tag32;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.ReduceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What is read in place, against Avro's reader behind the strict one: the same values, and the same refusals. */
class CommandReaderPropertyTest {

    private final CommandReader reader = new CommandReader();
    private final SessionSubmissionReader submissions = new SessionSubmissionReader();

    @Property(tries = 2_000)
    void readsOrdersAsAvroDoes(@ForAll long seed) {
        Random random = new Random(seed);
        for (SpecificRecord command : new SpecificRecord[] {order(random), cancel(random), reduction(random)}) {
            RecordKind kind = RulesVersions.current().kindOf(command.getClass());
            assertThat(CommandReader.isReused(kind)).isTrue();
            byte[] bytes = AvroBytes.encode(command);
            byte[] behind = Arrays.copyOf(bytes, bytes.length + 9);
            assertThat(reader.read(kind, behind, bytes.length)).isEqualTo(command);
            assertSame(kind, damaged(bytes, random));
        }
    }

    @Property(tries = 2_000)
    void readsAnyBytesAsAvroDoes(@ForAll byte[] bytes) {
        for (Class<? extends SpecificRecord> type : List.of(PlaceOrder.class, CancelOrder.class, ReduceOrder.class)) {
            assertSame(RulesVersions.current().kindOf(type), bytes);
        }
        assertSameSubmission(bytes);
    }

    @Property(tries = 2_000)
    void readsSubmissionsOfSessionsAsAvroDoes(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] command = new byte[random.nextInt(200)];
        byte[] tag = new byte[32];
        random.nextBytes(command);
        random.nextBytes(tag);
        byte[] bytes = AvroBytes.encode(new SessionSubmission(
                (int) number(random), (int) number(random), number(random), ByteBuffer.wrap(command), new Tag32(tag)));
        assertSameSubmission(bytes);
        assertSameSubmission(damaged(bytes, random));
    }

    @Property(tries = 500)
    void findsNumbersInPlace(@ForAll long seed) {
        PlaceOrder order = order(new Random(seed));
        RecordKind kind = RulesVersions.current().kindOf(PlaceOrder.class);
        byte[] bytes = AvroBytes.encode(order);
        assertThat(kind.number(kind.clientIdField(), bytes, bytes.length)).isEqualTo(order.getClientId());
        assertThat(kind.number(kind.notAfterField(), bytes, bytes.length)).isEqualTo(order.getNotAfterNs());
        assertThat(kind.number(kind.mandateField(), bytes, bytes.length)).isEqualTo(order.getMandate());
        assertThat(kind.number(kind.instrumentField(), bytes, bytes.length)).isEqualTo(order.getInstrument());
        assertThat(kind.number(kind.fieldIndex("replaces"), bytes, bytes.length))
                .isEqualTo(order.getReplaces());
    }

    private void assertSame(RecordKind kind, byte[] bytes) {
        SpecificRecord expected = null;
        String refusal = null;
        try {
            expected = AvroBytes.decode(kind.javaClass(), bytes);
        } catch (RecordFormatException e) {
            refusal = e.getMessage();
        }
        if (expected != null) {
            assertThat(reader.read(kind, bytes, bytes.length)).isEqualTo(expected);
        } else {
            assertRefused(refusal, catchThrowable(() -> reader.read(kind, bytes, bytes.length)));
        }
    }

    private void assertSameSubmission(byte[] bytes) {
        SessionSubmission expected = null;
        String refusal = null;
        try {
            expected = AvroBytes.decode(SessionSubmission.class, bytes);
        } catch (RecordFormatException e) {
            refusal = e.getMessage();
        }
        if (expected == null) {
            assertRefused(refusal, catchThrowable(() -> submissions.read(bytes)));
            return;
        }
        submissions.read(bytes);
        byte[] command = Arrays.copyOfRange(
                bytes, submissions.commandOffset(), submissions.commandOffset() + submissions.commandLength());
        assertThat(new SessionSubmission(
                        submissions.version(),
                        submissions.type(),
                        submissions.session(),
                        ByteBuffer.wrap(command),
                        new Tag32(submissions.tag())))
                .isEqualTo(expected);
    }

    private static void assertRefused(@Nullable String expected, @Nullable Throwable thrown) {
        assertThat(thrown).isInstanceOf(RecordFormatException.class).hasMessage(expected);
    }

    /** One byte other, more or less. */
    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        switch (random.nextInt(3)) {
            case 0 -> damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            default -> damaged = Arrays.copyOf(bytes, bytes.length + 1);
        }
        return damaged;
    }

    private static PlaceOrder order(Random random) {
        return PlaceOrder.newBuilder()
                .setClientId(number(random))
                .setNotAfterNs(number(random))
                .setMandate(number(random))
                .setInstrument(number(random))
                .setSide(any(random, Side.values()))
                .setOrderType(any(random, OrderType.values()))
                .setTimeInForce(any(random, TimeInForce.values()))
                .setPriceMicros(number(random))
                .setPriceVersion(number(random))
                .setQuantityLots(number(random))
                .setScenario((int) number(random))
                .setMinimumLots(number(random))
                .setBudgetFen(number(random))
                .setExpiresNs(number(random))
                .setSelfTrade(any(random, SelfTradePrevention.values()))
                .setReplaces(number(random))
                .build();
    }

    private static CancelOrder cancel(Random random) {
        return new CancelOrder(number(random), number(random), number(random), number(random), number(random));
    }

    private static ReduceOrder reduction(Random random) {
        return new ReduceOrder(
                number(random), number(random), number(random), number(random), number(random), number(random));
    }

    /** Of any length in bits, so that varints of any length are met. */
    private static long number(Random random) {
        return random.nextLong() >> random.nextInt(64);
    }

    private static <E> E any(Random random, E[] values) {
        return values[random.nextInt(values.length)];
    }
}
