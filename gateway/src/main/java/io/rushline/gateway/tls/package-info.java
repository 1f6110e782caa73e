/**
 * The certificate that this server shows, and what it speaks TLS with.
 *
 * <p>Invariant: a pair of certificate and key is only ever used when the key is the certificate's.
 */
@NullMarked
package io.rushline.gateway.tls;

import org.jspecify.annotations.NullMarked;
