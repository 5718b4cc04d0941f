#include "reader/places/text_course.h"

#include <string.h>

#define BRACKET_MOST 8  /* tokens */
#define COURSE_FAR   16 /* tokens between the word for a direction and the pair */
#define LINES_MOST   16 /* of a list that such a word heads */

/* Does a second name stand behind a dash there, over what is in brackets? */
static bool leads_on(const struct text_scan *s, const struct text_place *p)
{
        const uint32_t end = text_scan_sentence(s, p->first)->end;
        uint32_t at = p->to + 1;
        bool inside = false;

        for (uint32_t i = p->from; !inside && i > 0 && p->from - i < BRACKET_MOST; i--) {
                if (text_scan_gap(s, i, GAP_CLOSE))
                        break;
                inside = text_scan_gap(s, i, GAP_OPEN);
        }
        if (at < end && (inside || text_scan_gap(s, at, GAP_OPEN)))
                while (at < end && at - p->to < BRACKET_MOST && !text_scan_gap(s, at, GAP_CLOSE))
                        at++;
        return at < end && text_scan_gap(s, at, GAP_DASH) &&
               (text_scan_token(s, at)->letters == CASE_TITLE || text_scan_starts(s, at, SAYS_KIND));
}

static bool says_course(const struct text_scan *s, uint32_t first, uint32_t end)
{
        bool course = false;

        for (uint32_t at = end; at > first && end - at < COURSE_FAR; at--) {
                const struct text_match *m = text_scan_ends(s, at - 1, SAYS_AT);
                course |= m && !strcmp(m->phrase->value, "course");
        }
        return course;
}

/* Is somebody told there of what goes on? Then both are in danger. */
static bool says_now(const struct text_scan *s, uint32_t first, uint32_t end)
{
        for (uint32_t at = first; at < end && at < first + 4 * COURSE_FAR; at++)
                if (text_scan_starts_any(s, at, TEXT_ROLE(SAYS_LIVE) | TEXT_ROLE(SAYS_ORDER)))
                        return true;
        return false;
}

/* The sentence that heads the lines which the token's is one of, if it says so. */
static bool is_under_course(const struct text_scan *s, uint32_t token)
{
        const struct text_sentence *sentences = s->words.sentences;
        uint32_t i = text_scan_token(s, token)->sentence;

        for (uint32_t steps = 0; i > 0 && steps < LINES_MOST; i--, steps++) {
                if (!sentences[i].starts_line)
                        return false;
                if (text_scan_gap(s, sentences[i].first, GAP_COLON))
                        return says_course(s, sentences[i - 1].first, sentences[i].first) &&
                               !says_now(s, sentences[i - 1].first, sentences[i].first);
        }
        return false;
}

bool text_course_is(const struct text_scan *s, const struct text_place *places, size_t i)
{
        const struct text_place *p = &places[i];
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);

        if (!leads_on(s, p) || says_now(s, sentence->first, sentence->end))
                return false;
        return says_course(s, sentence->first, p->from) || is_under_course(s, p->first);
}
