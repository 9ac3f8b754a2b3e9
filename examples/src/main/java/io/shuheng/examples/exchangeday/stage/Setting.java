package io.shuheng.examples.exchangeday.stage;

import io.shuheng.examples.exchangeday.catalogue.Catalogue;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.rehearsal.Seed;
import io.shuheng.examples.exchangeday.rehearsal.SteppingClock;

/**
 * What is there before the day begins.
 *
 * @param folder where the day leaves its files
 * @param seed of all random numbers
 * @param clock the day's time
 * @param narrator tells what happens
 * @param catalogue the data sets
 */
public record Setting(DayFolder folder, Seed seed, SteppingClock clock, Narrator narrator, Catalogue catalogue) {}
