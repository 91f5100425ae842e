import { processRows, PROCESS_PARTS, type ProcessRow } from '../../policies/process.js';
import { basisOf, dutyRegister } from '../../policies/registry.js';
import { RULE_IDS, type RuleId } from '../../domain/rules.js';

const TITLES: Readonly<Record<ProcessRow['part'], string>> = {
  length: 'Duties with a length in law or in local practice',
  'without-delay': 'Duties without delay: no number, so their age is shown',
  local: 'Local lengths',
  stage: 'Stages',
  branch: 'Branches',
  act: 'Acts towards the outside',
  document: 'Documents',
};

function isRule(id: string): id is RuleId {
  return RULE_IDS.some((it) => it === id);
}

/** A rule with its number, as the sample policy has it. */
function numberOf(id: string): string {
  if (!isRule(id)) return `\`${id}\``;
  const { value, unit, force, uncertain, unverified, sample } = basisOf(id);
  const length = value === null || unit === null ? 'no number' : `${value} × ${unit}`;
  const marks = [
    force,
    ...(uncertain ? [`open question ${uncertain}`] : []),
    ...(unverified ? ['not yet checked against the statute'] : []),
    ...(sample ? ['sample'] : []),
  ];
  const { owes, starts, ends } = dutyRegister()[id];
  return `\`${id}\`: ${length} (${marks.join(', ')}); owed by ${owes}; from: ${starts}; until: ${ends}`;
}

function rinnalla(row: ProcessRow): string {
  if (row.out !== undefined) return `*No place in a case.* ${row.out}`;
  const parts = [
    ...(row.rules ?? []).map(numberOf),
    ...(row.commands?.length ? [`commands ${row.commands.map((it) => `\`${it}\``).join(', ')}`] : []),
  ];
  return parts.join('<br>');
}

function shownBy(row: ProcessRow): string {
  return (row.tests ?? [])
    .map((it) => {
      const [file = '', ...name] = it.split(': ');
      return `[${name.join(': ')}](../${file})`;
    })
    .join('<br>');
}

/** The page `docs/process.md`: every row of the catalogue with its numbers, sources and tests. */
export function processPage(): string {
  const rows = processRows();
  const sections = PROCESS_PARTS.map((part) => {
    const lines = rows
      .filter((row) => row.part === part)
      .map((row) => `| ${row.id} | ${row.says} | ${row.source} | ${rinnalla(row)} | ${shownBy(row)} |`);
    return [
      `## ${TITLES[part]}`,
      '',
      '| | what | source | in Rinnalla | shown by |',
      '|---|---|---|---|---|',
      ...lines,
    ].join('\n');
  });
  const head = [
    '# The process',
    '',
    'Every duty, stage, branch, act and document of the process, where it comes from, and where it lives. Made by',
    '`npm run docs` from `policies/process.json`; a test fails when a row, a rule, a command or an event is missing here.',
    'Numbers are those of the national base and of the sample policy; where they come from: [policy-sources.md](policy-sources.md).',
  ].join('\n');
  return `${[head, ...sections].join('\n\n')}\n`;
}
