package io.rushline.engine.oracle;

import io.rushline.engine.protocol.Code;

/** The answer to a command, encoded. */
record NaiveReply(
        Code code, @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {}
