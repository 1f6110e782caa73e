/**
 * The process: its command line, and the server that ties engine, journal, views, catalogue and HTTP together.
 *
 * <p>Invariant: the ports open only when the journal has been replayed and the catalogue completed; a failure of the
 * pipeline ends the process.
 */
@NullMarked
package io.rushline.gateway.server;

import org.jspecify.annotations.NullMarked;
