import { LINK_CHANNELS } from '../../domain/codes.js';
import { noPartOf } from '../../domain/annex.js';
import { refuse } from '../../domain/refusals.js';
import { wronglySent } from '../../domain/deciders/asking.js';
import { asId, type PersonId } from '../../domain/ids.js';
import { may } from '../../domain/permissions.js';
import { rightsFor } from '../../domain/sight.js';
import { localDate } from '../../domain/time/zone.js';
import {
  consentByHand,
  consentMail,
  consentText,
  type MessageLanguage,
} from '../../policies/consent-messages.js';
import { consentLanguage } from '../../policies/consent-texts.js';
import { dayText } from '../pages/consent/words.js';
import type { Caller } from '../auth/caller.js';
import { showCase, type SeenCase, type Showing } from '../cases/find-case.js';
import type { ConsentPreviewAnswer, ConsentPreviewQuery } from '../contracts/consent-links.js';
import type { Deps } from '../deps.js';
import { invalidField, refused } from '../http/problem.js';
import type { FoundLink } from './find-link.js';
import { askingFor } from './new-links.js';

/** What would go out, before it does: the case, and the link of one person as it would be. */
export interface Previewed {
  readonly seen: SeenCase;
  readonly link: FoundLink;
}

/** For those who may ask; nobody else is shown anything. */
const toAsk: Showing = ({ actor, state, rights }) => {
  const allowed = may(actor, 'request-consent', state);
  if (!allowed.ok) throw refused(allowed);
  return rightsFor(rights, ['people', 'consents', 'texts']);
};

/**
 * A question as it would go out to one person. Refuses what the command would refuse, so that nobody looks at a page
 * that cannot be sent. No question is written, and there is no link behind it; that it was looked at is written.
 */
export function previewFor<T>(
  deps: Deps,
  caller: Caller,
  asked: { readonly idOrRef: string; readonly query: ConsentPreviewQuery; readonly via: string },
  make: (previewed: Previewed) => Promise<T>,
): Promise<T> {
  const { idOrRef, query, via } = asked;
  const how = { idOrRef, shows: toAsk, kind: 'read', via } as const;
  return showCase(deps, caller, how, async (seen) => make(await previewOf(deps, seen, query)));
}

async function previewOf(deps: Deps, seen: SeenCase, query: ConsentPreviewQuery): Promise<Previewed> {
  const { personId, memberIds, items, channel, language, secondFactor } = query;
  const { state } = seen;
  const family = [state.learnerId, ...(state.annex?.family?.guardians ?? []).map((it) => it.personId)];
  if (!family.includes(personId)) throw invalidField('query.personId', 'unknown-person');
  if (memberIds.some((id) => !state.members.some((m) => m.id === id)))
    throw invalidField('query.memberIds', 'unknown-member');
  const today = localDate(seen.rules.calendar.zone, deps.now());
  const request = {
    ...({ type: 'request-consent', told: 'message' } as const),
    ...{ memberIds, askedOf: [personId], items, channel },
    ...(language === undefined ? {} : { language }),
    ...(secondFactor === undefined ? {} : { secondFactor }),
  };
  const { asking, links } = await askingFor(deps, seen, request, today);
  if (asking === null) throw invalidField('query.channel', 'missing');
  const noPart = noPartOf(state, personId);
  const wrong = noPart === null ? wronglySent(state, asking) : refuse(noPart, 'OHL 18 §');
  if (wrong) throw refused(wrong);
  const [born] = links;
  const members = state.members.map((m) =>
    memberIds.includes(m.id) ? { ...m, askedOf: [...(m.askedOf ?? []), personId] } : m,
  );
  const link: FoundLink = {
    ...{ id: '', personId, memberIds, items, madeBy: seen.actor.personId, stored: 'open' },
    language: born?.language ?? asking.asked[0]?.language ?? 'fi',
    ...{ expiresOn: asking.answerBy, expiresAt: new Date(deps.now()), answeredAt: null },
    secondFactor: born?.second_factor ?? 'none',
    ...{ codeHash: null, codeSentAt: null, codesSent: 0, attempts: 0, hasNewer: false, isDecided: true },
    ...{ state: { ...state, members }, school: seen.school.name, phone: null },
  };
  return { seen, link };
}

async function messageLanguage(deps: Deps, personId: string): Promise<MessageLanguage> {
  const { rows } = await deps.pool.query<{ language: MessageLanguage }>(
    'SELECT language FROM person WHERE id = $1',
    [personId],
  );
  return rows[0]?.language ?? 'fi';
}

/** `GET /api/v1/cases/{id}/consent-preview`: the message in words, and where the page can be looked at. */
export function presentPreview(
  deps: Deps,
  caller: Caller,
  idOrRef: string,
  query: ConsentPreviewQuery,
): Promise<ConsentPreviewAnswer> {
  const via = 'GET /api/v1/cases/{id}/consent-preview';
  return previewFor(deps, caller, { idOrRef, query, via }, (previewed) => messageOf(deps, previewed, query));
}

async function messageOf(
  deps: Deps,
  { seen, link }: Previewed,
  query: ConsentPreviewQuery,
): Promise<ConsentPreviewAnswer> {
  const language = await messageLanguage(deps, asId<PersonId>(link.personId));
  const due = dayText(consentLanguage(language).texts, link.expiresOn);
  const url = `${deps.settings.publicUrl}/suostumus/…`;
  const { channel } = query;
  const params = new URLSearchParams({ personId: query.personId, channel });
  for (const id of query.memberIds) params.append('memberIds', id);
  for (const item of query.items) params.append('items', item);
  if (query.language !== undefined) params.set('language', query.language);
  if (query.secondFactor !== undefined) params.set('secondFactor', query.secondFactor);
  const words =
    channel === 'text'
      ? { subject: '', paragraphs: [consentText(language, due, url)] }
      : channel === 'e-mail'
        ? consentMail(language, due, url)
        : consentByHand(language, due);
  return {
    subject: words.subject,
    text: words.paragraphs.join('\n\n'),
    answerBy: link.expiresOn,
    secondFactor: link.secondFactor,
    ...(LINK_CHANNELS.has(channel) ? { page: `/esikatselu/suostumus/${seen.state.ref}?${params}` } : {}),
  };
}
