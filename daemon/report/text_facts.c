#include "report/text_facts.h"

void text_facts_find(const struct text_scan *s, const struct text_place *places,
                     const struct text_frames *frames, const struct text_frame *lead, struct alert_info *info)
{
        (void)s;
        (void)places;
        (void)frames;
        (void)lead;
        (void)info;
}
