package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.examples.exchangeday.rehearsal.StandInAuthority;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Party;

/**
 * What the founding leaves: an open exchange and its operator. Closing it closes the exchange.
 *
 * @param floor the exchange as the story sees it
 * @param operator the operator
 * @param authority certifies members and officers, and is not the operator's
 */
public record Founded(Floor floor, Party operator, StandInAuthority authority) implements AutoCloseable {

    /** The certificate in genesis. */
    public Certificate operatorCertificate() {
        return operator.keys().signing().certificate();
    }

    @Override
    public void close() {
        floor.close();
    }
}
