package io.shuheng.crypto.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

class DistinguishedNameTest {

    @Test
    void refusesATextThatIsNotUtf8WhenTheNameIsReadAndNotWhenItIsPrinted() throws Exception {
        byte[] der = new X500NameBuilder()
                .addRDN(BCStyle.O, new DERUTF8String("ab"))
                .build()
                .getEncoded();
        assertThat(new DistinguishedName(X500Name.getInstance(der)).toString()).isEqualTo("o=ab");
        der[der.length - 1] = (byte) 0xff;
        X500Name spoilt = X500Name.getInstance(der);
        assertThatThrownBy(() -> new DistinguishedName(spoilt))
                .isInstanceOfSatisfying(
                        CryptoException.class, e -> assertThat(e.code()).isEqualTo(CryptoException.Code.MALFORMED));
    }
}
