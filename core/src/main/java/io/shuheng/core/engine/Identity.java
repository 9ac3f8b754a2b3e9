package io.shuheng.core.engine;

import org.jspecify.annotations.Nullable;

/** Whether a command is new, by the id it carries, and the memory of its first answer. Used for one command. */
interface Identity {

    /** Of a command that nobody repeats. */
    Identity NONE = new Identity() {
        @Override
        public @Nullable Answer known() {
            return null;
        }

        @Override
        public void remember(Answer answer) {
            // Commands that the exchange itself makes come once.
        }
    };

    /** The answer that makes sequencing the command needless, or null where it must be sequenced. Changes nothing. */
    @Nullable
    Answer known();

    /** Remembers the first answer to the command, which was sequenced. */
    void remember(Answer answer);
}
