import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import * as commands from '../../domain/commands.js';
import { NEXT_STEPS } from '../../domain/next-step.js';
import { SIDES, STAFF_ROLES } from '../../domain/people.js';
import { PERMISSIONS } from '../../domain/permissions.js';
import { REFUSALS } from '../../domain/refusals.js';
import { DUTY_KINDS, RULE_IDS } from '../../domain/rules.js';
import { STAGES } from '../../domain/state.js';

/*
 * The three languages say the same things, and every code of the core has its words. Event types have no list at run
 * time: there the type check of the pages does it (a missing label is a missing key).
 */

const ROOT = 'web/translations';
const LANGUAGES = ['fi', 'sv', 'en'] as const;
const FILES = readdirSync(`${ROOT}/fi`);

function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    flat(inner, path === '' ? key : `${path}.${key}`),
  );
}

function texts(language: string, file: string): Map<string, string> {
  return new Map(flat(JSON.parse(readFileSync(`${ROOT}/${language}/${file}`, 'utf8'))));
}

function placeholders(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted();
}

describe.each(LANGUAGES)('the texts in %s', (language) => {
  test.each(FILES)('%s has the same keys and placeholders as the Finnish', (file) => {
    const [master, own] = [texts('fi', file), texts(language, file)];
    expect([...own.keys()]).toEqual([...master.keys()]);
    for (const [key, text] of master) {
      expect({ key, placeholders: placeholders(own.get(key)) }).toEqual({
        key,
        placeholders: placeholders(text),
      });
    }
  });

  test.each(FILES)('%s leaves nothing empty and nobody shouted at', (file) => {
    for (const [key, text] of texts(language, file)) {
      expect(`${key}: ${text.trim()}`).not.toBe(`${key}: `);
      expect(`${key}: ${text}`).not.toContain('!');
    }
  });

  test('every code of the core has its words', () => {
    const codes = texts(language, 'codes.json');
    const wanted: Record<string, readonly string[]> = {
      answerWay: commands.ANSWER_WAYS,
      channel: commands.OUTSIDE_CHANNELS,
      closingReason: commands.CLOSING_REASONS,
      command: Object.keys(PERMISSIONS),
      consent: commands.CONSENT_ANSWERS,
      declineReason: commands.DECLINE_REASONS,
      discussionOutcome: commands.DISCUSSION_OUTCOMES,
      duty: DUTY_KINDS,
      handoverRefusal: commands.HANDOVER_REFUSALS,
      joinGround: commands.JOIN_GROUNDS,
      latenessReason: commands.LATENESS_REASONS,
      meetingKind: commands.MEETING_KINDS,
      reassignReason: commands.REASSIGN_REASONS,
      requestSource: commands.REQUEST_SOURCES,
      role: STAFF_ROLES,
      rule: RULE_IDS,
      side: SIDES,
      stage: STAGES,
      task: DUTY_KINDS,
      tellingWay: commands.TELLING_WAYS,
      told: commands.TOLD_PARTIES,
      toldOfReport: commands.TOLD_OF_REPORT,
      topic: commands.TOPICS,
      voidReason: commands.VOID_REASONS,
    };
    const missing = Object.entries(wanted).flatMap(([group, values]) =>
      values.map((value) => `${group}.${value}`).filter((key) => !codes.has(key)),
    );
    const steps = NEXT_STEPS.flatMap((code) => [`nextStep.${code}.title`, `nextStep.${code}.body`]);
    expect([...missing, ...steps.filter((key) => !codes.has(key))]).toEqual([]);
  });

  test('every refusal has its words', () => {
    expect([...texts(language, 'refusals.json').keys()].toSorted()).toEqual([...REFUSALS].toSorted());
  });
});

test('Finnish never calls the case of a child a "tapaus"', () => {
  for (const file of FILES) {
    for (const [, text] of texts('fi', file)) expect(text.toLowerCase()).not.toContain('tapaus');
  }
});
