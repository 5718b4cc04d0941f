/* text_facts: the numbers of an alert: killed, injured, children among them, intercepted, launched, damaged.
 */
#pragma once

#include "report/text_frames.h"

/* Fills the facts of the alert that begins with the frame `lead`. */
void text_facts_find(const struct text_scan *s, const struct text_place *places,
                     const struct text_frames *frames, const struct text_frame *lead,
                     struct alert_info *info);
