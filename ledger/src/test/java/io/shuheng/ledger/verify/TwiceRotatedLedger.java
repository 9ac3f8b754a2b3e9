package io.shuheng.ledger.verify;

import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A closed ledger whose operator has rotated its key twice: a contract sealed with the first key, one with the second, and
 * an officer appointed with the third; a checkpoint was kept of each key.
 *
 * @param ledger its folder
 * @param rotations sequences of both rotations
 * @param seals sequences of both seals
 * @param appointment sequence of the command that is signed with the third key
 */
public record TwiceRotatedLedger(Path ledger, List<Long> rotations, List<Long> seals, long appointment) {

    /** Number of the second key. */
    public static final int SECOND_KEY = 8;

    /** Number of the third. */
    public static final int THIRD_KEY = 9;

    /** Certificates of the three keys, in their order. */
    public static final List<Certificate> OPERATORS = List.of(
            TestOperator.FIRST.certificate(), TestOperator.SECOND.certificate(), TestOperator.THIRD.certificate());

    /** Signers of the three keys. */
    public static final List<Signer> SIGNERS =
            List.of(TestOperator.FIRST.signer(), TestOperator.SECOND.signer(), TestOperator.THIRD.signer());

    /** A certificate that is none of the operator's. */
    public static final Certificate STRANGER = TestOperator.with(33).certificate();

    /** Writes it. */
    public static TwiceRotatedLedger write(Path ledger) throws IOException {
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
            SmallMarket market = new SmallMarket(exchange);
            market.trade(3);
            market.askForSeal();
            long first = market.seal(1, 1, market.root(1, 1), TestKeys.OPERATOR);
            exchange.checkpoint();
            keep(ledger, 1);
            long rotation =
                    exchange.rotate(1, TestOperator.FIRST, TestOperator.SECOND).sequence();
            market.trade(2);
            market.askForSeal();
            Signer signer = TestOperator.SECOND.signer();
            long second = market.seal(2, 2, market.root(2, 2), signer, SECOND_KEY, signer);
            exchange.checkpoint();
            keep(ledger, 2);
            long next = exchange.rotate(SECOND_KEY, TestOperator.SECOND, TestOperator.THIRD)
                    .sequence();
            long appointment = exchange.appointBy(THIRD_KEY, TestOperator.THIRD.signer(), "3")
                    .sequence();
            exchange.checkpoint();
            keep(ledger, 3);
            return new TwiceRotatedLedger(ledger, List.of(rotation, next), List.of(first, second), appointment);
        }
    }

    private static void keep(Path ledger, int key) throws IOException {
        Files.copy(StandardLedger.newestCheckpoint(ledger), kept(ledger, key));
    }

    private static Path kept(Path ledger, int key) {
        return ledger.resolveSibling("kept-" + key + ".checkpoint");
    }

    /** The checkpoint that was kept of the first, second or third key. */
    public Path kept(int key) {
        return kept(ledger, key);
    }

    /** The authority of members. */
    public static Certificate membersAuthority() {
        return TestKeys.MEMBERS_AUTHORITY.certificate();
    }

    /** Id of the ledger. */
    public static Sm3Hash ledgerId() {
        return Sm3Hash.of(SmallExchange.hash("ledger").bytes());
    }
}
