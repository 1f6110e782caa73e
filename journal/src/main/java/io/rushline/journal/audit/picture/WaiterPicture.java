package io.rushline.journal.audit.picture;

/** A party in line. */
public record WaiterPicture(
        long waiterId, long showId, String customer, int quantity, int category, long joinedAtMs, long expiresAtMs) {}
