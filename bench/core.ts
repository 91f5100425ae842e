import type { AnyCommand } from '../domain/commands.js';
import { decide } from '../domain/decide.js';
import { fold } from '../domain/evolve.js';
import { RULE_IDS, ruleOf, type Rules } from '../domain/rules.js';
import { addDays, parseDate, type CivilDate } from '../domain/time/civil-date.js';
import { dueDate } from '../domain/time/due-date.js';
import { endOfDay } from '../domain/time/zone.js';
import { nextWake } from '../domain/wake.js';
import { actor, command, LEARNER, PEOPLE, text, type Life } from '../test/domain/lives/world.js';
import { median, quantile, report } from './support/figure.js';
import { longCase } from './support/long-case.js';

const EVENTS = 200;
const WARM_UP = 2000;
const ROUNDS = 4000;

/** What people do on such a case: one command of each kind that it allows, written in the middle of its life. */
function everyday(life: Life): AnyCommand[] {
  const by = actor('curator');
  const { today } = life;
  const staff = { personId: PEOPLE.curator, role: 'curator', side: 'county' } as const;
  const meeting = { on: addDays(today, 3), minute: 600, invitedStaff: [staff], invitedFamily: [] };
  const fallbackId = PEOPLE.countyCoordinator;
  return [
    command(by, 'call-meeting', today, { kind: 'expert-group', ...meeting }),
    command(by, 'propose-group', today, {
      members: [{ personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' }],
    }),
    command(by, 'record-consent', today, {
      ...{ memberId: 'm1', answer: 'partly', by: LEARNER, byRole: 'learner', way: 'signed' },
    }),
    command(by, 'offer-handover', today, { side: 'county', toId: PEOPLE.colleague, fallbackId }),
    command(by, 'correct-fact', today, { fact: { name: 'requested-on', value: parseDate('2026-10-02') } }),
    command(by, 'report-child-welfare', today, {
      ...{ addressee: 'county', channel: 'form', reason: text(), told: 'both' },
    }),
    command(by, 'close-case', today, { reason: 'goals-met', told: ['learner'] }),
  ];
}

/** Microseconds of deciding a command and taking its events. */
function oneDecision(life: Life, given: AnyCommand): number {
  const began = performance.now();
  const result = decide(life.state, given, life.rules, life.now);
  if (!result.ok) throw new Error(`${given.type}: ${result.code}`);
  fold(result.events, life.caseId, life.state);
  return (performance.now() - began) * 1000;
}

function decisions(life: Life): void {
  const commands = everyday(life);
  const times = new Map<string, number[]>(commands.map((given) => [given.type, []]));
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const given of commands) {
      const time = oneDecision(life, given);
      if (round >= 0) times.get(given.type)?.push(time);
    }
  }
  const value = median([...times.values()].flat());
  report({
    name: 'decide-evolve-p50',
    value,
    unit: 'µs',
    budget: '< 50',
    within: value < 50,
    note: `${life.log.length} events, ${life.state?.duties.length ?? 0} duties, ${commands.length} commands`,
  });
  for (const [type, values] of times) {
    const p50 = median(values);
    const note = `p99 ${quantile(values, 0.99).toFixed(0)} µs`;
    const name = `decide-evolve-p50 ${type}`;
    report({ name, value: p50, unit: 'µs', budget: '< 50', within: p50 < 50, note });
  }
}

/** What else the engine does with such a case: read its log, and look for the next thing due. */
function housekeeping(life: Life): void {
  const time = (call: () => unknown): number => {
    const began = performance.now();
    call();
    return (performance.now() - began) * 1000;
  };
  const repeated = (call: () => unknown): number => {
    for (let n = 0; n < WARM_UP; n += 1) call();
    return median(Array.from({ length: ROUNDS }, () => time(call)));
  };
  const { state, rules, log, caseId } = life;
  if (!state) throw new Error('the case was raised');
  report({ name: 'fold-200-events-p50', value: repeated(() => fold(log, caseId)), unit: 'µs' });
  report({ name: 'next-wake-p50', value: repeated(() => nextWake(state, rules)), unit: 'µs' });
}

/** What a preview answers, without the store: the day, the instant and each day on the way, as text. */
function preview(rules: Rules, limit: Parameters<typeof dueDate>[0], from: CivilDate): string {
  const due = dueDate(limit, from, rules.calendar);
  const dueAt = new Date(endOfDay(rules.calendar.zone, due.dueOn)).toISOString();
  return JSON.stringify({ ...due, dueAt });
}

function previews(rules: Rules): void {
  const limits = RULE_IDS.map((id) => ruleOf(rules, id)).flatMap(({ unit, length }) =>
    length === null ? [] : [{ unit, length }],
  );
  const days = Array.from({ length: 730 }, (_, n) => addDays(parseDate('2026-08-01'), n));
  for (const from of days) for (const limit of limits) preview(rules, limit, from);
  const slowest: number[] = [];
  const before = process.cpuUsage();
  for (const from of days) {
    for (const limit of limits) {
      const began = performance.now();
      preview(rules, limit, from);
      slowest.push(performance.now() - began);
    }
  }
  const spent = process.cpuUsage(before);
  const value = (spent.user + spent.system) / 1000 / slowest.length;
  report({
    name: 'deadline-preview-cpu',
    value,
    unit: 'ms',
    budget: '< 2',
    within: value < 2,
    note: `${slowest.length} previews, p99 ${quantile(slowest, 0.99).toFixed(3)} ms`,
  });
}

/** `npm run bench -- core`: what the pure core costs, without an engine or a store. */
export function benchCore(): void {
  const life = longCase(EVENTS);
  decisions(life);
  housekeeping(life);
  previews(life.rules);
}
