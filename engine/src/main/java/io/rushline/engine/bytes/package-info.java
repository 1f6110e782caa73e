/** Numbers in arrays of bytes, as SBE's messages have them. */
@NullMarked
package io.rushline.engine.bytes;

import org.jspecify.annotations.NullMarked;
