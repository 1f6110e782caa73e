/**
 * What a snapshot is made of: whole SBE messages in the order of docs/snapshot-format.md, wherever they go.
 *
 * <p>Invariant: equal states give equal messages, byte for byte.
 */
@NullMarked
package io.rushline.engine.snapshot;

import org.jspecify.annotations.NullMarked;
