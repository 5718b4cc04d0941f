/* text_evidence: does a text, a sentence, a short post speak of danger, or of another subject that shares its words? What
 * speaks for danger is weighed against words for other subjects (role topic). */
#pragma once

#include "reader/clauses/text_clauses.h"

/* What a word for another subject weighs, 0 where it is none or does not count. */
unsigned text_evidence_topic(const struct text_clauses *f, const struct text_match *m);
/* Does the word name whom or what is also struck: an actor, a stadium? */
bool text_evidence_is_strikable(const struct text_match *m);
/* "A drone hit the theatre, wounding two actors": in a sentence that tells what was struck, such words are no other subject. */
void text_evidence_spare_struck(struct text_clauses *f);
/* Is it a weapon that hits? */
bool text_evidence_is_weapon(const struct text_match *event);

/* Does the phrase say that an alarm is in force, with no other subject between the same commas? */
bool text_evidence_is_alarm(const struct text_clauses *f, const struct text_match *m);

/* Why the whole text speaks of something else; NULL: it does not. */
const char *text_evidence_subject(const struct text_clauses *f);
/* Does the clause rather speak of something else? */
bool text_evidence_is_other(const struct text_clauses *f, const struct text_clause *c);
/* A post without a verb: does it mean danger now, of these events? */
bool text_evidence_is_now(const struct text_clauses *f, const struct text_clause *c, uint32_t events);
/* Does the phrase speak of victims or damage, of the last night, or of who says so? */
bool text_evidence_is_harm(const struct text_match *m);
/* Is it said what goes on, or what happened? `state` is that of the clause, by itself or its governor. */
bool text_evidence_is_said(const struct text_clauses *f, const struct text_clause *c,
                           const struct text_clause *governor, int state);
