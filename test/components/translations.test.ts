import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import * as branches from '../../domain/codes.js';
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
      capacity: branches.CAPACITIES,
      consent: [...commands.CONSENT_ANSWERS, 'conflict', 'withdrawn', 'expired'],
      consentItem: branches.CONSENT_ITEMS,
      contactChannel: branches.CONTACT_CHANNELS,
      crimeSuspicion: branches.CRIME_SUSPICIONS,
      danger: branches.DANGERS,
      declineReason: commands.DECLINE_REASONS,
      disclosureAsker: branches.DISCLOSURE_ASKERS,
      disclosureGround: branches.DISCLOSURE_GROUNDS,
      disclosureWay: branches.DISCLOSURE_WAYS,
      discussionOutcome: commands.DISCUSSION_OUTCOMES,
      duty: DUTY_KINDS,
      glassFinding: branches.GLASS_FINDINGS,
      glassReason: branches.GLASS_REASONS,
      handoverRefusal: commands.HANDOVER_REFUSALS,
      joinGround: commands.JOIN_GROUNDS,
      jointContactFailure: branches.JOINT_CONTACT_FAILURES,
      latenessReason: commands.LATENESS_REASONS,
      lawfulBasis: branches.LAWFUL_BASES,
      untoldGround: branches.UNTOLD_GROUNDS,
      liftingReason: branches.LIFTING_REASONS,
      meetingKind: commands.MEETING_KINDS,
      need: branches.NEEDS,
      organisation: branches.EXTERNAL_ORGANISATIONS,
      pauseReason: branches.PAUSE_REASONS,
      prohibitionScope: branches.PROHIBITION_SCOPES,
      reassignReason: commands.REASSIGN_REASONS,
      rejectedTopic: branches.REJECTED_TOPICS,
      rejectedTopicAdvice: branches.REJECTED_TOPICS,
      reportPart: branches.REPORT_PARTS,
      requestSource: commands.REQUEST_SOURCES,
      response: branches.RESPONSES,
      role: STAFF_ROLES,
      rule: RULE_IDS,
      ruleSays: RULE_IDS,
      service: branches.SERVICES,
      sharedTask: branches.SHARED_TASKS,
      side: SIDES,
      situationPart: branches.SITUATION_PARTS,
      spokenLanguage: branches.SPOKEN_LANGUAGES,
      stage: STAGES,
      task: DUTY_KINDS,
      tellingWay: commands.TELLING_WAYS,
      told: commands.TOLD_PARTIES,
      toldOfReport: commands.TOLD_OF_REPORT,
      topic: commands.TOPICS,
      transferKind: branches.TRANSFER_KINDS,
      transferPackage: branches.TRANSFER_PACKAGES,
      turnKind: branches.TURN_KINDS,
      voidReason: commands.VOID_REASONS,
      withoutConsentGround: branches.WITHOUT_CONSENT_GROUNDS,
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
