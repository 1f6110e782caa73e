/**
 * What can be seen and where: cities, cinemas, halls, movies and shows in SQL, and the HTTP routes that list them.
 *
 * <pre>
 *  operator --&gt; cities, cinemas, movies ---------------------+
 *                                                            |
 *                                                            v
 *  engine  --&gt; journal --&gt; halls, shows (copies, same ids) --&gt; SQL --&gt; listings
 * </pre>
 *
 * <p>Invariant: a hall or show is in SQL only after the engine's journal has it, under the engine's own id, and a start
 * brings the copies in line with the engine. Nothing in here decides whether a show exists.
 */
@NullMarked
package io.rushline.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
