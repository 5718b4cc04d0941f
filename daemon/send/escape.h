/* escape: text from a report made fit for one kind of chat: nothing in it is markup, a link's disguise or a
 * mention there.
 *
 * Control characters (but line breaks and tabs) and bidirectional overrides are dropped by all. What a chat
 * has no escape for is broken with U+2060 WORD JOINER, which nobody sees: "@" that does not stand in an
 * address, "<" of <!channel> and <users/all>, "](" of a link with another face. */
#pragma once

#include "base/buffer.h"
#include "base/problem.h"

enum escape {
        ESCAPE_NONE,     /* as it is: what the operator wrote */
        ESCAPE_PLAIN,    /* nothing is interpreted there */
        ESCAPE_TEXT,     /* mentions are */
        ESCAPE_HTML,     /* & < > " as entities */
        ESCAPE_SLACK,    /* & < > as entities */
        ESCAPE_MARKDOWN, /* a backslash before what is markup in CommonMark */
        ESCAPE_CHAT,     /* markup without an escape: Google Chat, Rocket.Chat */
        ESCAPE_CARD,     /* Adaptive Cards: no {{DATE()}}, no ${}, no <at> */
        ESCAPE_LINE,     /* a header's value: one line */
        ESCAPE_URL,      /* a segment of a path (RFC 3986 section 3.3) */
        ESCAPE_COUNT
};

/* By its name in a format: "plain", "html" ... */
int escape_parse(const char *word, enum escape *ret, struct problem *why);
void escape_add(struct buffer *b, enum escape kind, const char *s);
