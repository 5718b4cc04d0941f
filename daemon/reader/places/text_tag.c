#include "reader/places/text_tag.h"

#define TAGGED_MOST 300 /* bytes of a text in which tags say where it is; */
#define TAGGED_FEW  100 /* of one that says no more than what there is */

/* "#Запоріжжя балістика", "#Київ #Бровари БпЛА": a tag that something is said behind is no tag at the end. */
static bool is_spoken_of(const struct text_scan *s, const struct text_place *p)
{
        bool tag = true;

        for (uint32_t at = p->to + 1; at < text_scan_sentence(s, p->to)->end; at++) {
                if (!text_scan_gap(s, at, GAP_HYPHEN))
                        tag = text_scan_gap(s, at, GAP_HASH);
                if (!tag && !text_scan_token(s, at)->symbol)
                        return true;
        }
        return false;
}

/* "Балістика! Всі в укриття! #Київ", "Вибух. #Рівне": a short text that tells people what to do, or one of few words that names a
 * danger, and no other place. */
static bool is_told_by_tag(const struct text_scan *s)
{
        const uint64_t telling =
            TEXT_ROLE(SAYS_ORDER) |
            (s->words.size <= TAGGED_FEW ? TEXT_ROLE(SAYS_EVENT) | TEXT_ROLE(SAYS_LIVE) : 0);

        for (uint32_t i = 0; i < s->n_matches && s->words.size <= TAGGED_MOST; i++)
                if (telling >> s->matches[i].role & 1)
                        return true;
        return false;
}

bool text_tag_is_where(const struct text_scan *s, const struct text_place *p)
{
        return p->head || is_spoken_of(s, p) || is_told_by_tag(s);
}
