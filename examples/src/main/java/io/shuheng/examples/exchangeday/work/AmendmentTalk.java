package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.contract.Amendment;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.CountersignedAmendment;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.member.AmendmentReader;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * One amendment of a contract (合同变更) between its two sides: each signs what it has derived from the ledger itself. For one
 * thread; each step blocks.
 */
public final class AmendmentTalk {

    private static final Duration PROPOSAL_STANDS = Duration.ofHours(24);

    private final Setting setting;
    private final Floor floor;
    private final long contract;

    /** About that contract, which is sealed. */
    public AmendmentTalk(Setting setting, Floor floor, long contract) {
        this.setting = setting;
        this.floor = floor;
        this.contract = contract;
    }

    /** One side proposes. */
    public Group propose(Member proposer, AmendmentChange change, long toSequence) {
        SealedContract sealed = sealed(toSequence);
        AmendmentReader reader = read(proposer, toSequence);
        long validToNs = setting.clock().nowNs() + PROPOSAL_STANDS.toNanos();
        return proposer.send(ids -> reader.proposal(sealed, change, ids.clientId(), ids.notAfterNs(), validToNs));
    }

    /**
     * The other side accepts what its own reader has derived.
     *
     * @throws StoryBrokenException where the proposer has signed something else
     */
    public Group accept(Member other, Group proposed) {
        AmendmentReader reader = read(other, proposed.sequence());
        if (!reader.isSignedByOther(sealed(proposed.sequence()))) {
            throw new StoryBrokenException("contract " + contract + ": another amendment is proposed");
        }
        return other.send(ids -> reader.acceptance(contract, ids.clientId(), ids.notAfterNs()));
    }

    /**
     * The amendment with the countersignature, which is awaited; its texts and bytes are kept.
     *
     * @throws StoryBrokenException where it is wrong
     */
    public CountersignedAmendment effective(Member reader, Group accepted) {
        Group amended = floor.bulletin().after(accepted.sequence(), EventKind.CONTRACT_AMENDED);
        List<CountersignedAmendment> all = read(reader, amended.sequence()).amendments(contract);
        CountersignedAmendment newest = all.get(all.size() - 1);
        if (!newest.isRight()) {
            throw new StoryBrokenException("contract " + contract + ": the amendment is wrong");
        }
        keep(newest);
        return newest;
    }

    private void keep(CountersignedAmendment amended) {
        String name = "contract-" + contract + ".amendment-" + amended.amendment();
        Amendment amendment = amended.derived();
        setting.folder().write(setting.folder().contracts().resolve(name + ".zh.txt"), amendment.textZh());
        setting.folder().write(setting.folder().contracts().resolve(name + ".en.txt"), amendment.textEn());
        setting.folder().write(setting.folder().contracts().resolve(name + ".bin"), amendment.canonicalBytes());
    }

    private AmendmentReader read(Member member, long toSequence) {
        AmendmentReader reader = new AmendmentReader(ContractTemplates.bundled());
        LedgerReading.read(floor, "amendment-" + member.company().folder(), toSequence, reader::observe);
        return reader;
    }

    private SealedContract sealed(long toSequence) {
        List<SealedBatch> batches = Collections.synchronizedList(new ArrayList<>());
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batches::add);
        LedgerReading.read(
                floor,
                "amended-contract",
                toSequence,
                (bytes, offset, length) -> projection.observe(
                        Objects.requireNonNull(RulesVersions.current().ofType(RecordHeader.type(bytes, offset))),
                        bytes,
                        offset,
                        length));
        return batches.stream()
                .filter(batch -> batch.seal().firstTrade() <= contract
                        && contract <= batch.seal().lastTrade())
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("contract " + contract + ": not under any seal"))
                .sealed(contract);
    }
}
