package io.rushline.loadtest.workload;

/** What a customer does with a hold. */
enum Ending {
    PAY,
    RELEASE,
    /** Lets it expire. */
    ABANDON
}
