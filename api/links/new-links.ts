import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { LINK_CHANNELS, type AskChannel } from '../../domain/codes.js';
import type { Asking } from '../../domain/commands.js';
import { addDays, type CivilDate } from '../../domain/time/civil-date.js';
import { endOfDay } from '../../domain/time/zone.js';
import { consentPolicy } from '../../policies/consent-policy.js';
import { consentLanguage, consentLanguages } from '../../policies/consent-texts.js';
import type { SeenCase } from '../cases/find-case.js';
import type { CaseCommandRequest } from '../contracts/commands.js';
import type { Deps } from '../deps.js';
import { HttpProblem, invalidField } from '../http/problem.js';
import { hashOf, linkKeys } from './link-keys.js';

type Request = Extract<CaseCommandRequest, { type: 'request-consent' }>;

/** A code besides the link: none, told by staff, or sent to a number that is known. */
export type SecondFactor = 'none' | 'staff-code' | 'text-code';

/** A row of `consent_link` before its command is kept: columns as SQL names them. */
export interface NewLink {
  readonly id: string;
  readonly secret_hash: string;
  readonly person_id: string;
  readonly member_ids: readonly string[];
  readonly items: readonly string[];
  readonly text_version: string;
  readonly language: string;
  readonly channel: AskChannel;
  readonly made_by: string | null;
  readonly expires_on: CivilDate;
  readonly expires_at: string;
  readonly second_factor: SecondFactor;
  readonly code_hash: string | null;
}

interface Reach {
  readonly id: string;
  readonly language: string;
  readonly email: string | null;
  readonly phone: string | null;
}

async function readReach(pool: pg.Pool, ids: readonly string[]): Promise<ReadonlyMap<string, Reach>> {
  const { rows } = await pool.query<Reach>({
    name: 'reach-of-people',
    text: 'SELECT id, language, email, phone FROM person WHERE id = ANY ($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The least that policy asks for: outsiders are consented to in writing, so that it must be surer who answered. */
function leastFactor(seen: SeenCase, memberIds: readonly string[]): 'none' | 'code' {
  const { members, outsiders } = consentPolicy().secondFactor;
  const asks = seen.state.members.some((it) => memberIds.includes(it.id) && it.external !== undefined);
  return asks ? outsiders : members;
}

function secondFactorOf(deps: Deps, seen: SeenCase, request: Request): SecondFactor {
  const least = leastFactor(seen, request.memberIds);
  const wanted = request.secondFactor ?? (least === 'none' ? 'none' : 'staff-code');
  if (wanted === 'none' && least === 'code') throw invalidField('secondFactor', 'code-needed');
  // A code that comes where the link comes proves nothing more.
  if (wanted === 'text-code' && request.channel === 'text')
    throw invalidField('secondFactor', 'same-channel');
  if (wanted === 'text-code' && deps.sendText === null) throw invalidField('secondFactor', 'no-text-gateway');
  return wanted;
}

/** Everybody must be reached by what the question goes out with; fields are named, never addresses. */
function checkReach(
  deps: Deps,
  { askedOf, channel }: Request,
  factor: SecondFactor,
  reach: ReadonlyMap<string, Reach>,
): void {
  if (channel === 'text' && deps.sendText === null) throw invalidField('channel', 'no-text-gateway');
  const errors = askedOf.flatMap((id, i) => {
    const person = reach.get(id);
    const path = `askedOf.${i}`;
    if (channel === 'e-mail' && !person?.email) return [{ path, code: 'no-e-mail' }];
    const needsPhone = channel === 'text' || factor === 'text-code';
    return needsPhone && !person?.phone ? [{ path, code: 'no-phone' }] : [];
  });
  if (errors.length > 0) throw new HttpProblem(422, 'invalid-fields', { errors });
}

/**
 * How a question about consent goes out, and the link of each person where its channel carries links. Nothing is
 * written here: the links are born with the command.
 *
 * Throws 422 when somebody cannot be reached so, or when policy asks for a code.
 */
export async function askingFor(
  deps: Deps,
  seen: SeenCase,
  request: Request,
  today: CivilDate,
): Promise<{ readonly asking: Asking | null; readonly links: readonly NewLink[] }> {
  const { channel, askedOf, memberIds, items = [], language: wanted } = request;
  if (channel === undefined) return { asking: null, links: [] };
  if (wanted !== undefined && !consentLanguages().some(({ code }) => code === wanted))
    throw invalidField('language', 'unknown-language');
  const reach = await readReach(deps.pool, askedOf);
  const languageOf = (id: string) => consentLanguage(wanted ?? reach.get(id)?.language ?? 'fi');
  const answerBy = addDays(today, consentPolicy().linkDays.value);
  const { version: textVersion } = consentLanguage('fi');
  const carriesLinks = LINK_CHANNELS.has(channel);
  const factor = carriesLinks ? secondFactorOf(deps, seen, request) : 'none';
  if (carriesLinks) checkReach(deps, request, factor, reach);
  const asked = askedOf.map((personId) => ({
    personId,
    language: languageOf(personId).code,
    ...(carriesLinks ? { linkId: randomUUID() } : {}),
  }));
  const keys = carriesLinks ? linkKeys(deps.settings.sessionSecret) : null;
  const zone = seen.rules.calendar.zone;
  const links = asked.flatMap(({ personId, linkId }): NewLink[] => {
    if (linkId === undefined || keys === null) return [];
    const { code: language, version } = languageOf(personId);
    return [
      {
        ...{ id: linkId, secret_hash: hashOf(keys.secretOf(linkId)), person_id: personId },
        ...{ member_ids: memberIds, items, text_version: version, language, channel },
        ...{ made_by: seen.actor.personId, expires_on: answerBy },
        expires_at: new Date(endOfDay(zone, answerBy)).toISOString(),
        second_factor: factor,
        code_hash: factor === 'staff-code' ? keys.codeHash(linkId, keys.staffCodeOf(linkId)) : null,
      },
    ];
  });
  return { asking: { channel, textVersion, answerBy, asked }, links };
}
