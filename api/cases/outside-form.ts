import type { TextRef } from '../../domain/commands.js';
import { PERMISSIONS } from '../../domain/permissions.js';
import type { OutsideAct } from '../../domain/state.js';
import { isUsual, USUAL_PARTS } from '../../domain/outside-details.js';
import { isOwnAct } from '../../domain/duty-sight.js';
import { OWN_ACT } from '../../domain/sight.js';
import { localDate } from '../../domain/time/zone.js';
import type { AddresseeBook } from '../../policies/addressees.js';
import { readAddressees } from '../../policies/published-addressees.js';
import { bodyHash, canonical } from '../commands/canonical.js';
import type { Of } from '../commands/composing.js';
import { FORM_PARTS, type OutsideForm, type OutsidePaper } from '../contracts/forms.js';
import type { Deps } from '../deps.js';
import { invalidField, notFound, refused } from '../http/problem.js';
import { addresseesFor } from './addressees.js';
import { showing, type SeenCase, type Showing } from './find-case.js';
import { readAct, readChild, readEmployer, readStaff, type ActRecord, type ChildRow } from './form-facts.js';
import { readWords } from './words.js';

function addresseeOf(
  kind: OutsideAct['kind'],
  book: AddresseeBook,
  municipality: string | null,
): OutsideForm['addressee'] {
  const { socialServices, police, ...route } = addresseesFor(book, municipality);
  return { ...(kind === 'report-to-police' ? police : socialServices), ...route };
}

function guardiansOf(child: ChildRow): OutsideForm['guardians'] {
  return (child.guardians ?? []).map((it) => ({
    name: it.name,
    phone: it.address_protected ? null : it.phone,
    position: it.position,
    livesApart: it.lives_apart,
    addressProtected: it.address_protected,
  }));
}

/** What a contact alone says; null of the others, and of what nobody said. */
function contactOf(
  { made, details }: ActRecord,
  words: ReadonlyMap<string, string>,
): Pick<OutsidePaper, 'jointly' | 'withoutConsentGround' | 'hopedSupport'> {
  return {
    jointly: made.type === 'social-services-contacted' ? made.data.jointly : null,
    withoutConsentGround: details.withoutConsentGround ?? null,
    hopedSupport: words.get(details.hopedSupport?.textId ?? '') ?? null,
  };
}

/** What the other acts say of how they were made; each asks its own. */
function mannerOf({ made }: ActRecord): Pick<OutsidePaper, 'told' | 'suspicion'> {
  return {
    told: made.type === 'child-welfare-reported' ? made.data.told : null,
    suspicion: made.type === 'police-reported' ? made.data.suspicion : null,
  };
}

/** What such a form usually asks (`domain.md` 3.4), as far as somebody said it. */
function usualOf(
  { details }: ActRecord,
  kind: OutsideAct['kind'],
  words: ReadonlyMap<string, string>,
): Pick<OutsidePaper, (typeof USUAL_PARTS)[number] | 'unsaid'> {
  const { siblings, household, whereabouts } = details;
  return {
    siblings: words.get(siblings?.textId ?? '') ?? null,
    household: words.get(household?.textId ?? '') ?? null,
    whereabouts: words.get(whereabouts?.textId ?? '') ?? null,
    immediateDanger: details.immediateDanger ?? null,
    interpreter: details.interpreter ?? null,
    unsaid: USUAL_PARTS.filter((part) => isUsual(kind, part) && details[part] === undefined),
  };
}

/** All the words that may stand on the paper. */
function refsOf({ made, details, causes }: ActRecord): readonly TextRef[] {
  const { hopedSupport, measuresTried, homeCooperation, siblings, household, whereabouts } = details;
  const later = [hopedSupport, measuresTried, homeCooperation, siblings, household, whereabouts];
  return [made.data.reason, ...later.filter((ref) => ref !== undefined), ...causes];
}

/** What was tried and found out. In a matter of absence the paper must mention all three (S002). */
function tried(
  { details, causes }: ActRecord,
  ofAbsence: boolean,
  words: ReadonlyMap<string, string>,
): Pick<OutsidePaper, 'surveys' | 'measuresTried' | 'homeCooperation' | 'missing'> {
  const said = (ref: TextRef | undefined) => (ref === undefined ? null : (words.get(ref.textId) ?? null));
  const surveys = ofAbsence ? causes.flatMap((ref) => said(ref) ?? []) : [];
  const parts = {
    measuresTried: said(details.measuresTried),
    homeCooperation: said(details.homeCooperation),
  };
  const lacks = (part: (typeof FORM_PARTS)[number]) =>
    part === 'surveys' ? surveys.length === 0 : parts[part] === null;
  return { surveys, ...parts, missing: ofAbsence ? FORM_PARTS.filter(lacks) : [] };
}

/** All that stands on the paper, from the record and the directory of today. */
async function paperOf(
  deps: Deps,
  seen: SeenCase,
  act: OutsideAct,
  record: ActRecord,
): Promise<OutsidePaper> {
  const { state, rules, school } = seen;
  const { pool } = deps;
  const { made, details } = record;
  const { reason, addressee, channel } = made.data;
  const side = made.by.side ?? act.side;
  const today = localDate(rules.calendar.zone, deps.now());
  const [words, child, staff, employer, book] = await Promise.all([
    readWords(
      deps,
      state.caseId,
      refsOf(record).map((ref) => ref.textId),
    ),
    readChild(pool, state.learnerId, today),
    readStaff(pool, [made.by.personId, details.responsibleId]),
    readEmployer(pool, seen, side),
    readAddressees(pool, today),
  ]);
  const reporter = staff.get(made.by.personId ?? '');
  return {
    ref: state.ref,
    actId: act.id,
    kind: act.kind,
    basis: PERMISSIONS[act.kind].source,
    on: act.on,
    recorded: { addressee, channel },
    addressee: addresseeOf(act.kind, book, child.municipality),
    municipality: child.municipality,
    reporter: {
      name: reporter?.name ?? '',
      role: made.by.role,
      side,
      employer,
      phone: reporter?.phone ?? null,
    },
    child: {
      name: child.name,
      birthDate: child.birth_date,
      schoolName: school.name,
      class: child.class,
      addressProtected: child.address_protected,
    },
    guardians: guardiansOf(child),
    reason: words.get(reason.textId) ?? null,
    ...contactOf(record, words),
    ...mannerOf(record),
    ...usualOf(record, act.kind, words),
    ...tried(record, state.topic === 'absence', words),
    responsible: staff.get(details.responsibleId ?? '') ?? null,
    followUpOn: act.has.followUpOn,
  };
}

function seesWhole({ sections }: SeenCase): boolean {
  return sections.has('acts') && sections.has('texts');
}

/**
 * Those who see acts and words; whoever made the act, because it is their own duty and these are their own words; and
 * who owes something about it.
 */
function mayPrint(seen: SeenCase, actId: string): boolean {
  if (seesWhole(seen)) return true;
  return isOwnAct(seen.actor.personId, actId, seen.state);
}

/** By which right the form of an act is shown. 403 without one, 404 for an act the case does not have. */
export function showingForm(actId: string): Showing {
  return (seen) => {
    if (!mayPrint(seen, actId)) throw refused({ code: 'not-allowed', source: 'OHL 22 §' });
    if (!seen.state.acts.some((act) => act.id === actId)) throw notFound();
    return seesWhole(seen) ? showing('acts', 'texts')(seen) : [OWN_ACT];
  };
}

/** The form of an act towards the outside as it would be printed now. 404 for an act the case does not have. */
export async function readForm(deps: Deps, seen: SeenCase, actId: string): Promise<OutsideForm> {
  showingForm(actId)(seen);
  const act = seen.state.acts.find((it) => it.id === actId);
  const record = act === undefined ? null : await readAct(deps.pool, seen.state.caseId, actId);
  if (act === undefined || record === null) throw notFound();
  const paper = await paperOf(deps, seen, act, record);
  const printed = record.printed.map(({ copy: _copy, ...printing }) => printing);
  return { ...paper, printed, shown: bodyHash('form', paper) };
}

/**
 * What was printed, to be kept as it was: the whole paper as one text. Throws 422 `not-what-was-shown` when the
 * record or the directory has changed since the form was read: what is kept must be what the person saw.
 */
export async function printedCopy(deps: Deps, seen: SeenCase, request: Of<'print-form'>): Promise<string> {
  if (!seen.state.acts.some((act) => act.id === request.actId))
    throw refused({ code: 'unknown-act', source: 'LSL 25 §' });
  const { printed: _printed, shown, ...paper } = await readForm(deps, seen, request.actId);
  if (shown !== request.shown) throw invalidField('shown', 'not-what-was-shown');
  return canonical(paper);
}
