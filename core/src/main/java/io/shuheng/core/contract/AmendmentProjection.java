package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/*
 * Contracts are let go when they are sealed, so an amendment cannot be held against its contract itself. It is held against
 * the seal: it names the contract's leaf and the path from there to the root, and every root was compared with the contracts
 * when it was sealed. So a seal is all that is kept for each batch.
 */
/**
 * Derives amendments (变更协议) from the ledger's records, as a part of {@link ContractProjection}, which shows them. Keeps the
 * root of each seal, and of contracts that are amended the number and hash of the last amendment. For one thread.
 */
public final class AmendmentProjection {

    /** What a contract's next amendment rests on. */
    private record Last(int count, Sm3Hash sm3) {}

    private static final Last NONE = new Last(0, Sm3Hash.ZERO);

    private final ContractReferences references;
    private final Consumer<CountersignedAmendment> onAmended;
    private final TreeMap<Long, ContractSeal> seals = new TreeMap<>();
    private final Map<Integer, Long> keyOwners = new HashMap<>();
    private final Map<Long, ProposedAmendment> proposals = new HashMap<>();
    private final Map<Long, Last> lasts = new HashMap<>();

    AmendmentProjection(ContractReferences references, Consumer<CountersignedAmendment> onAmended) {
        this.references = references;
        this.onAmended = onAmended;
    }

    /**
     * What is proposed for a contract.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where nothing is
     */
    public ProposedAmendment proposed(long contract) {
        ProposedAmendment proposal = proposals.get(contract);
        if (proposal == null) {
            throw new ContractException(Code.CONTRACT_NOT_KEPT, "contract " + contract + ": no amendment is proposed");
        }
        return proposal;
    }

    /**
     * The amendment that is proposed for a contract: terms, canonical bytes, and both texts.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where nothing is proposed; others where it cannot be derived
     */
    public Amendment derived(long contract) {
        ProposedAmendment proposal = proposed(contract);
        ProposeAmendment command = proposal.command();
        return new AmendmentBasis(
                        references.genesis(),
                        contract,
                        sm3(command.getContractLeaf()),
                        command.getAmendment(),
                        sm3(command.getPreviousSm3()),
                        AmendmentBasis.party(references.party(proposal.provider())),
                        AmendmentBasis.party(references.party(proposal.consumer())),
                        command.getChange())
                .derive();
    }

    /**
     * The amendment that a side would propose next.
     *
     * @param contractLeaf the contract's leaf under its seal
     * @throws ContractException where it cannot be derived
     */
    public Amendment draft(long contract, Sm3Hash contractLeaf, long provider, long consumer, AmendmentChange change) {
        Last last = lasts.getOrDefault(contract, NONE);
        return new AmendmentBasis(
                        references.genesis(),
                        contract,
                        contractLeaf,
                        last.count + 1,
                        last.sm3,
                        AmendmentBasis.party(references.party(provider)),
                        AmendmentBasis.party(references.party(consumer)),
                        change)
                .derive();
    }

    /**
     * Looks for what comes before the command that an event stands with: a timer ends a proposal in any command's record,
     * refused or not, which may propose the next.
     */
    void observe(Event event) {
        if (event.getKind() == EventKind.AMENDMENT_ENDED.number()) {
            proposals.remove(event.getA());
        } else if (event.getKind() == EventKind.KEY_REGISTERED.number()
                && event.getB() == KeyPurpose.PARTICIPANT.number()) {
            keyOwners.put((int) event.getA(), event.getC());
        }
    }

    /** Looks, once the command itself is taken, for contracts that have ended: they are amended no more. */
    void observeEnd(Event event) {
        if (event.getKind() == EventKind.CONTRACT_ENDED.number()) {
            lasts.remove(event.getA());
        }
    }

    void sealed(ContractSeal seal) {
        seals.put(seal.firstTrade(), seal);
    }

    /** A command that was not refused. */
    void observe(SpecificRecord command, CommandBody body, long sequence, long timeNs) {
        if (command instanceof ProposeAmendment proposal) {
            Event proposed = ContractReferences.event(body, EventKind.AMENDMENT_PROPOSED);
            Event parties = ContractReferences.event(body, EventKind.AMENDMENT_PARTIES);
            proposals.put(
                    proposal.getContract(),
                    new ProposedAmendment(
                            proposal,
                            parties.getB(),
                            parties.getC(),
                            signature(proposed.getC(), sequence, body),
                            null,
                            null));
        } else if (command instanceof AcceptAmendment acceptance) {
            Event accepted = ContractReferences.event(body, EventKind.AMENDMENT_ACCEPTED);
            ProposedAmendment proposal = proposed(acceptance.getContract());
            proposals.put(
                    acceptance.getContract(),
                    proposal.acceptedBy(signature(accepted.getC(), sequence, body), acceptance));
        } else if (command instanceof AmendmentFinalized finalized) {
            amended(finalized, sequence, timeNs);
        }
    }

    private ProposedAmendment.Signature signature(long participant, long sequence, CommandBody body) {
        return ProposedAmendment.Signature.of(
                participant, sequence, body, keyOwners.get(body.authentication().getKey()));
    }

    private void amended(AmendmentFinalized command, long sequence, long timeNs) {
        long contract = command.getContract();
        AmendmentTerms terms = command.getAmendment();
        Amendment derived = derived(contract);
        Last last = lasts.getOrDefault(contract, NONE);
        boolean isNext = terms.getAmendment() == last.count + 1
                && sm3(terms.getPreviousSm3()).equals(last.sm3);
        CountersignedAmendment amendment = new CountersignedAmendment(
                Sm3Hash.of(references.genesis().getLedgerId().bytes()),
                command,
                proposed(contract),
                derived,
                isSealed(proposed(contract).command()),
                isNext,
                sequence,
                timeNs);
        proposals.remove(contract);
        lasts.put(contract, new Last(terms.getAmendment(), Sm3Hash.of(Sm3.hash(amendment.canonicalBytes()))));
        onAmended.accept(amendment);
    }

    private boolean isSealed(ProposeAmendment proposal) {
        long contract = proposal.getContract();
        Map.Entry<Long, ContractSeal> found = seals.floorEntry(contract);
        if (found == null || contract > found.getValue().lastTrade()) {
            return false;
        }
        ContractSeal seal = found.getValue();
        List<Sm3Hash> path = new ArrayList<>();
        proposal.getSealPath().forEach(hash -> path.add(sm3(hash)));
        return path.size() <= InclusionProof.MAXIMUM_PATH_LENGTH
                && new InclusionProof(contract - seal.firstTrade(), seal.size(), path)
                        .verify(sm3(proposal.getContractLeaf()), seal.root());
    }

    private static Sm3Hash sm3(Hash32 hash) {
        return Sm3Hash.of(hash.bytes());
    }
}
