/**
 * How the story gets onto a screen: texts by key in Chinese and English, paragraphs and tables that line up with wide
 * characters in them. What is told is not decided here.
 */
@NullMarked
package io.shuheng.examples.exchangeday.print;

import org.jspecify.annotations.NullMarked;
