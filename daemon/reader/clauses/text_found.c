#include "reader/clauses/text_found.h"

#include "reader/clauses/text_event.h"

bool text_found_is_village(const struct text_place *p)
{
        return p->head && p->levels == 1u << LEVEL_SETTLEMENT;
}

static void add_unknown(struct text_clauses *f, struct text_frame *frame, uint32_t mention)
{
        struct text_unknown *unknown;

        for (const struct text_unknown *u = frame->unknown; u; u = u->next)
                if (u->mention == mention)
                        return;
        unknown = arena_alloc(f->s->arena, sizeof *unknown);
        *unknown = (struct text_unknown){mention, frame->unknown};
        frame->unknown = unknown;
}

void text_found_frame(struct text_clauses *f, const struct text_frame *frame)
{
        for (size_t i = f->out->n_frames; i-- > 0 && f->out->n_frames - i < 64;) {
                struct text_frame *o = &f->out->frames[i];
                if (o->place == frame->place && o->event == frame->event && o->state == frame->state) {
                        if (frame->role == ROLE_AFFECTED)
                                o->role = ROLE_AFFECTED;
                        if (frame->unknown)
                                add_unknown(f, o, frame->unknown->mention);
                        return;
                }
        }
        f->out->frames =
            arena_grow(f->s->arena, f->out->frames, f->out->n_frames, &f->frames_room, sizeof *frame);
        f->out->frames[f->out->n_frames++] = *frame;
}

void text_found_frames(struct text_clauses *f, uint32_t events, struct text_frame frame)
{
        for (int e = 0; e < EVENT_COUNT; e++)
                if (events >> e & 1) {
                        frame.event = (enum alert_event)e;
                        text_found_frame(f, &frame);
                }
}

void text_found_said(struct text_clauses *f, uint32_t mention, uint32_t place, const struct text_clause *c,
                     uint32_t events, const char *why)
{
        const enum alert_state state = (enum alert_state)c->state;

        text_found_frames(f, text_event_choose(events, state, text_event_weapon(f)),
                          (struct text_frame){.place = place,
                                              .mention = mention,
                                              .state = state,
                                              .role = ROLE_AFFECTED,
                                              .sentence = c->sentence,
                                              .why = why});
}

void text_found_named(struct text_clauses *f, uint32_t mention, const char *why)
{
        f->out->named =
            arena_grow(f->s->arena, f->out->named, f->out->n_named, &f->named_room, sizeof *f->out->named);
        f->out->named[f->out->n_named++] = (struct text_named){mention, why};
}

unsigned text_found_states(const struct text_clauses *f, uint32_t place)
{
        unsigned states = 0;

        for (size_t i = 0; i < f->out->n_frames; i++)
                if (f->out->frames[i].place == place)
                        states |= 1u << f->out->frames[i].state;
        return states;
}
