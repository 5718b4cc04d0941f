#include <stdio.h>
#include <string.h>

#include "report/report_cap_reader.h"

/* A file may have this many times the areas of one alert. */
#define AREAS_FACTOR 10

void report_cap_fault(struct cap_reader *r, const struct element *e, const char *format, ...)
{
        char reason[300];
        va_list args;
        if (*r->fault.text)
                return;
        va_start(args, format);
        vsnprintf(reason, sizeof reason, format, args);
        va_end(args);
        problem_set(&r->fault, 0, "line %lu, element <%s>: %s", report_cap_line(r), e->name, reason);
}

static void open_area(struct area_draft *draft)
{
        *draft = (struct area_draft){0};
        report_draft_area(&draft->area);
}

static void open_info(struct cap_reader *r, struct info_draft *draft)
{
        *draft = (struct info_draft){0};
        report_draft_info(r->options, &draft->info);
        open_area(&draft->loose);
}

static void add_area(struct cap_reader *r, const struct element *e, struct info_draft *to,
                     struct area_draft *draft, bool implied)
{
        struct alert_info *info = &to->info;
        if (r->n_areas >= r->options->limits.areas) {
                report_cap_fault(r, e, "more than %u areas in one alert", r->options->limits.areas);
                return;
        }
        if (r->n_areas_file >= AREAS_FACTOR * (size_t)r->options->limits.areas) {
                report_cap_fault(r, e, "too many areas in one file");
                return;
        }
        r->n_areas++;
        r->n_areas_file++;
        draft->area.implied = implied;
        info->areas = arena_grow(r->a, info->areas, info->n_areas, &to->areas_room, sizeof *info->areas);
        info->areas[info->n_areas++] = draft->area;
        to->used = true;
}

void report_cap_begin_area(struct cap_reader *r, const struct element *e)
{
        (void)e;
        open_area(&r->area);
        r->in_area = true;
}

void report_cap_end_area(struct cap_reader *r, const struct element *e, void *target, const char *text,
                         size_t size)
{
        (void)target, (void)text, (void)size;
        r->in_area = false;
        add_area(r, e, r->in_info ? &r->info : &r->loose, &r->area, false);
}

static void add_info(struct cap_reader *r, const struct element *e, struct info_draft *draft, bool implied)
{
        struct alert *alert = &r->alert;
        if (alert->n_infos >= r->options->limits.infos) {
                report_cap_fault(r, e, "more than %u info blocks in one alert", r->options->limits.infos);
                return;
        }
        if (draft->loose.used)
                add_area(r, e, draft, &draft->loose, true);
        draft->info.implied = implied;
        alert->infos = arena_grow(r->a, alert->infos, alert->n_infos, &r->infos_room, sizeof *alert->infos);
        alert->infos[alert->n_infos++] = draft->info;
}

void report_cap_begin_info(struct cap_reader *r, const struct element *e)
{
        (void)e;
        open_info(r, &r->info);
        r->in_info = true;
}

void report_cap_end_info(struct cap_reader *r, const struct element *e, void *target, const char *text,
                         size_t size)
{
        (void)target, (void)text, (void)size;
        r->in_info = false;
        add_info(r, e, &r->info, false);
}

void report_cap_open_alert(struct cap_reader *r)
{
        report_draft_alert(r->options, FORMAT_CAP, &r->alert);
        open_info(r, &r->loose);
        r->infos_room = r->references_room = r->incidents_room = 0;
        r->n_areas = r->n_points = r->n_codes = 0;
        r->in_info = r->in_area = false;
        *r->fault.text = '\0';
}

void report_cap_begin_alert(struct cap_reader *r, const struct element *e)
{
        (void)e;
        report_cap_open_alert(r);
        r->entry_has_alert = true;
}

static void close_alert(struct cap_reader *r, const struct element *e)
{
        /* With info blocks of its own, what stands beside them is noise. */
        if (r->alert.n_infos == 0 && r->loose.used)
                add_info(r, e, &r->loose, true);
        if (r->alert.n_infos == 0 && !r->alert.identifier)
                report_cap_fault(r, e, "it has neither an identifier nor an info block");
        if (*r->fault.text) {
                report_draft_broken(&r->drafts, &r->fault);
                return;
        }
        report_draft_finish(r->options, &r->alert);
        struct problem reason;
        if (report_draft_add(r->options, &r->drafts, r->a, &r->alert, &reason) < 0)
                report_draft_broken(&r->drafts, &reason);
}

void report_cap_end_alert(struct cap_reader *r, const struct element *e, void *target, const char *text,
                          size_t size)
{
        (void)target, (void)text, (void)size;
        close_alert(r, e);
}

void report_cap_begin_entry(struct cap_reader *r, const struct element *e)
{
        (void)e;
        report_cap_open_alert(r);
        r->entry_has_alert = r->entry_has_cap = false;
}

void report_cap_end_entry(struct cap_reader *r, const struct element *e, void *target, const char *text,
                          size_t size)
{
        (void)target, (void)text, (void)size;
        if (!r->entry_has_alert && r->entry_has_cap)
                close_alert(r, e);
}
