package io.shuheng.core.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.engine.BookWay;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.engine.TradeWay;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.view.InstrumentEntry;
import io.shuheng.core.view.TradeEntry;
import io.shuheng.core.view.Visibility;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ContractReaderTest {

    private static final Visibility ALL = Visibility.everything();

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setSealTrades(1).build());
    private final ViewComparison feed = new ViewComparison(exchange);

    private ContractReader reader(long number) {
        ContractReader reader = new ContractReader(number, ContractTemplates.bundled());
        exchange.records().forEach(record -> reader.observe(record, 0, record.length));
        return reader;
    }

    private InstrumentEntry instrument(long number) {
        feed.feed();
        return feed.model().market().instrument(ALL, number).value().orElseThrow();
    }

    private TradeEntry trade(Visibility visibility, long number) {
        feed.feed();
        return feed.model().trades().trade(visibility, number).value().orElseThrow();
    }

    private static List<String> fields(Check check) {
        return check instanceof Check.Differs differs
                ? differs.differences().stream().map(Check.Difference::field).toList()
                : List.of();
    }

    /** The buyer's order for seven lots, which has traded. */
    private OwnOrder traded(TradeWay way) {
        way.deposit(100_000);
        PlaceOrder command = way.order(way.offered(), 7).build();
        long sequence = exchange.submit(command, way.buyer().key())
                .requireAccepted()
                .answer()
                .sequence();
        return new OwnOrder(way.buyer().number(), sequence, command);
    }

    private static Check changed(ContractReader reader, Consumer<ContractTerms> change) {
        Contract contract = reader.contract();
        ContractTerms terms = AvroBytes.decode(ContractTerms.class, contract.canonicalBytes());
        change.accept(terms);
        return reader.check(AvroBytes.encode(terms), contract.textZh(), contract.textEn());
    }

    @Test
    void agreesWithTheContractOfItsOwnOrderBeforeTheSealAndBehindIt() {
        OwnOrder own = traded(new TradeWay(exchange));
        ContractReader reader = reader(1);
        Contract contract = reader.contract();
        assertThat(reader.check(contract.canonicalBytes(), contract.textZh(), contract.textEn()))
                .isEqualTo(new Check.Agrees());
        assertThat(reader.order(own, instrument(own.command().getInstrument()))).isEqualTo(new Check.Agrees());
        assertThat(reader.trade(trade(ALL, 1))).isEqualTo(new Check.Agrees());
        assertThat(reader.sealed()).isEmpty();
        exchange.submit(
                        new ContractsSealed(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                1L,
                                1L,
                                EngineFixture.hash("root"),
                                EngineFixture.OPERATOR_KEY,
                                ByteBuffer.wrap(new byte[64])),
                        EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        ContractReader later = reader(1);
        assertThat(later.contract().canonicalBytes()).isEqualTo(contract.canonicalBytes());
        assertThat(later.sealed().orElseThrow().canonicalBytes()).isEqualTo(contract.canonicalBytes());
    }

    @Test
    void namesEachFieldOfGivenTermsThatDoesNotFollowFromTheRecords() {
        traded(new TradeWay(exchange));
        ContractReader reader = reader(1);
        assertThat(fields(changed(reader, terms -> terms.getFee().put("priceMicros", 1L))))
                .containsExactly("contract.fee.priceMicros");
        assertThat(fields(changed(reader, terms -> terms.getFee().put("quantityLots", 8L))))
                .containsExactly("contract.fee.quantityLots");
        assertThat(fields(
                        changed(reader, terms -> terms.getProvider().getOrder().put("sequence", 1L))))
                .containsExactly("contract.provider.order.sequence");
        assertThat(fields(changed(
                        reader, terms -> terms.getSubject().put("listingVersionSm3", EngineFixture.hash("other")))))
                .containsExactly("contract.subject.listingVersionSm3");
        assertThat(fields(changed(reader, terms -> terms.getText().put("templateSm3", EngineFixture.hash("other")))))
                .containsExactly("contract.text.templateSm3");
    }

    @Test
    void findsTextsThatSayAnythingElseAndBytesThatAreNoTerms() {
        traded(new TradeWay(exchange));
        ContractReader reader = reader(1);
        Contract contract = reader.contract();
        assertThat(fields(reader.check(contract.canonicalBytes(), contract.textZh() + " ", contract.textEn())))
                .containsExactly("contract.textZhSm3");
        assertThat(fields(reader.check(contract.canonicalBytes(), contract.textZh(), "")))
                .containsExactly("contract.textEnSm3");
        assertThat(fields(reader.check(new byte[] {1, 2, 3}, contract.textZh(), contract.textEn())))
                .containsExactly("contract.canonicalBytesSm3");
        byte[] bytes = contract.canonicalBytes().clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 0x11;
            assertThat(reader.check(bytes, contract.textZh(), contract.textEn()).agrees())
                    .as("byte " + i)
                    .isFalse();
            bytes[i] ^= 0x11;
        }
    }

    @Test
    void findsAContractThatIsNotWhatWasOrdered() {
        TradeWay way = new TradeWay(exchange);
        OwnOrder own = traded(way);
        ContractReader reader = reader(1);
        InstrumentEntry instrument = instrument(own.command().getInstrument());
        PlaceOrder other = AvroBytes.decode(PlaceOrder.class, AvroBytes.encode(own.command()));
        other.put("priceMicros", 1_000_000L);
        other.put("quantityLots", 5L);
        assertThat(fields(reader.order(new OwnOrder(own.participant(), own.sequence(), other), instrument)))
                .containsExactly(
                        "contract.consumer.order.commandSm3", "contract.fee.priceMicros", "contract.fee.quantityLots");
        assertThat(fields(reader.order(new OwnOrder(77, own.sequence() + 1, own.command()), instrument)))
                .containsExactly("contract.consumer.participant", "contract.consumer.order.sequence");
        exchange.submit(way.order(instrument.number(), 1).build(), way.buyer().key())
                .requireAccepted();
        assertThat(fields(reader.trade(trade(ALL, 2))))
                .contains("contract.formation.contract", "contract.consumer.order.sequence", "contract.fee.amountFen");
    }

    @Test
    void takesALimitAsTheWorstPriceAndTheQuantityAsTheMostOfASide() {
        BookWay book = new BookWay(exchange);
        Enrolment.Member buyer = book.buyer(1_000_000);
        OwnOrder sold = placed(book.order(Side.SELL, 33, 10).build(), book.seller());
        OwnOrder bought = placed(book.order(Side.BUY, 35, 4).build(), buyer);
        InstrumentEntry instrument = instrument(book.instrument());
        ContractReader reader = reader(1);
        assertThat(reader.order(sold, instrument)).isEqualTo(new Check.Agrees());
        assertThat(reader.order(bought, instrument)).isEqualTo(new Check.Agrees());
        PlaceOrder dearer = AvroBytes.decode(PlaceOrder.class, AvroBytes.encode(sold.command()));
        dearer.put("priceMicros", 340_000L);
        assertThat(fields(reader.order(new OwnOrder(sold.participant(), sold.sequence(), dearer), instrument)))
                .containsExactly("contract.provider.order.commandSm3", "contract.fee.priceMicros");
    }

    private OwnOrder placed(PlaceOrder command, Enrolment.Member member) {
        EngineFixture.Outcome outcome = exchange.submit(command, member.key()).requireAccepted();
        return new OwnOrder(member.number(), outcome.answer().sequence(), command);
    }

    @Test
    void refusesWhatItCannotCompare() {
        TradeWay way = new TradeWay(exchange);
        OwnOrder own = traded(way);
        ContractReader reader = reader(1);
        InstrumentEntry other = instrument(way.offered());
        assertThatThrownBy(() -> reader.order(own, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order.instrument");
        TradeEntry hidden = trade(Visibility.visitor(), 1);
        assertThatThrownBy(() -> reader.trade(hidden))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trade.sides");
        assertThatThrownBy(() -> new ContractReader(0, ContractTemplates.bundled()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contract 0");
        assertThatThrownBy(() -> reader(2).contract())
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("CONTRACT_NOT_KEPT");
        byte[] unknown = exchange.records().get(0).clone();
        unknown[1] = (byte) 0xfe;
        assertThatThrownBy(() -> reader.observe(unknown, 0, unknown.length))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("record.type 254");
    }

    @Test
    void countsTheContractsOfItsTradeAlone() {
        TradeWay way = new TradeWay(exchange);
        traded(way);
        long second = exchange.submit(way.order(1, 2).build(), way.buyer().key())
                .requireAccepted()
                .event(EventKind.TRADED)
                .getA();
        assertThat(reader(second).contract().terms().getFormation().getContract())
                .isEqualTo(second);
    }
}
