package io.shuheng.ledger.verify;

import io.shuheng.core.contract.ContractTemplate;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A closed ledger of a small exchange that sold licences, with what a holder of a proof needs: three contracts, the first
 * two under one seal, the third not sealed; a checkpoint between, and one at the end.
 */
public final class SoldLedger {

    /** Numbers of the two parties of every contract, and of one who is none. */
    public static final long PROVIDER = 2;

    public static final long BUYER = 4;
    public static final long STRANGER = 3;

    private final Path ledger;
    private final Path operator;
    private final Path membersAuthority;
    private final Path otherAuthority;
    private final Path earlier;
    private final Path anchor;
    private final List<Long> orders;
    private final List<byte[]> records;
    private final long seal;

    private SoldLedger(Path parent, Hash32 templateSm3) throws IOException {
        ledger = parent.resolve("ledger");
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
            SmallMarket market = new SmallMarket(exchange, templateSm3);
            long first = market.trade(3);
            exchange.checkpoint();
            long second = market.trade(4);
            market.askForSeal();
            boolean bundled = templateSm3.equals(bundled());
            seal = bundled ? market.seal(1, 2, market.root(1, 2), TestKeys.OPERATOR) : -1;
            orders = List.of(first, second, market.trade(1));
            records = List.copyOf(exchange.records());
        }
        List<Path> checkpoints = StandardLedger.checkpoints(ledger);
        anchor = Files.copy(checkpoints.get(0), parent.resolve("closing.checkpoint"));
        earlier = Files.copy(checkpoints.get(1), parent.resolve("earlier.checkpoint"));
        operator = Files.writeString(parent.resolve("operator.pem"), TestKeys.OPERATOR_CERTIFICATE.pem());
        membersAuthority = Files.writeString(
                parent.resolve("members-ca.pem"),
                TestKeys.MEMBERS_AUTHORITY.certificate().pem());
        otherAuthority = Files.writeString(
                parent.resolve("other-ca.pem"),
                TestKeys.OTHER_AUTHORITY.certificate().pem());
    }

    private static Hash32 bundled() {
        return new Hash32(Sm3.hash(ContractTemplate.bundledDataProvision()));
    }

    /** Writes it, under the template that comes with the library. */
    public static SoldLedger under(Path parent) throws IOException {
        return new SoldLedger(parent, bundled());
    }

    /** Writes one whose contracts follow a template of the provider's own, and are not sealed. */
    public static SoldLedger under(Path parent, byte[] template) throws IOException {
        return new SoldLedger(parent, new Hash32(Sm3.hash(template)));
    }

    /** A template that does not come with the library. */
    public static byte[] otherTemplate() {
        String bundled = new String(ContractTemplate.bundledDataProvision(), StandardCharsets.UTF_8);
        return (bundled + "One more line.\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A checkpoint like another one, but for its root and rules version: signed by the operator, or by a stranger. */
    public static Checkpoint signed(Checkpoint like, Sm3Hash root, int rulesVersion, boolean byTheOperator) {
        return Checkpoint.sign(
                like.ledgerId(),
                like.size(),
                root,
                like.timeNs(),
                rulesVersion,
                TestKeys.OPERATOR_USCC,
                byTheOperator ? TestKeys.OPERATOR : TestKeys.WITNESS);
    }

    /** The folder. */
    public Path ledger() {
        return ledger;
    }

    /** The operator's certificate, PEM. */
    public Path operator() {
        return operator;
    }

    /** The members' authority, PEM. */
    public Path membersAuthority() {
        return membersAuthority;
    }

    /** The authority that issued the operator's certificate, and no member's. */
    public Path otherAuthority() {
        return otherAuthority;
    }

    /** A checkpoint from before the second trade. */
    public Path earlier() {
        return earlier;
    }

    /** The last checkpoint. */
    public Path anchor() {
        return anchor;
    }

    /** Sequence of the buyer's order of a contract. */
    public long order(long contract) {
        return orders.get((int) contract - 1);
    }

    /** Sequence of the seal over contracts 1 and 2. */
    public long seal() {
        return seal;
    }

    /** Every record. */
    public List<byte[]> records() {
        return records;
    }
}
