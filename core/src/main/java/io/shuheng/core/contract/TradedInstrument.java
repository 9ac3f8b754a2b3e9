package io.shuheng.core.contract;

import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.crypto.Sm3Hash;

/**
 * An instrument and what it binds.
 *
 * @param number its number
 * @param termsHash SM3 of the command that opened it
 * @param command that command
 * @param product the listing version it names
 */
record TradedInstrument(long number, Sm3Hash termsHash, OpenInstrument command, ListedProduct product) {

    /** The licence that one lot is, for what was agreed. */
    ContractLicence licence(Deal deal) {
        return ContractLicence.newBuilder()
                .setInstrument(number)
                .setTermsHash(new Hash32(termsHash.bytes()))
                .setRights(command.getRights())
                .setExclusive(command.getExclusive())
                .setSublicensable(product.sublicensable())
                .setTransferable(product.transferable())
                .setCrossBorderAllowed(product.crossBorderAllowed())
                .setScenario(command.getScenarios().get(deal.scenario()))
                .setPurpose(deal.purpose())
                .setUsagePolicySm3(command.getUsagePolicySm3())
                .setTermDays(command.getTermDays())
                .build();
    }
}
