import { RULE_IDS, type RuleId } from '../../domain/rules.js';
import { glassPolicy } from '../../policies/glass-policy.js';
import { numbers } from '../../policies/numbers.js';
import {
  basisOf,
  calendarFiles,
  dutyRegister,
  holidays,
  nationalBase,
  policyFiles,
} from '../../policies/registry.js';

/* The tables of `docs/policy-sources.md` are made from `policies/*.json`; what stands around them is written by hand. */

/** A number with what it rests on, as every file of `policies/` has it. */
interface Sourced {
  readonly value: number | null;
  readonly unit: string | null;
  readonly force: string;
  readonly basis: string;
  readonly source: string;
  readonly checkedOn: string;
  readonly uncertain?: string | undefined;
  readonly unverified?: true | undefined;
  readonly note?: string | undefined;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function lengthOf({ value, unit }: Sourced): string {
  if (value !== null) return String(value);
  return unit === null ? 'without delay' : 'agreed by people';
}

function marksOf({ uncertain, unverified, source }: Sourced, isSample: boolean): string {
  const marks = [uncertain, unverified && 'unverified', isSample && source === 'SAMPLE' && 'sample'];
  return marks.filter(Boolean).join(', ');
}

function cellsOf(it: Sourced, isSample = true): string[] {
  const { unit, basis, source, force, checkedOn } = it;
  return [lengthOf(it), unit ?? '', `${basis}: ${source}`, force, marksOf(it, isSample), checkedOn];
}

function ruleRow(id: RuleId): string[] {
  const { owes, starts, ends } = dutyRegister()[id];
  const age = nationalBase().versions.at(-1)?.rules[id]?.onlyUnder?.value;
  const basis = basisOf(id);
  const whose = age === undefined ? starts : `${starts}, learner under ${age}`;
  return [id, owes, whose, ends, ...cellsOf(basis, basis.sample === true)];
}

const NUMBERS = ['Number', 'Unit', 'Source', 'Force', 'Marks', 'Checked on'] as const;

/** Every rule: the law's, and those of the first sample policy. */
function ruleTable(): string {
  return table(['Rule', 'Who owes it', 'Starts with', 'Ends with', ...NUMBERS], RULE_IDS.map(ruleRow));
}

function policyRows(): string[][] {
  const version = policyFiles()[0]?.versions.at(-1);
  if (version === undefined) return [];
  const { mailMinute, office, ladders } = version;
  return [
    ['reminders go out', ...cellsOf(mailMinute)],
    ['the office opens', ...cellsOf(office.from)],
    ['the office closes', ...cellsOf(office.to)],
    ...Object.entries(ladders).map(([name, { rungs, ...it }]) => [
      `ladder \`${name}\``,
      ...cellsOf({ ...it, value: rungs.length, unit: 'rung' }),
    ]),
  ];
}

function calendarRows(): string[][] {
  return calendarFiles().flatMap(({ name, sample, source, checkedOn, years }) =>
    years.map(({ schoolYear, workingDays, breaks }) => {
      const byHabit = breaks.filter((it) => it.byHabit).map((it) => `${it.name} (${it.source})`);
      return [
        `\`${name}\` ${schoolYear}${sample === undefined ? '' : `: ${sample}`}`,
        ...[String(workingDays), 'institution-day', source, 'local'],
        byHabit.length === 0 ? '' : `breaks by habit, not confirmed (Q6): ${byHabit.join(', ')}`,
        checkedOn,
      ];
    }),
  );
}

function holidayRows(): string[][] {
  const { years, basis, source, checkedOn, uncertain } = holidays();
  const counted = (what: string, value: number) => [
    `${what} ${years.from}–${years.until}`,
    ...cellsOf({ value, unit: 'day', force: 'law', basis, source, checkedOn, uncertain }),
  ];
  return [
    counted('public holidays', holidays().holidays.length),
    counted('eves that count as weekdays', holidays().eves.length),
  ];
}

function noted(of: Readonly<Record<string, Sourced>>): string[][] {
  return Object.entries(of).map(([key, it]) => [`\`${key}\`: ${it.note ?? ''}`, ...cellsOf(it)]);
}

/** What no rule holds: hours, ladders, calendars, and the numbers that belong to no duty. */
function besideTable(): string {
  const rows = [
    ...policyRows(),
    ...calendarRows(),
    ...holidayRows(),
    ...noted({ ...numbers() }),
    ...noted({ ...glassPolicy() }),
  ];
  return table(['Beside the rules', ...NUMBERS], rows);
}

const TABLES = { rules: ruleTable, beside: besideTable } as const;

/** The page with its tables made anew. Throws when a place for one is missing: it would never be made again. */
export function policySourcesPage(page: string): string {
  return Object.entries(TABLES).reduce((text, [name, make]) => {
    const [begin, end] = [`<!-- ${name}: made by npm run docs -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/policy-sources.md has no place for the table ${name}`);
    return `${text.slice(0, from)}${begin}\n\n${make()}\n\n${text.slice(to)}`;
  }, page);
}
