/* report_cap: CAP 1.0, 1.1 and 1.2, alone or inside whatever wraps it (Atom, RSS, EDXL-DE, <alerts>).
 *
 * Elements are taken wherever a sender could have meant them, in any order and any namespace; what is unknown
 * is skipped. An entry of a feed that has CAP elements but no alert of its own gives an alert with an implied
 * info block. No DOCTYPE is accepted, hence no entities beyond XML's five. */
#pragma once

#include "report/report.h"

/* As report_decode(). */
int report_cap_read(const struct report_options *options, const char *bytes, size_t size, struct arena *a,
                    struct alert_list *ret, struct problem *why);
