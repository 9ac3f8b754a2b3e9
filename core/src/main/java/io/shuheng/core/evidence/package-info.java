/**
 * The port to the documents behind hashes: what is too large, too private or too foreign for a record is kept by its SM3
 * and named by it. The store on a directory is in another module; the one in memory is for tests and small programs.
 * Nothing here knows what a document says.
 */
@NullMarked
package io.shuheng.core.evidence;

import org.jspecify.annotations.NullMarked;
