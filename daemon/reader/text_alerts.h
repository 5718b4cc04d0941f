/* text_alerts: frames to alerts: one for each region, event and state, with facts, evidence, certainty and
 * urgency. */
#pragma once

#include "reader/frames/text_frames.h"
#include "reader/text_reader.h"

void text_alerts_make(const struct text_scan *s, const struct text_place *places,
                      const struct text_frames *frames, const struct text_options *options,
                      struct alert_list *ret);
