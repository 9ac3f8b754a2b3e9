package io.shuheng.core.member;

import io.shuheng.core.contract.Amendment;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.CountersignedAmendment;
import io.shuheng.core.contract.ProposedAmendment;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.DeclineAmendment;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the amendment (变更协议) that a member proposes or is to accept, of the contract that it holds itself, so that it
 * signs what it has derived and read, not a hash that somebody gave it.
 *
 * <p>It needs, in the ledger's order: genesis; the applications of both parties; of the contract's amendments the proposals,
 * their acceptances and countersignatures; to judge {@link CountersignedAmendment#isRight} also what the contract's batch
 * rests on, and the seal. Other records may be shown too. What it computes is as true as these records.
 *
 * <p>For one thread at a time; blocks as the look-up of templates does.
 */
public final class AmendmentReader {

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final ContractProjection projection;
    private final Map<Long, List<CountersignedAmendment>> amendments = new HashMap<>();

    /** Before the first record. */
    public AmendmentReader(ContractTemplates templates) {
        this.projection = new ContractProjection(templates, batch -> {}, contract -> {}, this::keep);
    }

    /**
     * Takes the next record, header first.
     *
     * @throws RecordFormatException where it is not what the format says
     * @throws ContractException REFERENCE_MISSING where it rests on a record that was left out
     */
    public void observe(byte[] bytes, int offset, int length) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null) {
            throw new RecordFormatException("record.type " + RecordHeader.type(bytes, offset) + ": unknown");
        }
        projection.observe(kind, bytes, offset, length);
    }

    /**
     * The next amendment of a contract that a side would propose, to be read before it is signed.
     *
     * @param contract as the side holds it, verified
     * @throws ContractException REFERENCE_MISSING where a party's application was not shown
     */
    public Amendment draft(SealedContract contract, AmendmentChange change) {
        ContractTerms terms = contract.terms();
        return projection
                .amendments()
                .draft(
                        number(contract),
                        leaf(contract),
                        terms.getProvider().getParticipant(),
                        terms.getConsumer().getParticipant(),
                        change);
    }

    /**
     * The command that proposes exactly that amendment, to be signed like any other.
     *
     * @param validToNs until when the other side may accept, nanoseconds since 1970; at most 30 days ahead
     * @throws ContractException as {@link #draft}
     */
    public ProposeAmendment proposal(
            SealedContract contract, AmendmentChange change, long clientId, long notAfterNs, long validToNs) {
        Amendment amendment = draft(contract, change);
        List<Hash32> path = new ArrayList<>();
        contract.path().path().forEach(hash -> path.add(new Hash32(hash.bytes())));
        return ProposeAmendment.newBuilder()
                .setClientId(clientId)
                .setNotAfterNs(notAfterNs)
                .setContract(number(contract))
                .setContractLeaf(amendment.terms().getContractLeaf())
                .setSealPath(path)
                .setAmendment(amendment.terms().getAmendment())
                .setPreviousSm3(amendment.terms().getPreviousSm3())
                .setChange(change)
                .setValidToNs(validToNs)
                .setAmendmentSm3(new Hash32(amendment.hashes().contractSm3().bytes()))
                .setTextZhSm3(amendment.terms().getText().getTextZhSm3())
                .setTextEnSm3(amendment.terms().getText().getTextEnSm3())
                .build();
    }

    /**
     * The amendment that the other side has proposed: terms, canonical bytes, and both texts to be read.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where nothing is proposed; others where it cannot be derived
     */
    public Amendment toAccept(long contract) {
        return projection.amendments().derived(contract);
    }

    /**
     * Whether what is proposed is what follows from the records, is about the contract that this side holds, and was signed
     * by the other side with a signature of its own.
     *
     * @param contract as the side holds it, verified
     * @throws ContractException as {@link #toAccept}
     */
    public boolean isSignedByOther(SealedContract contract) {
        Amendment derived = toAccept(number(contract));
        ProposedAmendment proposal = projection.amendments().proposed(number(contract));
        return proposal.proposed().isOwn()
                && proposal.proposedHashes().equals(derived.hashes())
                && Sm3Hash.of(derived.terms().getContractLeaf().bytes()).equals(leaf(contract));
    }

    /**
     * The command that accepts exactly the amendment that follows from the records, to be signed like any other.
     *
     * @throws ContractException as {@link #toAccept}
     */
    public AcceptAmendment acceptance(long contract, long clientId, long notAfterNs) {
        SignedHashes hashes = toAccept(contract).hashes();
        return AcceptAmendment.newBuilder()
                .setClientId(clientId)
                .setNotAfterNs(notAfterNs)
                .setContract(contract)
                .setAmendmentSm3(new Hash32(hashes.contractSm3().bytes()))
                .setTextZhSm3(new Hash32(hashes.textZhSm3().bytes()))
                .setTextEnSm3(new Hash32(hashes.textEnSm3().bytes()))
                .build();
    }

    /**
     * The command that declines what is proposed, or takes it back.
     *
     * @throws ContractException CONTRACT_NOT_KEPT where nothing is proposed
     */
    public DeclineAmendment decline(long contract, long clientId, long notAfterNs) {
        return new DeclineAmendment(
                clientId,
                notAfterNs,
                contract,
                projection.amendments().proposed(contract).command().getAmendmentSm3());
    }

    /** The amendments of a contract that took effect, in order. */
    public List<CountersignedAmendment> amendments(long contract) {
        return List.copyOf(amendments.getOrDefault(contract, List.of()));
    }

    private void keep(CountersignedAmendment amendment) {
        amendments
                .computeIfAbsent(amendment.contract(), number -> new ArrayList<>())
                .add(amendment);
    }

    /** A negotiated contract does not name its trade; its place under the seal does. */
    private static long number(SealedContract contract) {
        return contract.seal().firstTrade() + contract.path().index();
    }

    private static Sm3Hash leaf(SealedContract contract) {
        byte[] bytes = contract.canonicalBytes();
        return new MerkleHasher().leaf(bytes, 0, bytes.length);
    }
}
