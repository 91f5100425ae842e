import { annexOf } from './annex.js';
import { consentOf, validityOf } from './consent.js';
import { following } from './evolve-branches.js';
import { mark, replace, succeed, type Change, type Evolver } from './evolving.js';
import type { CaseEventOf } from './events.js';
import type { PersonId } from './ids.js';
import type { CaseState, Member } from './state.js';

/** The summary of a group's meeting is an entry of the student welfare report (OHL 20 §). */
function summaryEntry(state: CaseState, event: CaseEventOf<'meeting-held'>): Change {
  const { meetingId, summary } = event.data;
  const meeting = state.meetings.find((m) => m.id === meetingId);
  if (!summary || !meeting || meeting.kind === 'home-meeting') return {};
  const annex = annexOf(state);
  const entry = {
    ...{ id: `e${annex.entries.length + 1}`, part: 'handling' as const, on: event.happenedOn, by: event.by },
    ...{ textId: summary.textId, reference: null, meetingId, corrects: null, publishedTo: [] },
  };
  return { annex: { ...annex, entries: [...annex.entries, entry] } };
}

/** Asked again by a channel, whoever was asked before is still asked. */
function askedAgain(
  { consent, askedOf }: Member,
  data: CaseEventOf<'consent-requested'>['data'],
): readonly PersonId[] {
  const before = data.asking && consent === 'requested' ? (askedOf ?? []) : [];
  return [...new Set([...before, ...data.askedOf])];
}

type GroupEvent =
  | 'group-proposed'
  | 'consent-requested'
  | 'consent-recorded'
  | 'meeting-called'
  | 'meeting-cancelled'
  | 'meeting-held';

/** What the events of a group do: who is proposed, asked and consented to, and its meetings. */
export const GROUP_EVOLVERS: { readonly [T in GroupEvent]: Evolver<T> } = {
  'group-proposed': (state, { data }) => {
    const fresh = { consent: 'proposed', consentOn: null, answers: [] } as const;
    const members = data.members.map(({ memberId: id, personId, role, side, external }) => ({
      ...{ id, personId, role, side, ...fresh },
      ...(external
        ? { external: { organisation: external.organisation, nameTextId: external.name.textId } }
        : {}),
    }));
    return { members: [...state.members, ...members] };
  },
  'consent-requested': (state, { data }) => ({
    members: state.members.map((m) =>
      data.memberIds.includes(m.id)
        ? {
            ...{ ...m, consent: 'requested' as const, askedOf: askedAgain(m, data) },
            ...(data.items ? { items: data.items } : {}),
          }
        : m,
    ),
  }),
  'consent-recorded': (state, event) => {
    const { memberId, by, byRole, answer, way, follows, items, itemsApart, validUntil } = event.data;
    const { explainedIn, withInterpreter } = event.data;
    const on = event.happenedOn;
    const heard = replace(state.members, memberId, (m) => {
      const own = {
        ...(itemsApart && items ? { items } : {}),
        ...(explainedIn ? { explainedIn } : {}),
        ...(withInterpreter === undefined ? {} : { withInterpreter }),
      };
      const given = { by, byRole, answer, way, on, ...(validUntil ? { validUntil } : {}), ...own };
      const answers = [...m.answers, given];
      const { validUntil: _before, ...rest } = m;
      const until = validityOf(answers);
      // Before core 2 the answers alone told.
      const consent = follows ? m.consent : consentOf(answers);
      const said = { ...(items && !itemsApart ? { items } : {}), ...(until ? { validUntil: until } : {}) };
      return { ...rest, answers, consent, consentOn: on, ...said };
    });
    const followed = follows ? following({ ...state, members: heard }, follows, on) : {};
    const members = followed.members ?? heard;
    const answered = members.every((m) => m.consent !== 'proposed' && m.consent !== 'requested');
    return { ...followed, members, ...(answered ? mark(state, event, 'consent') : {}) };
  },
  'meeting-called': (state, event) => {
    const { meetingId: id, kind, on, minute } = event.data;
    const staff = event.data.invitedStaff.map((s) => s.personId);
    const family = event.data.invitedFamily.map((f) => f.personId);
    const { inviterId } = event.data;
    const meeting = {
      ...(inviterId ? { inviterId } : {}),
      id,
      kind,
      on,
      minute,
      staff,
      family,
      status: 'called',
      attended: [],
      nextOn: null,
    } as const;
    const skipped =
      kind === 'home-meeting' && state.members.length === 0 ? mark(state, event, 'consent', 'skipped') : {};
    return { meetings: [...state.meetings, meeting], ...skipped };
  },
  'meeting-cancelled': (state, { data }) => ({
    meetings: replace(state.meetings, data.meetingId, (m) => ({ ...m, status: 'cancelled' })),
  }),
  'meeting-held': (state, event) => {
    const { data } = event;
    const nextOn = data.end.kind === 'next' ? data.end.on : null;
    const held = { status: 'held', attended: data.attended, nextOn, on: event.happenedOn } as const;
    const actions = data.actions.map((a) => ({
      ...{
        id: a.actionId,
        meetingId: data.meetingId,
        ownerId: a.ownerId,
        textId: a.what.textId,
        dueOn: a.dueOn,
      },
      doneOn: null,
      ...(a.monitorId ? { monitorId: a.monitorId } : {}),
    }));
    return {
      meetings: replace(state.meetings, data.meetingId, (m) => ({ ...m, ...held })),
      actions: [...state.actions, ...actions],
      ...summaryEntry(state, event),
      ...(data.responsible ? succeed(state, data.responsible.side, data.responsible.personId) : {}),
      ...mark(state, event, state.stage === 'follow-up' ? 'follow-up' : 'meeting'),
    };
  },
};
