package io.rushline.loadtest.workload;

/** What a customer does with a hold. */
enum Ending {
    BOOK,
    RELEASE,
    LET_EXPIRE
}
