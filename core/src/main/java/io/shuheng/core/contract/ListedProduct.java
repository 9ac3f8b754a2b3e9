package io.shuheng.core.contract;

import io.shuheng.core.listing.Coverage;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;

/**
 * What contracts take over from a listing version.
 *
 * @param versionSm3 SM3 of the descriptor's canonical bytes
 * @param subject what is licensed
 * @param sublicensable whether licences may be sublicensed
 * @param transferable whether a licence may be sold on
 * @param crossBorderAllowed whether it may leave the country
 * @param priceUnit what a unit of the price is
 * @param taxCategory code of the tax category
 * @param invoiceType code of the invoice
 */
record ListedProduct(
        Sm3Hash versionSm3,
        ContractSubject subject,
        boolean sublicensable,
        boolean transferable,
        boolean crossBorderAllowed,
        String priceUnit,
        String taxCategory,
        String invoiceType) {

    static ListedProduct of(ListingDescriptor descriptor) {
        Sm3Hash versionSm3 = Sm3Hash.of(Sm3.hash(AvroBytes.encode(descriptor)));
        return new ListedProduct(
                versionSm3,
                subject(descriptor, versionSm3),
                descriptor.getSublicensable(),
                descriptor.getTransferable(),
                descriptor.getCrossBorderAllowed(),
                descriptor.getPricing().getUnit(),
                descriptor.getTaxCategory(),
                descriptor.getInvoiceType());
    }

    private static ContractSubject subject(ListingDescriptor descriptor, Sm3Hash versionSm3) {
        Coverage coverage = descriptor.getCoverage();
        return ContractSubject.newBuilder()
                .setProductId(descriptor.getProductId())
                .setVersion(descriptor.getVersion())
                .setListingVersionSm3(new Hash32(versionSm3.bytes()))
                .setTitle(descriptor.getTitle())
                .setProductType(descriptor.getProductType())
                .setContentSm3(descriptor.getContentSm3())
                .setContentBytes(coverage.getSizeBytes())
                .setRecordCount(coverage.getRecordCount())
                .setFieldCount(coverage.getFieldCount())
                .setFormat(descriptor.getFormat())
                .setGrade(descriptor.getGrade())
                .setGradeLevel(descriptor.getGradeLevel())
                .setPersonalInfo(descriptor.getPersonalInfo())
                .setSources(descriptor.getSources())
                .build();
    }
}
