/**
 * What the server does, in numbers that Prometheus reads at {@code GET /metrics}.
 *
 * <p>Whoever does the work counts it where that costs next to nothing, and knows nothing of this package; the numbers are
 * read when somebody asks.
 *
 * <p>Invariant: no label has a value that a client can choose, so that the number of series is bounded.
 */
@NullMarked
package io.rushline.gateway.metrics;

import org.jspecify.annotations.NullMarked;
