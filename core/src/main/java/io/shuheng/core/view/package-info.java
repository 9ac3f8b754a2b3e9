/**
 * The read model (查询): what the ledger's records say, kept so that it can be asked. Built from durable records alone,
 * commands, events and results, and never from the engine's state; each answer names the sequence it stands at. The
 * directories of keys, certificates and instruments serve the façade, which looks at each command before the engine does.
 */
@NullMarked
package io.shuheng.core.view;

import org.jspecify.annotations.NullMarked;
