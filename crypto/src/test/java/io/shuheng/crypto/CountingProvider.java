package io.shuheng.crypto;

import java.security.Provider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A foreign JCA provider that counts what is asked of it: Bouncy Castle's own, behind another name. Never registered. */
public final class CountingProvider extends Provider {
    /** How Bouncy Castle calls the algorithms. */
    public static final JcaNames NAMES = new JcaNames(
            "DEFAULT",
            "SM3",
            "HmacSM3",
            "EC",
            "sm2p256v1",
            "SM3withSM2",
            "SM2/C1C3C2/NoPadding",
            JcaNames.WrapForm.C1C3C2,
            "SM4/GCM/NoPadding",
            SM2ParameterSpec::new);

    private static final long serialVersionUID = 1L;

    private final transient Provider inner = new BouncyCastleProvider();
    private final transient Map<String, Integer> asked = new ConcurrentHashMap<>();

    /** Starts counting. */
    public CountingProvider() {
        super("Foreign", "1", "Bouncy Castle, counted");
    }

    @Override
    public Service getService(String type, String algorithm) {
        Service service = inner.getService(type, algorithm);
        if (service != null) {
            asked.merge(type, 1, Integer::sum);
        }
        return service;
    }

    /** How often a kind of engine was asked for since the last call, by kind. */
    public Map<String, Integer> asked() {
        Map<String, Integer> copy = Map.copyOf(asked);
        asked.clear();
        return copy;
    }
}
