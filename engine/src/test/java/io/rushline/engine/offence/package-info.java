/** One class for each thing that an engine may not do: they show that the architecture test sees it. */
@NullMarked
package io.rushline.engine.offence;

import org.jspecify.annotations.NullMarked;
