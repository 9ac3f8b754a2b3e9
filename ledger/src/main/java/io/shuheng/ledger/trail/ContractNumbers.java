package io.shuheng.ledger.trail;

import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.voucher.Voucher;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the contracts of rights of use, disputes and vouchers. For one thread; records in order. */
final class ContractNumbers {

    private final Map<TrailSubject, Long> contracts = new HashMap<>();
    private final List<TrailSubject> sought;

    ContractNumbers(List<TrailSubject> subjects) {
        sought = subjects.stream().filter(ContractNumbers::isSought).toList();
        for (TrailSubject subject : subjects) {
            if (subject.kind() == TrailSubject.Kind.TRADE || subject.kind() == TrailSubject.Kind.CONTRACT) {
                contracts.put(subject, subject.number());
            }
        }
    }

    private static boolean isSought(TrailSubject subject) {
        return switch (subject.kind()) {
            case ENTITLEMENT, DISPUTE, VOUCHER -> true;
            case TRADE, CONTRACT, PRODUCT, PARTICIPANT -> false;
        };
    }

    /** Whether a reading is needed to find them. */
    boolean areUnknown() {
        return !sought.isEmpty();
    }

    void observe(InspectedRecord record) {
        if (record.value() instanceof Voucher voucher) {
            found(TrailSubject.Kind.VOUCHER, voucher.getVoucher(), voucher.getContract());
        } else if (record.value() instanceof Entitlement entitlement) {
            found(TrailSubject.Kind.ENTITLEMENT, entitlement.getEntitlement(), entitlement.getContract());
        }
        for (ReadEvent event : record.events()) {
            if (event.kind() == EventKind.DISPUTE_OPENED) {
                found(TrailSubject.Kind.DISPUTE, event.a(), event.b());
            }
        }
    }

    private void found(TrailSubject.Kind kind, long number, long contract) {
        for (TrailSubject subject : sought) {
            if (subject.kind() == kind && subject.number() == number) {
                contracts.put(subject, contract);
            }
        }
    }

    /** The contract of a subject; empty where there is none, or where it is not of one. */
    Optional<Long> contract(TrailSubject subject) {
        return Optional.ofNullable(contracts.get(subject));
    }
}
