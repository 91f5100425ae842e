import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { asId, type PersonId, type UnitId } from '../../domain/ids.js';
import {
  addDays,
  dayNumber,
  parseDate,
  partsOf,
  weekdayOf,
  type CivilDate,
} from '../../domain/time/civil-date.js';
import { contentHash } from '../../policies/compile.js';
import { holidays } from '../../policies/registry.js';
import { workingDays } from '../../policies/school-days.js';
import type { CalendarFile, PolicyFile } from '../../policies/shapes.js';
import { SAMPLE_PROVIDER } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';

/** A school with a policy and a calendar that no other test knows. */
export interface OwnSchool {
  readonly id: UnitId;
  /** Name of its policy and of its calendar. */
  readonly name: string;
  readonly learnerId: PersonId;
}

/** Names nothing that is published: whoever opens the school publishes first. */
export async function openSchool(ownerUrl = testStack().ownerUrl): Promise<OwnSchool> {
  const [unit, learner] = [randomUUID(), randomUUID()];
  const name = `own-${unit.slice(0, 8)}`;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`INSERT INTO unit VALUES ($1, $2, 'Oma koulu', 'basic', $3, $3, 'Espoo')`, [
      unit,
      SAMPLE_PROVIDER.id,
      name,
    ]);
    await owner.query(
      `INSERT INTO person (id, kind, given_name, family_name) VALUES ($1, 'learner', 'Ilo', 'Ahola')`,
      [learner],
    );
    await owner.query(
      `INSERT INTO learner (person_id, unit_id, class, birth_date) VALUES ($1, $2, '7A', '2013-02-03')`,
      [learner, unit],
    );
  } finally {
    await owner.end();
  }
  return { id: asId<UnitId>(unit), name, learnerId: asId<PersonId>(learner) };
}

/** The Espoo-like sample under another name; `change` may spoil or lengthen it. */
export function policyFile(name: string, change: (file: PolicyFile) => void = () => undefined): PolicyFile {
  const text = readFileSync(new URL('../../policies/providers/espoo-sample.json', import.meta.url), 'utf8');
  const file = { ...(JSON.parse(text) as PolicyFile), name };
  change(file);
  return file;
}

/** A day before the oldest law that the release knows. */
const BEFORE_THE_LAW = '2025-01-01';

/**
 * Puts a policy into the store that was published before the law of today: no door takes one any more.
 *
 * @param owner connected as the owner of the store
 */
export async function publishedBeforeTheLaw(owner: pg.Pool | pg.Client, name: string): Promise<string> {
  const content = policyFile(name, (file) => {
    const [version] = file.versions;
    if (version) version.validFrom = parseDate(BEFORE_THE_LAW);
  });
  await owner.query(
    `INSERT INTO policy_version (id, kind, name, valid_from, state, content, content_hash,
       drafted_by, drafted_at, validated_by, validated_at, published_by, published_at)
     VALUES ($1, 'policy', $2, $3::date, 'published', $4, $5, 'operator', $3::date, 'operator', $3::date, 'operator', $3::date)`,
    [randomUUID(), name, BEFORE_THE_LAW, JSON.stringify(content), contentHash(content)],
  );
  return BEFORE_THE_LAW;
}

/** The next day that is neither a weekend nor a holiday, from a day on. */
function workday(from: CivilDate, step: 1 | -1): CivilDate {
  const free = new Set(holidays().holidays.map((it) => it.date));
  let day = from;
  while (weekdayOf(dayNumber(day)) > 5 || free.has(day)) day = addDays(day, step);
  return day;
}

interface CalendarChoices {
  /** Single days taken off. */
  readonly off?: readonly CivilDate[];
  /** The last day that may be decided; default: the end of the next school year. */
  readonly until?: CivilDate;
}

/**
 * A calendar from today on, of this school year and the next with one long term each: every weekday is a school day
 * but the holidays and the days taken off.
 */
export function calendarFile(name: string, today: CivilDate, choices: CalendarChoices = {}): CalendarFile {
  const { off = [], until } = choices;
  // In the first days of August a limit still counts days of July.
  const { year, month } = partsOf(addDays(today, -14));
  const first = month >= 8 ? year : year - 1;
  const starts = [first, first + 1].filter((start) => until === undefined || `${start}-09-01` < until);
  const years = starts.map((start) => {
    const end = parseDate(`${start + 1}-07-31`);
    const term = {
      name: 'year',
      from: workday(parseDate(`${start}-08-01`), 1),
      to: workday(until !== undefined && until < end ? until : end, -1),
    };
    const exceptional = off
      .filter((date) => term.from <= date && date <= term.to)
      .map((date) => ({ date, work: false, source: 'SAMPLE' }));
    const schoolYear = `${start}-${String(start + 1).slice(2)}`;
    const rows = { schoolYear, terms: [term], breaks: [], saturdays: [], exceptional, levels: {} };
    return { ...rows, workingDays: workingDays(rows, 'basic', holidays()).length };
  });
  const publishedUntil = years.at(-1)?.terms[0]?.to ?? today;
  return { name, source: 'SAMPLE', checkedOn: today, validFrom: today, publishedUntil, years };
}
