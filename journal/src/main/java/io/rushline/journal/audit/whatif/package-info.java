/**
 * The same commands under other terms: what would have been different.
 *
 * <p>Caveat: people do what they did. Somebody who was refused and went away does not come back because he would have got
 * his seats, and a command about a hold that was never made is refused.
 */
@NullMarked
package io.rushline.journal.audit.whatif;

import org.jspecify.annotations.NullMarked;
