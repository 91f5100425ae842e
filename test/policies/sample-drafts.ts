import { policyJson, withChange } from './files.js';

/* Drafts that follow the sample of Espoo. */

/** The sample followed by a version that begins on a day and gives five days less for the next step. */
export function followedBy(validFrom: string): unknown {
  const policy = policyJson('providers/espoo-sample.json');
  const [version] = (policy as { versions: unknown[] }).versions;
  const [year = 0, month = 0, day = 0] = validFrom.split('-').map(Number);
  const eve = new Date(Date.UTC(year, month - 1, day - 1)).toISOString().slice(0, 10);
  const next = withChange(withChange(version, 'validFrom', validFrom), 'rules.L-NEXT.limit.value', 4);
  return withChange(policy, 'versions', [withChange(version, 'validUntil', eve), next]);
}

/** The sample with a weekday inside a term taken off, from a day on. */
export function dayOff(date: string, validFrom = '2026-11-30'): unknown {
  const calendar = policyJson('calendars/espoo-sample.json');
  const off = [{ date, work: false, source: 'SAMPLE', note: 'storm' }];
  const changed = withChange(withChange(calendar, 'years.0.exceptional', off), 'years.0.workingDays', 188);
  return withChange(changed, 'validFrom', validFrom);
}
