package io.rushline.loadtest.workload;

/** A show on sale, and how many seats it has. */
public record Show(String showId, int seats) {}
