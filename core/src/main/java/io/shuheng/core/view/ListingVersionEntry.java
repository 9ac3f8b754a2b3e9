package io.shuheng.core.view;

import io.shuheng.core.listing.Grade;
import io.shuheng.core.listing.PersonalInfo;
import io.shuheng.core.listing.PricingModel;
import io.shuheng.core.listing.ProductType;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * One version of a listing in brief; {@link CatalogueView#descriptor} has all of it. Immutable.
 *
 * @param number the version's number within its listing, from 1
 * @param sm3 the version's name: SM3 of its descriptor's canonical bytes
 * @param name semantic version, such as 1.2.0
 * @param title what it is called
 * @param summary what it is
 * @param productType what kind of thing is licensed
 * @param grade grade by its importance (数据分级)
 * @param gradeLevel 1..4 for GENERAL, 0 otherwise
 * @param personalInfo what it says about natural persons
 * @param scenarios codes of the scenarios of use (应用场景) that are allowed
 * @param pricingModel how the price comes about
 * @param priceMicros list price of one unit, micro-yuan; 0 where the model has none
 * @param priceUnit what one unit of the price is
 * @param board number of the board it is meant for
 * @param supplyKind how many licences there may be
 * @param supplyLots how many, where it is limited
 * @param validFromNs first instant at which it may be traded, nanoseconds since 1970
 * @param validToNs first instant at which it no longer may
 * @param submitter number of the participant that sent it
 * @param registrationNo its number in the register of data (登记编号); empty before
 * @param opinions what assessors found, the newest of each kind
 */
public record ListingVersionEntry(
        int number,
        Sm3Hash sm3,
        String name,
        Bilingual title,
        Bilingual summary,
        ProductType productType,
        Grade grade,
        int gradeLevel,
        PersonalInfo personalInfo,
        List<String> scenarios,
        PricingModel pricingModel,
        long priceMicros,
        String priceUnit,
        long board,
        SupplyKind supplyKind,
        long supplyLots,
        long validFromNs,
        long validToNs,
        long submitter,
        String registrationNo,
        List<OpinionEntry> opinions) {

    /** Copies the lists. */
    public ListingVersionEntry {
        scenarios = List.copyOf(scenarios);
        opinions = List.copyOf(opinions);
    }
}
