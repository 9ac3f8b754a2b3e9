/**
 * Services outside the engine: each observes durable records, does what a request event asks for, such as signing, and
 * submits the result as a command like anybody else. What the engine may not do, they may; what they do counts only
 * once it is a record.
 */
@NullMarked
package io.shuheng.core.service;

import org.jspecify.annotations.NullMarked;
