import { PERMISSIONS, type Permission, type Standing } from '../../domain/permissions.js';
import { OWED_ACTS } from '../../domain/owed-acts.js';
import { DUTY_KINDS, type DutyKind } from '../../domain/rules.js';
import type { CaseStatus } from '../../domain/state.js';

const STANDINGS: Readonly<Record<Standing, string>> = {
  staff: 'anybody employed by a school or the county, in any role: a duty of a person, not of a post',
  responsible: 'the responsible person of a side that is party to the case',
  member: 'a member of the expert group, for as long as the consent stands',
  asked: 'a learner or guardian who was asked for consent and answers for themselves, by link',
  owner:
    'whoever owes the promise that the act is for, and as long as they owe it (below; `domain/owed-acts.ts`)',
  monitor: 'whom the meeting named to follow this agreed action up, for as long as they may know of it',
  receiver: 'whoever is asked to take the case over',
  professional:
    'a responsible person or member who is a social- or health-care professional of student welfare (curator, psychologist, nurse, doctor, psychiatric nurse)',
  coordinator: 'the coordinator of an employer that is party',
  supervisor: 'the supervisor of an employer that is party',
  system: 'the service itself: a roll-out, the directory',
};
const STATUSES: readonly CaseStatus[] = ['open', 'aftercare', 'closed'];

function owed(kinds: readonly DutyKind[]): string {
  return kinds.length === DUTY_KINDS.length ? 'any: that promise itself' : kinds.join(', ');
}

function line(command: string, { who, in: statuses, source }: Permission): string {
  const cells = STATUSES.map((status) => (statuses.includes(status) ? 'yes' : '–'));
  const when = statuses.length === 0 ? ['before there is a case', '–', '–'] : cells;
  return `| \`${command}\` | ${who.join(', ')} | ${when.join(' | ')} | ${source} |`;
}

/** The page `docs/permissions.md`: command × status × standing with the source of each row. */
export function permissionsPage(): string {
  const lines = Object.entries(PERMISSIONS).map(([command, permission]) => line(command, permission));
  const standings = Object.entries(STANDINGS).map(([standing, meaning]) => `| ${standing} | ${meaning} |`);
  return [
    '# Who may give which command',
    '',
    'Made by `npm run docs` from `domain/permissions.ts`; a test fails when this page and the table differ. The stage of',
    'a case limits a command further by what the state holds (`domain/preconditions.ts`): the button is then shown',
    'disabled, with the reason. A void case takes no command. Who stands in no relation to a case learns nothing of it.',
    '',
    '| command | who | open | aftercare | closed | source |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
    '## What the words mean',
    '',
    '| who | is |',
    '|---|---|',
    ...standings,
    '',
    '## What an owner owes',
    '',
    'An owner gives a command only for what they owe. Of several promises or things of a kind, only for their own.',
    '',
    '| command | the promise |',
    '|---|---|',
    ...Object.entries(OWED_ACTS).map(([command, kinds]) => `| \`${command}\` | ${owed(kinds)} |`),
    '',
  ].join('\n');
}
