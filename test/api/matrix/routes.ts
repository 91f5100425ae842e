import { randomUUID } from 'node:crypto';
import { CLIENT_COMMANDS } from '../../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../../api/contracts/commands.js';
import { PERMISSIONS } from '../../../domain/permissions.js';
import { SIGHTS, type Section } from '../../../domain/sight.js';
import { samplePerson } from '../../../stack/sample-data.js';
import { UPPER_SECONDARY } from '../../../stack/sample-people.js';
import { sampleCommands } from '../samples.js';
import { CASE_LEARNER, type Person, type Scene } from './people.js';

/** What the door must say: let in, or refuse by this status. `in` of what changes something is not tried. */
export type Verdict = 'in' | 401 | 403 | 404;

/** One row of the matrix. */
export interface Row {
  /** As OpenAPI names it: `GET /api/v1/cases/{id}`. */
  readonly route: string;
  /** What is asked, when one route is asked for several things. */
  readonly what?: string;
  readonly path: string;
  /** Sent as it is; a row with a body changes something when it is let in, and is then not sent. */
  readonly body?: unknown;
  readonly verdict: (person: Person) => Verdict;
}

const some = randomUUID();
const OVERSEERS: ReadonlySet<string> = new Set(['supervisor', 'coordinator', 'administrator']);

/** Lets in whom the condition holds for, of those whom the door knows. */
function only(holds: (person: Person) => boolean, otherwise: 403 | 404 = 403): Row['verdict'] {
  return (person) => (!person.known ? 401 : holds(person) ? 'in' : otherwise);
}
const anybody: Row['verdict'] = () => 'in';
const staff = only(() => true);
const administrator = only(({ role }) => role === 'administrator');
const overseer = only(({ role }) => role !== null && OVERSEERS.has(role));

function sections({ relations }: Person): Set<Section> {
  return new Set(relations.flatMap((relation): readonly Section[] => SIGHTS[relation].sections));
}

/** A part of the case: nobody without a relation learns that there is one. */
function part(section: Section): Row['verdict'] {
  return (person) => {
    if (!person.known) return 401;
    const seen = sections(person);
    if (!seen.has('head')) return 404;
    return seen.has(section) ? 'in' : 403;
  };
}

/** Whom the report is about, with contact data: the responsible persons alone, whatever others see of the report. */
const responsible: Row['verdict'] = (person) => {
  if (!person.known) return 401;
  if (!sections(person).has('head')) return 404;
  return person.relations.includes('responsible') ? 'in' : 403;
};

function reads({ caseId, actId, learnerId, guardianId }: Scene): Row[] {
  const of = `/api/v1/cases/${caseId}`;
  const get = (route: string, path: string, verdict: Row['verdict']): Row => ({
    route: `GET ${route}`,
    path,
    verdict,
  });
  const asked = `personId=${guardianId}&memberIds=m3&channel=e-mail`;
  return [
    get('/api/v1/cases/{id}', of, part('head')),
    get('/api/v1/cases/{id}/live', `${of}/live`, part('head')),
    get('/api/v1/cases/{id}/events', `${of}/events`, part('timeline')),
    get('/api/v1/cases/{id}/duties', `${of}/duties`, part('duties')),
    get('/api/v1/cases/{id}/disclosures', `${of}/disclosures`, part('disclosures')),
    get('/api/v1/cases/{id}/report/people', `${of}/report/people`, responsible),
    get('/api/v1/cases/{id}/report/identity-code', `${of}/report/identity-code`, responsible),
    get('/api/v1/cases/{id}/acts/{actId}/form', `${of}/acts/${actId}/form`, part('acts')),
    // Nothing of this act has been printed: whoever may look finds nothing.
    get(
      '/api/v1/cases/{id}/acts/{actId}/prints/{number}',
      `${of}/acts/${actId}/prints/1`,
      none(part('acts')),
    ),
    get('/api/v1/cases/{id}/messages', `${of}/messages`, part('timeline')),
    get('/api/v1/cases/{id}/access-log', `${of}/access-log`, part('access')),
    get('/api/v1/cases/{id}/consent-links', `${of}/consent-links`, part('consents')),
    get('/api/v1/cases/{id}/consent-preview', `${of}/consent-preview?${asked}`, asking('request-consent')),
    get('/api/v1/learners/{id}/guardians', `/api/v1/learners/${learnerId}/guardians`, worksWith('guardians')),
    get(
      '/api/v1/learners/{id}/open-cases',
      `/api/v1/learners/${learnerId}/open-cases`,
      worksWith('open-cases'),
    ),
  ];
}

/** Learners of other schools are nobody's to see; families are for those who work with the learner, not for overseers. */
function worksWith(what: 'guardians' | 'open-cases'): Row['verdict'] {
  return (person) => {
    if (!person.known) return 401;
    if (!person.here) return 404;
    const isOverseer = person.role === 'supervisor' || person.role === 'administrator';
    return what === 'guardians' && isOverseer ? 403 : 'in';
  };
}

/** There is none of that id: the function may be used, and finds nothing. */
function none(verdict: Row['verdict']): Row['verdict'] {
  return (person) => (verdict(person) === 'in' ? 404 : verdict(person));
}

/** Who may give a command, by the table of the core; who sees nothing of the case gets no answer about it. */
function asking(type: keyof typeof PERMISSIONS): Row['verdict'] {
  return (person) => {
    if (!person.known) return 401;
    if (!sections(person).has('head')) return 404;
    const may: readonly string[] = PERMISSIONS[type].who;
    return may.includes('staff') || person.standings.some((it) => may.includes(it)) ? 'in' : 403;
  };
}

const ACT = { addressee: 'Sosiaalipalvelut', channel: 'phone', reason: 'Huoli.' } as const;
const [curatorId, teacherId] = [samplePerson('curator').id, samplePerson('homeroomTeacher').id];

/** Well-formed bodies of the commands along the road. */
function roadCommands({ guardianId }: Scene): CaseCommandInput[] {
  return [
    { type: 'offer-discussion', withId: curatorId, on: '2099-01-08', minute: 600, told: 'phone' },
    { type: 'record-discussion', outcome: 'held' },
    { type: 'decline-discussion', reason: 'evidently-unnecessary' },
    { type: 'explain-lateness', dutyId: 'd1', reason: 'no-time-free' },
    { type: 'join-side', side: 'school', responsibleId: teacherId, ground: 'OHL-22' },
    { type: 'propose-group', members: [{ personId: teacherId, role: 'homeroom_teacher', side: 'school' }] },
    { type: 'request-consent', memberIds: ['m3'], askedOf: [guardianId], told: 'phone' },
    {
      type: 'record-consent',
      memberId: 'm3',
      answer: 'refused',
      by: guardianId,
      byRole: 'guardian',
      way: 'signed',
    },
    { type: 'call-meeting', kind: 'home-meeting', on: '2099-01-08', minute: 600, invitedStaff: [] },
    { type: 'cancel-meeting', meetingId: 'k1', reason: 'no-time-free' },
    { type: 'record-meeting', meetingId: 'k1', attended: [], end: { kind: 'next', on: '2099-01-08' } },
    { type: 'complete-action', actionId: 'a1' },
    { type: 'close-case', reason: 'no-need', told: [] },
    { type: 'reopen-case', reason: 'Uusi huoli.' },
    { type: 'contact-social-services', ...ACT, jointly: 'both' },
    { type: 'report-child-welfare', ...ACT, told: 'both' },
    { type: 'complete-outside-act', actId: 'x1', details: { measuresTried: 'Kaikki.' } },
    { type: 'offer-handover', side: 'county', toId: curatorId },
    { type: 'accept-handover', side: 'county' },
    { type: 'refuse-handover', side: 'county', reason: 'no-capacity' },
    { type: 'reassign', side: 'county', toId: curatorId, reason: 'left' },
    { type: 'correct-fact', fact: { name: 'urgent', value: true } },
    { type: 'void-case', reason: 'duplicate' },
  ];
}

function commands(scene: Scene): Row[] {
  const bodies = [...roadCommands(scene), ...sampleCommands];
  return CLIENT_COMMANDS.filter((type) => type !== 'raise-concern').map((type) => {
    const body = bodies.find((it) => it.type === type);
    if (body === undefined) throw new Error(`no body for ${type}`);
    const route = 'POST /api/v1/cases/{id}/commands';
    return { route, what: type, path: `/api/v1/cases/${scene.caseId}/commands`, body, verdict: asking(type) };
  });
}

/** A route of its own for what is also a command, so that nobody has to look for it in an emergency. */
function emergency({ caseId }: Scene): Row {
  const route = 'POST /api/v1/cases/{id}/break-glass';
  const body = { reasonCode: 'immediate-danger', reason: 'Oppilas ei ole tullut kotiin.' };
  return { route, path: route.slice(5).replace('{id}', caseId), body, verdict: asking('break-glass') };
}

function functions(): Row[] {
  const get = (path: string, verdict: Row['verdict'], asked = path): Row => ({
    route: `GET ${path}`,
    path: asked,
    verdict,
  });
  const post = (path: string, asked: string, body: unknown, verdict: Row['verdict']): Row => ({
    ...{ route: `POST ${path}`, path: asked, body, verdict },
  });
  const versions = (kind: string): Row[] => {
    const [all, one] = [`/api/v1/${kind}/{name}/versions`, `/api/v1/${kind}/{name}/versions/{id}`];
    const of = `/api/v1/${kind}/espoo-sample/versions`;
    return [
      get(`/api/v1/${kind}`, administrator),
      get(all, administrator, of),
      get(one, none(administrator), `${of}/${some}`),
      post(all, of, { content: {} }, administrator),
      post(`${one}/validate`, `${of}/${some}/validate`, {}, administrator),
      post(`${one}/publish`, `${of}/${some}/publish`, {}, administrator),
    ];
  };
  const services = '/api/v1/units/{id}/services';
  const roll = { kind: 'policy', versionId: some, mode: 'keep' };
  return [
    get('/api/v1/openapi.json', anybody),
    get('/health/live', anybody),
    get('/health/ready', anybody),
    get('/api/v1/cases', staff),
    get('/api/v1/tasks', staff),
    get('/api/v1/me', staff),
    get('/api/v1/schools', staff),
    get('/api/v1/staff', staff),
    get('/api/v1/learners', staff),
    get('/api/v1/consultations', staff),
    get('/api/v1/talk-requests', staff),
    get('/api/v1/supervision/summary', overseer),
    get('/api/v1/supervision/forecast', overseer),
    get('/api/v1/supervision/workload', overseer),
    get('/api/v1/statistics', overseer),
    get('/api/v1/bulk', administrator),
    get('/api/v1/bulk/candidates', administrator),
    get('/api/v1/calendars/ending', administrator),
    ...versions('policies'),
    ...versions('calendars'),
    get('/api/v1/addressees', administrator),
    get('/api/v1/unit-services', administrator),
    get(services, administrator, services.replace('{id}', UPPER_SECONDARY.id)),
    post(
      services,
      services.replace('{id}', UPPER_SECONDARY.id),
      { revision: 0, services: [] },
      administrator,
    ),
    post('/api/v1/bulk', '/api/v1/bulk', roll, administrator),
    post('/api/v1/what-if', '/api/v1/what-if', roll, administrator),
    ...['pause', 'resume', 'cancel'].map((steer) =>
      post(`/api/v1/bulk/{id}/${steer}`, `/api/v1/bulk/${some}/${steer}`, {}, administrator),
    ),
    get('/api/v1/bulk/{id}', none(administrator), `/api/v1/bulk/${some}`),
    get('/api/v1/bulk/{id}/items', none(administrator), `/api/v1/bulk/${some}/items`),
    get('/api/v1/consultations/{id}', none(staff), `/api/v1/consultations/${some}`),
    get('/api/v1/talk-requests/{id}', none(staff), `/api/v1/talk-requests/${some}`),
    get('/api/v1/commands/{key}', none(staff), `/api/v1/commands/${some}`),
    post(
      '/api/v1/consultations/{id}/answer',
      `/api/v1/consultations/${some}/answer`,
      { answer: 'Vastaus.' },
      none(staff),
    ),
    post(
      '/api/v1/talk-requests/{id}/take',
      `/api/v1/talk-requests/${some}/take`,
      { learnerId: CASE_LEARNER.id, topic: 'absence', urgent: false },
      none(staff),
    ),
    post(
      '/api/v1/talk-requests/{id}/dismiss',
      `/api/v1/talk-requests/${some}/dismiss`,
      { reason: 'duplicate' },
      none(staff),
    ),
    post(
      '/api/v1/talk-requests/{id}/pass-on',
      `/api/v1/talk-requests/${some}/pass-on`,
      { schoolId: UPPER_SECONDARY.id },
      none(staff),
    ),
  ];
}

/** All rows for one case. */
export function rowsFor(scene: Scene): Row[] {
  return [...reads(scene), ...commands(scene), emergency(scene), ...functions()];
}

/** Routes that are not in the matrix, and where it is shown who may use them. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /api/v1/cases': 'raising makes a case: test/api/journey, bad-input, secrecy',
  'POST /api/v1/consultations': 'asking makes a consultation: test/api/consultations',
  'GET /api/v1/deadlines': 'a sum over a public calendar: test/api/deadlines',
  'POST /api/v1/sign-out': 'ends the own session: test/api/sessions',
  'POST /api/v1/sign-out-everywhere': 'ends the own sessions: test/api/sessions',
};
