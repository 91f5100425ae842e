import { TOLD_BY } from '../../domain/duty-sight.js';
import { DUTY_KINDS } from '../../domain/rules.js';
import { OWN_ACT, RELATIONS, SECTIONS, SIGHTS, type Section, type Sight } from '../../domain/sight.js';

const MEANINGS: Readonly<Record<(typeof RELATIONS)[number], string>> = {
  responsible: 'the responsible person of a side that is party to the case',
  member: 'a member of the expert group, for as long as the consent stands',
  receiver: 'whoever is asked to take the case over',
  owner: 'the owner of an open duty of the case',
  raiser: 'whoever brought the concern',
  post: 'the supervisor or coordinator of an employer that is party, at the school of the case',
  'break-glass':
    'who holds such a post and has opened the case in an emergency, for as many minutes as policy says',
};

const SECTION_MEANINGS: Readonly<Record<Section, string>> = {
  head: 'that there is a case: its reference, stage, school and responsible persons',
  people: 'the learner, and the names of the family',
  duties: 'promises with their days, as far as they show (below); the next step, hand-overs',
  discussion: 'what the concern is about, and the discussions offered',
  consents: 'members of the group, and who consented to them',
  meetings: 'meetings and what was agreed there',
  acts: 'contacts and reports to social services and the police',
  timeline: 'the log of events, and the mail ledger',
  texts: 'free texts, wherever they stand',
  report: 'the student welfare report',
  plans: 'support, return to school, transfers, advice',
  family: 'guardians, prohibitions, capacity',
  disclosures: 'what was given to whom, why and on what ground',
  access: 'who was shown what of the case',
};

function row(section: Section): string {
  const cells = RELATIONS.map((relation) => {
    const sight: Sight = SIGHTS[relation];
    return sight.sections.includes(section) ? 'yes' : '–';
  });
  return `| \`${section}\` | ${SECTION_MEANINGS[section]} | ${cells.join(' | ')} |`;
}

/** Which promises tell of more than how far the case is, by the section they tell of. */
function dutyRows(): string[] {
  return SECTIONS.filter((section) => section !== 'duties').flatMap((section) => {
    const kinds = DUTY_KINDS.filter((kind) => TOLD_BY[kind] === section);
    return kinds.length === 0 ? [] : [`| \`${section}\` | ${kinds.join(', ')} |`];
  });
}

/** The page `docs/access.md`: section × relation, with the source of each relation. */
export function accessPage(): string {
  return [
    '# Who sees what of a case',
    '',
    'Made by `npm run docs` from `domain/sight.ts`; a test fails when this page and the table differ. Rights add up: who',
    'stands in two relations sees the sections of both. Who stands in none learns nothing, not even that there is a case.',
    'A void case is seen by those who hold a post over it, and by nobody else. Each answer that shows a section is',
    'written down with the right it was shown by: `GET /api/v1/cases/{id}/access-log`. Why a person sees a case, or not:',
    '`npx rinnalla access explain --person ID --case REFERENCE`.',
    '',
    `| section | what it is | ${RELATIONS.join(' | ')} |`,
    `|---|---|${RELATIONS.map(() => '---|').join('')}`,
    ...SECTIONS.map(row),
    '',
    '## Which promises show',
    '',
    'A promise tells what it is about, so `duties` alone does not show each of them (`domain/duty-sight.ts`): those of a kind',
    'below show to whoever sees that section as well, and so does each that is about an act towards the outside (`acts`), a',
    'prohibition or a guardian who is not waited for any more (`family`), or an emergency (`access`). A promise about another one',
    'shows as that one does. What one owes oneself always shows. What is told of a promise goes the same way: the next step,',
    'what falls due first, that something of ours is late, that a closed case still owes something (else it is shown as',
    'closed), what may be done now, entries of the log, mails, filters and the order of a list. Figures of supervision count',
    'what every post over the case is shown, and no other promise; a roll-out tells of the others the days alone. Whom a',
    'ladder reaches is reached also about what they are not shown, so that nothing is forgotten: the mail then says only whom',
    'to ask. What may be done follows the case itself: that a hand-over is possible tells whoever may offer one that a closed',
    'case is not quiet.',
    '',
    '| tells of | kinds |',
    '|---|---|',
    ...dutyRows(),
    '',
    '## What the words mean, and where each right comes from',
    '',
    '| relation | is | source |',
    '|---|---|---|',
    ...RELATIONS.map((relation) => `| ${relation} | ${MEANINGS[relation]} | ${SIGHTS[relation].source} |`),
    `| ${OWN_ACT.relation} | who made an act towards the outside, or owes something about it: its paper only | ${OWN_ACT.source} |`,
    '| data-subject | a copy of the case, or of its access log, for whom it is about or their guardian, made by the operator on request | GDPR 15, JulkL 12 §, TiHL 17 § |',
    '',
  ].join('\n');
}
