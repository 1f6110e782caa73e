/** Customers by name, as small numbers while anything refers to them. */
@NullMarked
package io.rushline.engine.customer;

import org.jspecify.annotations.NullMarked;
