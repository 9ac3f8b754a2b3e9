package io.shuheng.core.engine;

import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.Identifier;
import io.shuheng.core.participant.Lei;
import io.shuheng.core.participant.Membership;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an application for membership must satisfy by itself, whoever else is a participant. */
final class MembershipRules {

    private static final int MAX_NAME_LENGTH = 128;
    private static final int MAX_ID_LENGTH = 64;
    private static final int MAX_AFFILIATES = 64;
    private static final int MAX_CERTIFICATE_BYTES = 8192;
    private static final int MAX_INTERMEDIATES = 4;

    private MembershipRules() {}

    static Membership read(ApplyForMembership command) {
        Identifier identifier = identifier("id", command.getIdKind(), command.getId());
        requireName("nameZh", command.getNameZh());
        requireName("nameEn", command.getNameEn());
        if (command.getNameZh().isEmpty() && command.getNameEn().isEmpty()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "nameZh", 0);
        }
        requireName("beneficialOwnerGroup", command.getBeneficialOwnerGroup());
        Fields.requireText("custodianAccount", command.getCustodianAccount(), 0, MAX_ID_LENGTH);
        requireCertificate("signingCertificate", command.getSigningCertificate());
        requireCertificate("encryptionCertificate", command.getEncryptionCertificate());
        requireIntermediates(command.getIntermediates());
        return new Membership(
                identifier,
                command.getNameZh(),
                command.getNameEn(),
                roles(command.getRoles()),
                command.getBeneficialOwnerGroup(),
                affiliates(command.getAffiliates(), identifier),
                Fields.sm3(command.getSigningCertificate()),
                Fields.sm3(command.getEncryptionCertificate()),
                command.getCustodianAccount());
    }

    static Identifier identifier(String field, IdKind kind, String id) {
        switch (kind) {
            case USCC -> requireIdentifier(field, id, Uscc.isWellFormed(id), Uscc.isValid(id));
            case LEI -> requireIdentifier(field, id, Lei.isWellFormed(id), Lei.isValid(id));
            case FOREIGN, OPERATOR_ASSIGNED -> {
                Fields.requireText(field, id, 1, MAX_ID_LENGTH);
                requireNoOuterSpace(field, id);
            }
        }
        return new Identifier(kind, id);
    }

    private static void requireIdentifier(String field, String id, boolean wellFormed, boolean valid) {
        if (!wellFormed) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, id.length());
        }
        if (!valid) {
            throw CommandRejected.because(RefusalCode.ID_CHECK_CHARACTER, field, id.length());
        }
    }

    private static Set<Role> roles(List<Role> roles) {
        Set<Role> distinct = EnumSet.noneOf(Role.class);
        distinct.addAll(roles);
        if (distinct.isEmpty() || distinct.size() != roles.size() || distinct.contains(Role.OPERATOR)) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "roles", roles.size());
        }
        return distinct;
    }

    private static List<Identifier> affiliates(List<OrganisationId> affiliates, Identifier own) {
        Fields.requireRange("affiliates", affiliates.size(), 0, MAX_AFFILIATES);
        List<Identifier> read = new ArrayList<>(affiliates.size());
        for (OrganisationId affiliate : affiliates) {
            Identifier identifier = identifier("affiliates", affiliate.getIdKind(), affiliate.getId());
            if (identifier.equals(own) || read.contains(identifier)) {
                throw CommandRejected.because(RefusalCode.DUPLICATE, "affiliates", read.size());
            }
            read.add(identifier);
        }
        return read;
    }

    private static void requireName(String field, String name) {
        Fields.requireText(field, name, 0, MAX_NAME_LENGTH);
        requireNoOuterSpace(field, name);
    }

    /** Names are compared, so that two who look alike must be alike. */
    private static void requireNoOuterSpace(String field, String text) {
        if (!text.equals(text.strip())) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, text.length());
        }
    }

    static void requireIntermediates(List<ByteBuffer> intermediates) {
        Fields.requireRange("intermediates", intermediates.size(), 0, MAX_INTERMEDIATES);
        for (ByteBuffer intermediate : intermediates) {
            requireCertificate("intermediates", intermediate);
        }
    }

    static void requireCertificate(String field, ByteBuffer certificate) {
        Fields.requireRange(field, certificate.remaining(), 1, MAX_CERTIFICATE_BYTES);
    }
}
