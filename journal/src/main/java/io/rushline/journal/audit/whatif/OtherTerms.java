package io.rushline.journal.audit.whatif;

import io.rushline.engine.protocol.ChangeShowDecoder;
import io.rushline.engine.protocol.ChangeShowEncoder;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Terms that shows are created under instead of their own.
 *
 * @param showId the only show, or none for all
 * @param linePolicy none to leave it
 * @param maxPerCustomer none to leave it, 0 for no limit
 * @param maxPerHold none to leave it
 */
public record OtherTerms(
        OptionalLong showId, Optional<LinePolicy> linePolicy, OptionalInt maxPerCustomer, OptionalInt maxPerHold) {

    public boolean isNone() {
        return linePolicy.isEmpty() && maxPerCustomer.isEmpty() && maxPerHold.isEmpty();
    }

    /** Rewrites commands, one at a time. */
    Rewriting rewriting() {
        return new Rewriting(this);
    }

    /** Puts other terms into a copy of each command that creates a show, and takes them out of each that changes one. */
    static final class Rewriting {
        private final OtherTerms terms;
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final ChangeShowDecoder change = new ChangeShowDecoder();
        private final CreateShowEncoder encoder = new CreateShowEncoder();
        private final MutableDirectBuffer copy = new ExpandableArrayBuffer();

        private Rewriting(OtherTerms terms) {
            this.terms = terms;
        }

        boolean isConcerned(long sequence, DirectBuffer command, int offset) {
            header.wrap(command, offset);
            if (header.templateId() == ChangeShowDecoder.TEMPLATE_ID) {
                long showId = change.wrapAndApplyHeader(command, offset, header).showId();
                return terms.showId.isEmpty() || terms.showId.getAsLong() == showId;
            }
            return header.templateId() == CreateShowDecoder.TEMPLATE_ID
                    && (terms.showId.isEmpty() || terms.showId.getAsLong() == sequence);
        }

        /** The command with other terms, at offset 0, valid until the next call. */
        DirectBuffer rewritten(DirectBuffer command, int offset, int length) {
            copy.putBytes(0, command, offset, length);
            header.wrap(copy, 0);
            if (header.templateId() == ChangeShowDecoder.TEMPLATE_ID) {
                ChangeShowEncoder changed = new ChangeShowEncoder().wrap(copy, MessageHeaderDecoder.ENCODED_LENGTH);
                terms.maxPerCustomer.ifPresent(
                        limit -> changed.maxPerCustomer(ChangeShowEncoder.maxPerCustomerNullValue()));
                terms.maxPerHold.ifPresent(limit -> changed.maxPerHold(ChangeShowEncoder.maxPerHoldNullValue()));
                return copy;
            }
            encoder.wrap(copy, MessageHeaderDecoder.ENCODED_LENGTH);
            terms.linePolicy.ifPresent(encoder::linePolicy);
            terms.maxPerCustomer.ifPresent(encoder::maxPerCustomer);
            terms.maxPerHold.ifPresent(encoder::maxPerHold);
            return copy;
        }
    }
}
