/**
 * The least that a durable queue can do, without a journal's checks and layout: what benchmarks measure the journal by.
 *
 * <p>It stands here because only this module may use the queue. No server uses it.
 */
@NullMarked
package io.rushline.journal.bare;

import org.jspecify.annotations.NullMarked;
