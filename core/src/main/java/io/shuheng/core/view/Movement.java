package io.shuheng.core.view;

import io.shuheng.core.clearing.EntryReason;

/** Money that moves between two accounts, and why. */
record Movement(
        long sequence,
        long timeNs,
        EntryReason reason,
        long amountFen,
        StatementLine.Subject subject,
        long subjectNumber) {}
