/**
 * Everything that can be wrong with a policy or a calendar. The sentences are for operators and logs; people read the
 * translations of the codes. `{detail}`: a date, a number or a name from the file.
 */
export const FAULTS = {
  'wrong-form': 'not of the right form: {detail}',
  'unknown-key': 'unknown key',
  'not-a-day': 'not a day that exists',
  'not-a-name': 'lower-case letters, digits and hyphens',
  'not-a-question': 'a question of the register, Q1 to Q16',
  'no-basis': 'a number needs its legal or local basis',
  'no-source': 'a number needs its source',
  'unknown-source': 'no such source',
  'no-unit': 'a number needs its unit',
  'no-length': 'this duty cannot be without a length',
  'people-agree': 'people agree on this day: it has no length',
  'too-long-to-count': 'longer than can be counted',
  'checked-in-the-future': 'checked on a day that is still to come: {detail}',
  'not-marked-unverified': 'what is only known must say that nobody has checked it',
  'ends-before-it-begins': 'ends before it begins',
  'gap-at-the-end': 'gap: the last version has an end',
  'gap-before-next': 'gap before the next version',
  'overlap-with-next': 'overlap with the next version',
  'overlap-with-published': 'overlap with the published version that begins on {detail}',
  'begins-outside-its-years': 'it does not tell the school year it begins in',
  'school-year-left-out':
    'the school year {detail} is left out, although it is published and still counted by',
  'undoes-published': 'a later published version tells {detail} otherwise',
  'not-in-later-version':
    'the published version that begins later still tells {detail} otherwise: correct that one first',
  'law-has-this-number': 'the law has this number',
  'law-has-no-such-rule': 'the law has no such rule',
  'rule-missing': 'rule or its ladder is missing',
  'no-such-ladder': 'no such ladder: {detail}',
  'rungs-out-of-order': 'not in the order of time',
  'expectation-climbs': 'what others owe never climbs to a supervisor',
  'law-changes': 'the law changes on {detail}: begin a new version',
  'closes-before-it-opens': 'closes before it opens',
  'not-ascending': 'not in ascending order',
  'outside-the-years': 'outside the years told',
  'spans-overlap': 'overlap with the next one',
  'term-day-holiday': 'a term day that is a public holiday',
  'term-day-sunday': 'a term day that is a Sunday',
  'unlisted-saturday': 'a school Saturday that is not listed',
  'not-a-saturday': 'not a Saturday',
  'outside-the-terms': 'outside the terms',
  'term-missing-before': 'a term is missing before it: the school would rest from {detail} on',
  'spring-missing': 'another year follows, so this one must end in spring: not before week 22',
  'not-a-school-day': 'not a school day',
  'level-ends-too-early': 'a level ends in the last weeks of the last term: not before {detail}',
  'decided-twice': 'decided twice',
  'not-two-years': 'not two years in a row',
  'outside-the-school-year': 'outside the school year',
  'holidays-unknown': 'its public holidays are not known',
  'not-inside-one-term': 'not inside one term',
  'habit-and-confirmation': 'a day by habit says what is not confirmed, another one does not',
  'working-days-differ': 'the rows give {detail}',
  'gap-in-school-years': 'gap: a school year is missing',
  'overlap-of-school-years': 'overlap with the year before',
  'wrong-end': 'the last term ends on {detail}',
  'other-name': 'a version of {detail} is expected',
  'published-never-changes': 'a published version never changes: begin a new one',
  'nothing-new': 'nothing in it is new',
  'one-version-at-a-time': 'one new version at a time',
  'moves-dates-silently': 'moves dates of running cases silently ({detail}): say so, and why',
  'not-a-phone': 'not a phone number',
  'mail-address': 'an e-mail address is no protected way to report',
  'sample-published': 'the numbers of the samples are invented: say where these were read',
  'listed-twice': '{detail} stands in it twice',
  'rule-set-too-large': 'too large to travel with every case: at most {detail} bytes',
} as const satisfies Record<string, string>;
export type FaultCode = keyof typeof FAULTS;
// `Object.keys` forgets what the literal says.
export const FAULT_CODES = Object.keys(FAULTS) as readonly FaultCode[];

/** What is wrong, and where: `versions.0.rules.L-NEXT.limit.source`. `message`: the sentence for operators. */
export interface Fault {
  readonly path: string;
  readonly code: FaultCode;
  readonly detail?: string;
  readonly message: string;
}

export function isFaultCode(text: string): text is FaultCode {
  return Object.hasOwn(FAULTS, text);
}

/** A fault with its sentence. */
export function fault(path: string, code: FaultCode, detail?: string | number): Fault {
  const message = FAULTS[code].replace('{detail}', String(detail ?? ''));
  return { path, code, ...(detail === undefined ? {} : { detail: String(detail) }), message };
}
