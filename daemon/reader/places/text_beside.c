#include "reader/places/text_beside.h"

#include <string.h>

const struct text_match *text_beside_before(const struct text_scan *s, const struct text_place *p,
                                            enum text_says role)
{
        uint32_t start = text_scan_sentence(s, p->first)->first, at = p->from;

        for (unsigned skipped = 0; at > start && skipped < 4; skipped++) {
                const struct text_match *m = text_scan_ends(s, at - 1, role);
                unsigned gaps = (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_PERIOD);
                if (m && !text_scan_gap(s, at,
                                        role == SAYS_NAMED ? gaps : gaps & ~(unsigned)(GAP_COLON | GAP_DASH)))
                        return m;
                if (text_scan_gap(s, at, gaps))
                        return NULL;
                m = text_scan_ends(s, at - 1, SAYS_BETWEEN);
                if (!m)
                        m = text_scan_ends(s, at - 1, SAYS_KIND);
                if (!m)
                        m = text_scan_ends(s, at - 1, SAYS_HEAD);
                if (!m && !text_scan_token(s, at - 1)->possessive) /* "from Ukraine's Sumy region" */
                        return NULL;
                at = m ? m->first : at - 1;
        }
        return NULL;
}

const struct text_match *text_beside_after(const struct text_scan *s, const struct text_place *p,
                                           enum text_says role)
{
        const struct text_sentence *sentence = text_scan_sentence(s, p->first);
        uint32_t at = p->to + 1;

        for (unsigned skipped = 0; at < sentence->end && skipped < 3; skipped++, at++) {
                const struct text_match *m = text_scan_starts(s, at, role);
                if (text_scan_gap(s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)))
                        return NULL;
                if (m)
                        return m;
                if (!text_scan_starts(s, at, SAYS_BETWEEN))
                        return NULL;
        }
        return NULL;
}

bool text_beside_article(const struct text_scan *s, uint32_t token)
{
        const struct text_match *m =
            token > text_scan_sentence(s, token)->first && !text_scan_gap(s, token, ~0u)
                ? text_scan_ends(s, token - 1, SAYS_BETWEEN)
                : NULL;

        return m && !strcmp(m->phrase->value, "article");
}
